import type { Evidence } from '../../model/answers.ts';
import type { CompiledStatement } from '../../policy/compile.ts';
import type { Said } from '../define-edge.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant } from '../estate/judge.ts';
import type { Resource } from '../estate/resources.ts';
import type { Asker } from './askers.ts';
import type { Asks } from './asks.ts';
import { buildRowJudge, type RowJudge } from './judge-row.ts';
import { buildRelevance } from './relevance.ts';
import type { RowClasses } from './row-table.ts';
import type { Source } from './sources.ts';

/** How a row is held, and all that policies do not tell from it. */
export interface Answer {
  /** What is said of all. */
  readonly said: Said;
  /** Equal where the same is said of all. */
  readonly key: string;
  /** What rows' own policies say, by place; undefined where they say nothing. */
  readonly own: OwnWords | undefined;
}

/** Statements of a row's own policy that let it be held. */
export interface OwnWords {
  readonly proofs: readonly { readonly item: Evidence; readonly index: number }[];
  /** Equal where the statements stand at the same places. */
  readonly key: string;
}

/** What is asked: of a row, and of all at its place. */
export interface Question {
  readonly asker: Asker;
  readonly asks: Asks;
  readonly classes: RowClasses;
  readonly row: Resource;
  /** Of the row's class. */
  readonly index: number;
  /** Names the rows, and with them the sources that touch them; undefined where the answer is the asker's alone. */
  readonly at: string | undefined;
}

/** Answers; undefined where the row is not held. */
export type Answers = (question: Question) => Answer | undefined;

interface Context {
  readonly estate: Estate;
  readonly controls: readonly CompiledStatement[];
  readonly isOwn: boolean;
}

/** Judges each row once for all askers that are alike to it: those whose policies speak of it are the same. */
export function buildAnswers({ estate, controls, isOwn }: Context): Answers {
  const known = new Map<string, Answer | undefined>();
  const judges = new WeakMap<Asker, RowJudge>();
  const numbers = new Map<RowClasses, number>();
  const mayTell = buildRelevance();
  const judgeOf = (asker: Asker, asks: Asks): RowJudge => {
    const { profile, own, allows } = asker;
    const judge =
      judges.get(asker) ?? buildRowJudge({ estate, profile, asks, statements: [...own, ...controls], allows, isOwn });
    judges.set(asker, judge);
    return judge;
  };
  const judged = ({ asker, asks, row }: Question): Answer | undefined => {
    const grant = judgeOf(asker, asks)(row);
    return grant && answerOf(grant, row);
  };
  return (question) => {
    const { asker, row, index, at, classes } = question;
    // Without a policy of its own a resource is opened by the identity's policies alone, for every session alike.
    if (row.policy === undefined && asker.profile.session !== undefined) return undefined;
    if (at === undefined) return judged(question);
    const number = numbers.get(classes) ?? numbers.size;
    numbers.set(classes, number);
    // What the key of encrypted data says hangs on statements that do not speak of the data's own place.
    const asked = { row, index, principal: asker.profile.principal };
    const speaks = (source: Source): boolean => row.encryptedBy !== undefined || mayTell(source, classes, asked);
    let key = `${asker.standing} ${number} ${at}`;
    const sources = row.encryptedBy === undefined ? asker.wide : asker.sources;
    for (const source of sources) if (speaks(source)) key += ` ${source.id}`;
    const found = known.get(key);
    if (found !== undefined || known.has(key)) return found;
    const answer = judged(question);
    known.set(key, answer);
    return answer;
  };
}

/** Parts what a grant says of every resource in the like case from what the judged one's own policy says. */
export function answerOf(grant: Grant, judged: Resource): Answer {
  const statements: readonly unknown[] = judged.policy?.statements ?? [];
  const own = grant.evidence.filter(({ text }) => statements.includes(text));
  if (own.length === 0 && judged.unread === undefined) return { said: grant, key: keyOf(grant, true), own: undefined };
  const proofs = own.map((item) => ({ item, index: statements.indexOf(item.text) }));
  const said = {
    conditions: grant.conditions.filter((condition) => condition !== judged.unread),
    evidence: grant.evidence.filter((item) => !own.includes(item)),
  };
  return { said, key: keyOf(said, false), own: { proofs, key: proofs.map(({ index }) => index).join() } };
}

function keyOf({ conditions, evidence }: Said, isAll: boolean): string {
  return JSON.stringify([
    isAll,
    conditions,
    evidence.map(({ document, statement, via }) => [document, statement, via]),
  ]);
}
