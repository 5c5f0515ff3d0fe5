import { candidates } from './candidates.ts';
import { meetsWith } from './conditions/condition.ts';
import type { Alternative, Evidence, Gate } from './gate.ts';
import type { Literal } from './literal.ts';
import type { Scope } from './scope.ts';
import { isSettable } from './settable-keys.ts';

/** A way through every gate. */
export interface Passage {
  readonly evidence: readonly Evidence[];
  /** What must hold that the caller does not settle at will. */
  readonly conditions: readonly Literal[];
}

/** How many combinations of alternatives are looked at before the first that works is taken. */
const maxCombinations = 512;

/** The way through the gates that leaves fewest conditions; undefined where no context passes them all. */
export function passage(gates: readonly Gate[], scope: Scope): Passage | undefined {
  const sure = gates.filter(({ alternatives }) => alternatives.some(isSure));
  const open = gates.filter(({ alternatives }) => !alternatives.some(isSure)).map((gate) => ordered(gate, scope));
  const evidence = sure.flatMap(({ alternatives }) => alternatives.find(isSure)?.evidence ?? []);
  if (open.length === 0) return { evidence, conditions: [] };

  let best: Passage | undefined;
  for (const chosen of combinations(open)) {
    const literals = chosen.flatMap(({ literals }) => literals);
    const conditions = remaining(literals, scope);
    if (conditions === undefined) continue;
    if (best === undefined || conditions.length < best.conditions.length) {
      best = { evidence: [...evidence, ...chosen.flatMap((way) => way.evidence ?? [])], conditions };
    }
    if (conditions.length === 0) break;
  }
  return best;
}

function isSure({ literals }: Alternative): boolean {
  return literals.length === 0;
}

/** Alternatives that ask least of others come first. */
function ordered({ alternatives }: Gate, scope: Scope): readonly Alternative[] {
  const burden = ({ literals }: Alternative): number => literals.filter((literal) => !isFree(literal, scope)).length;
  return [...alternatives].sort((a, b) => burden(a) - burden(b));
}

/** One alternative of each gate, in every combination, up to the bound. */
function* combinations(gates: readonly (readonly Alternative[])[]): Generator<readonly Alternative[]> {
  const place = gates.map(() => 0);
  for (let count = 0; count < maxCombinations; count++) {
    yield gates.map((gate, at) => gate[place[at]]);
    let digit = 0;
    while (digit < gates.length && ++place[digit] === gates[digit].length) place[digit++] = 0;
    if (digit === gates.length) return;
  }
}

function isFree(literal: Literal, scope: Scope): boolean {
  return 'condition' in literal && isSettable(literal.condition.key, scope);
}

/** The literals that are left to others, or undefined where no context fulfils them all. */
function remaining(literals: readonly Literal[], scope: Scope): readonly Literal[] | undefined {
  const byKey = new Map<string, Literal[]>();
  for (const literal of literals) {
    const key = 'condition' in literal ? literal.condition.key : literal.variable;
    byKey.set(key, [...(byKey.get(key) ?? []), literal]);
  }
  const left: Literal[] = [];
  for (const [key, group] of byKey) {
    const possible = satisfiable(group, scope);
    if (possible === 'no') return undefined;
    if (possible === 'unsure' || !isSettable(key, scope) || group.some((literal) => !isFree(literal, scope))) {
      left.push(...group);
    }
  }
  return left;
}

/** Whether some values of one key make all its literals come out as they must. */
function satisfiable(group: readonly Literal[], scope: Scope): 'yes' | 'no' | 'unsure' {
  const conditions = group.flatMap((literal) => ('condition' in literal ? [literal] : []));
  const { values, complete } = candidates(conditions.map(({ condition }) => condition));
  let sure = complete && conditions.length === group.length;
  for (const actual of values) {
    const outcomes = conditions.map(({ condition, met }) => {
      const outcome = meetsWith(condition, actual, scope);
      return outcome === 'unknown' ? 'unknown' : outcome === (met ? 'met' : 'not-met');
    });
    if (outcomes.every((holds) => holds === true)) return 'yes';
    if (outcomes.includes('unknown')) sure = false;
  }
  return sure ? 'no' : 'unsure';
}
