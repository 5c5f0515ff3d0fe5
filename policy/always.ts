import { candidates } from './candidates.ts';
import { meetsWith, type Condition } from './conditions/condition.ts';
import type { Gate } from './gate.ts';
import type { Literal } from './literal.ts';
import type { Scope } from './scope.ts';
import { reachOf } from './settable-keys.ts';

/** Which conditions on one key hold together, for one value of the key. */
interface Case {
  readonly holds: ReadonlyMap<Condition, boolean>;
  /** Whether the caller can bring the value about. */
  readonly reachable: boolean;
}

/** One context key and the ways in which its conditions can come out. */
interface KeyCases {
  readonly cases: readonly Case[];
  /** The caller chooses among the reachable cases; else the case is whatever it is. */
  readonly chosen: boolean;
}

/** How many cases of all keys together are gone through; beyond it nothing is said to hold always. */
const maxCases = 4096;

/**
 * Whether, whatever the unknown context is, the caller can pass every gate of some way and every denial.
 *
 * Goes through every combination in which the conditions can come out; says no where that cannot be done for certain.
 */
export function alwaysPasses(ways: readonly (readonly Gate[])[], denials: readonly Gate[], scope: Scope): boolean {
  const conditions = conditionsByKey([...ways.flat(), ...denials]);
  const keys: KeyCases[] = [];
  let count = 1;
  for (const [key, list] of conditions ?? []) {
    const cases = casesOf(key, list, scope);
    count *= cases?.cases.length ?? Infinity;
    if (cases === undefined || count > maxCases) return false;
    keys.push(cases);
  }
  if (conditions === undefined) return false;
  keys.sort((a, b) => Number(a.chosen) - Number(b.chosen)); // what is chosen is chosen knowing all else
  return winning(keys, new Map(), (outcome) => passes(ways, denials, outcome));
}

/** The conditions that the gates leave open, by key; undefined where a resource's variable is among them. */
function conditionsByKey(gates: readonly Gate[]): ReadonlyMap<string, ReadonlySet<Condition>> | undefined {
  const byKey = new Map<string, Set<Condition>>();
  for (const literal of gates.flatMap(({ alternatives }) => alternatives.flatMap(({ literals }) => literals))) {
    if (!('condition' in literal)) return undefined;
    const { condition } = literal;
    const list = byKey.get(condition.key);
    if (list === undefined) byKey.set(condition.key, new Set([condition]));
    else list.add(condition);
  }
  return byKey;
}

/** Every way in which the conditions of one key can come out together; undefined where that is not known. */
function casesOf(key: string, conditions: ReadonlySet<Condition>, scope: Scope): KeyCases | undefined {
  const { values, complete } = candidates([...conditions], scope);
  if (!complete) return undefined;
  const reach = reachOf(key, scope);
  const cases = new Map<string, Case>();
  const tried = values.map((actual) => ({ actual, reachable: reach === 'anything' }));
  const reached = typeof reach === 'string' ? [] : reach.map((actual) => ({ actual, reachable: true }));
  for (const { actual, reachable } of [...reached, ...tried]) {
    const holds = new Map<Condition, boolean>();
    for (const condition of conditions) {
      const outcome = meetsWith(condition, actual, scope);
      if (outcome === 'unknown') return undefined;
      holds.set(condition, outcome === 'met');
    }
    const name = [...holds.values()].join();
    if (!cases.has(name)) cases.set(name, { holds, reachable });
  }
  return { cases: [...cases.values()], chosen: reach !== 'nothing' };
}

/** Whether `holds` can be had: for each case of keys that nobody chooses, by some reachable case of those chosen. */
function winning(
  keys: readonly KeyCases[],
  outcome: Map<Condition, boolean>,
  holds: (outcome: ReadonlyMap<Condition, boolean>) => boolean,
): boolean {
  if (keys.length === 0) return holds(outcome);
  const [{ cases, chosen }, ...rest] = keys;
  const wins = (one: Case): boolean => {
    for (const [condition, met] of one.holds) outcome.set(condition, met);
    return winning(rest, outcome, holds);
  };
  return chosen ? cases.some((one) => one.reachable && wins(one)) : cases.every(wins);
}

function passes(
  ways: readonly (readonly Gate[])[],
  denials: readonly Gate[],
  outcome: ReadonlyMap<Condition, boolean>,
): boolean {
  const holds = (literal: Literal): boolean => 'condition' in literal && outcome.get(literal.condition) === literal.met;
  const opens = ({ alternatives }: Gate): boolean => alternatives.some(({ literals }) => literals.every(holds));
  return denials.every(opens) && ways.some((way) => way.every(opens));
}
