import type { Alternative, Evidence, Gate } from './gate.ts';
import type { Literal } from './literal.ts';
import { byKey, fulfilment, leftToOthers } from './satisfy.ts';
import type { Scope } from './scope.ts';

/** A way through every gate. */
export interface Passage {
  readonly evidence: readonly Evidence[];
  /** What must hold that the caller does not settle at will. */
  readonly conditions: readonly Literal[];
}

/** How many combinations of alternatives are looked at; beyond it the first that is possible counts. */
const maxCombinations = 512;

/** The way through the gates that leaves fewest conditions; undefined where no context passes them all. */
export function passage(gates: readonly Gate[], scope: Scope): Passage | undefined {
  const evidence: Evidence[] = [];
  const open: (readonly Alternative[])[] = [];
  for (const gate of gates) {
    const certain = gate.alternatives.find(({ literals }) => literals.length === 0);
    if (certain !== undefined) evidence.push(...listOf(certain.evidence));
    else if (isAlwaysOpen(gate, scope)) evidence.push(...allowing(gate));
    else open.push(ordered(gate, scope));
  }
  if (open.length === 0) return { evidence, conditions: [] };

  let best: Passage | undefined;
  for (const { ways, bounded } of combinations(open)) {
    const literals = ways.flatMap((way) => way.literals);
    const conditions = leftToOthers(literals, scope) ?? (bounded && best === undefined ? literals : undefined);
    if (conditions === undefined || (best !== undefined && conditions.length >= best.conditions.length)) continue;
    best = { evidence: [...evidence, ...ways.flatMap((way) => listOf(way.evidence))], conditions };
    if (conditions.length === 0) break;
  }
  return best;
}

function listOf(evidence: Evidence | undefined): readonly Evidence[] {
  return evidence === undefined ? [] : [evidence];
}

/** Statements that together allow whatever the context is; a denial that never comes to hold is no evidence. */
function allowing({ effect, alternatives }: Gate): readonly Evidence[] {
  return effect === 'Deny' ? [] : alternatives.flatMap(({ evidence }) => listOf(evidence));
}

/** Whether some alternative is open in every context: no context closes all those that ask for one thing. */
function isAlwaysOpen({ alternatives }: Gate, scope: Scope): boolean {
  const single = alternatives.flatMap(({ literals }) => (literals.length === 1 ? literals : []));
  const closed = single.map((literal) => ({ ...literal, met: !literal.met }));
  return byKey(closed).some((group) => group.length > 0 && fulfilment(group, scope) === 'impossible');
}

/** Alternatives that leave least to others come first. */
function ordered({ alternatives }: Gate, scope: Scope): readonly Alternative[] {
  const burden = ({ literals }: Alternative): number => leftToOthers(literals, scope)?.length ?? Infinity;
  return alternatives
    .map((way) => ({ way, burden: burden(way) }))
    .sort((a, b) => a.burden - b.burden)
    .map(({ way }) => way);
}

/** One alternative of each gate, in every combination; the last one within the bound says whether there are more. */
function* combinations(
  gates: readonly (readonly Alternative[])[],
): Generator<{ readonly ways: readonly Alternative[]; readonly bounded: boolean }> {
  const place = gates.map(() => 0);
  for (let count = 1; ; count++) {
    const ways = gates.map((gate, at) => gate[place[at]]);
    let digit = 0;
    while (digit < gates.length && ++place[digit] === gates[digit].length) place[digit++] = 0;
    const bounded = count === maxCombinations && digit < gates.length;
    yield { ways, bounded };
    if (digit === gates.length || bounded) return;
  }
}
