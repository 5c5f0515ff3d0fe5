import type { Condition } from './conditions/condition.ts';
import { dateOf } from './conditions/dates.ts';
import { numberOf } from './conditions/numbers.ts';

/** A condition as a person reads it: `StringEquals sts:ExternalId [x]`. */
export interface ConditionItem {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** Something that the request's unknown context decides, and how it must come out. */
export type Literal =
  | { readonly condition: Condition; readonly met: boolean }
  /** Something else that is unknown, as a condition says it: a variable in a resource, the name of a session. */
  | { readonly told: ConditionItem; readonly met: boolean };

/** The literal in words, all of which must hold; negated conditions are said by the opposite operator. */
export function describeLiteral(literal: Literal): readonly ConditionItem[] {
  if ('told' in literal) {
    const { told, met } = literal;
    return [met ? told : { ...told, operator: `Not:${told.operator}` }];
  }
  const { entry } = literal.condition;
  return literal.met ? [entry] : opposite(literal.condition);
}

function opposite({ entry, operator, qualifier, ifExists }: Condition): readonly ConditionItem[] {
  const { key, values } = entry;
  if (operator === undefined) {
    const flipped = ['true', 'false'].filter((answer) => !values.some((value) => value.toLowerCase() === answer));
    return [{ operator: 'Null', key, values: flipped }];
  }
  if (operator.name === 'Bool' && qualifier === undefined && values.length === 1) {
    const flipped = values[0].toLowerCase() === 'true' ? 'false' : 'true';
    return [{ operator: ifExists ? 'Bool' : 'BoolIfExists', key, values: [flipped] }];
  }
  const name = operator.opposite;
  if (name === undefined) return [{ operator: `Not:${entry.operator}`, key, values }];
  if (qualifier === undefined && name.includes('Than')) {
    return [{ operator: `${name}${ifExists ? '' : 'IfExists'}`, key, values: bound(name, values) }];
  }
  // Of a list, ForAllValues and ForAnyValue deny each other; absence goes to the other side as well.
  const prefix = qualifier === undefined ? '' : qualifier === 'all' ? 'ForAnyValue:' : 'ForAllValues:';
  const item = { operator: `${prefix}${name}`, key, values };
  // What holds where the key is absent, by IfExists alone, is denied only where the key is there.
  const needsKey = ifExists && qualifier !== 'all' && !(operator.negated && qualifier === undefined);
  return needsKey ? [item, { operator: 'Null', key, values: ['false'] }] : [item];
}

/** Beyond all of several bounds is beyond the farthest. */
function bound(name: string, values: readonly string[]): readonly string[] {
  if (values.length < 2) return values;
  const read = name.startsWith('Date') ? dateOf : numberOf;
  const sorted = [...values].sort((a, b) => (read(a) ?? 0) - (read(b) ?? 0));
  return [name.includes('Greater') ? sorted[sorted.length - 1] : sorted[0]];
}
