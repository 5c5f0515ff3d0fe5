import type { CompiledStatement } from '../../policy/compile.ts';
import { meetsWith, type Condition } from '../../policy/conditions/condition.ts';
import { arnText } from '../../policy/arn.ts';
import { requestContext } from '../../policy/context.ts';
import type { Principal } from '../../policy/principal.ts';
import type { Resource } from '../estate/resources.ts';
import type { RowClasses } from './row-table.ts';
import type { Source } from './sources.ts';

/**
 * Whether a source may speak of the rows of a class which its patterns do not touch: not where the rows' tags rule out
 * every statement that would.
 */
export type Relevance = (source: Source, classes: RowClasses, row: RowOfClass) => boolean;

/** A row, the number of its class, and whoever asks about it. */
export interface RowOfClass {
  readonly row: Resource;
  readonly index: number;
  readonly principal: Principal;
}

/** Asks once a class. */
export function buildRelevance(): Relevance {
  const known = new WeakMap<RowClasses, Map<Source, Uint8Array>>();
  return (source, classes, asked) => {
    if (source.wide.length === 0) return false;
    const ofClasses = known.get(classes) ?? new Map<Source, Uint8Array>();
    known.set(classes, ofClasses);
    const told = ofClasses.get(source) ?? new Uint8Array(classes.members.length);
    ofClasses.set(source, told);
    if (told[asked.index] === 0) told[asked.index] = source.wide.some((wide) => mayApply(wide, asked)) ? 2 : 1;
    return told[asked.index] === 2;
  };
}

function mayApply({ conditions }: CompiledStatement, asked: RowOfClass): boolean {
  return !conditions.some((condition) => isRuledOut(condition, asked));
}

const tagKey = 'aws:resourcetag/';

/** Whether the row's tags, all of which are known, settle that the condition does not hold, whoever asks. */
function isRuledOut(condition: Condition, { row: { id, tags, account }, principal }: RowOfClass): boolean {
  const { key } = condition;
  if (!key.startsWith(tagKey)) return false;
  const name = key.slice(tagKey.length);
  const value = Object.entries(tags).findLast(([tag]) => tag.toLowerCase() === name)?.[1];
  // Variables are unknown here, so that they rule nothing out.
  const context = requestContext({}, 'unknown');
  const scope = { context, principal, resource: arnText(id), resourceAccount: account };
  return meetsWith(condition, value === undefined ? undefined : [value], scope) === 'not-met';
}
