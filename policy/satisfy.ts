import { candidates } from './candidates.ts';
import { meetsWith } from './conditions/condition.ts';
import type { Literal } from './literal.ts';
import type { Scope } from './scope.ts';
import { reachOf } from './settable-keys.ts';

/** Whether some value of a key makes all of the key's literals come out as they must. */
export type Fulfilment = 'possible' | 'impossible' | 'unsure';

/** The literals that the caller cannot settle at will, or undefined where no context fulfils them all. */
export function leftToOthers(literals: readonly Literal[], scope: Scope): readonly Literal[] | undefined {
  const left: Literal[] = [];
  for (const group of byKey(literals)) {
    if (fulfilment(group, scope) === 'impossible') return undefined;
    if (!isSettled(group, scope)) left.push(...group);
  }
  return left;
}

/** The literals of each key by themselves; keys are independent of one another. */
export function byKey(literals: readonly Literal[]): readonly (readonly Literal[])[] {
  if (literals.length === 1) return [literals];
  const groups = new Map<string, Literal[]>();
  for (const literal of literals) {
    const key = 'condition' in literal ? literal.condition.key : literal.told.key;
    const group = groups.get(key);
    if (group === undefined) groups.set(key, [literal]);
    else group.push(literal);
  }
  return [...groups.values()];
}

/** Whether the caller can make all literals of one key come out as they must. */
function isSettled(group: readonly Literal[], scope: Scope): boolean {
  const [first] = group;
  if (!('condition' in first)) return false;
  const reach = reachOf(first.condition.key, scope);
  if (reach === 'nothing') return false;
  if (reach === 'anything') return fulfilment(group, scope) === 'possible';
  return reach.some((actual) => fulfils(group, actual, scope) === 'yes');
}

/** Whether any value of the group's key, or its absence, fulfils the group. */
export function fulfilment(group: readonly Literal[], scope: Scope): Fulfilment {
  const conditions = group.flatMap((literal) => ('condition' in literal ? [literal.condition] : []));
  const { values, complete } = candidates(conditions, scope);
  let sure = complete && conditions.length === group.length;
  for (const actual of values) {
    const result = fulfils(group, actual, scope);
    if (result === 'yes') return 'possible';
    if (result === 'unsure') sure = false;
  }
  return sure ? 'impossible' : 'unsure';
}

function fulfils(
  group: readonly Literal[],
  actual: readonly string[] | undefined,
  scope: Scope,
): 'yes' | 'no' | 'unsure' {
  let result: 'yes' | 'unsure' = 'yes';
  for (const literal of group) {
    const outcome = 'condition' in literal ? meetsWith(literal.condition, actual, scope) : 'unknown';
    if (outcome === 'unknown') result = 'unsure';
    else if ((outcome === 'met') !== literal.met) return 'no';
  }
  return result;
}
