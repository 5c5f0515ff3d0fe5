import type { Radius } from '../../model/answers.ts';
import type { ChangedRadius } from './compare-radii.ts';
import type { Simulation } from './simulation.ts';

/** What may fail a pull request: some radius grows, somebody gains a crown jewel, something is not known. */
export const gates = ['growth', 'crown-jewel', 'unknown'] as const;

export type Gate = (typeof gates)[number];

/** Whether the changes would fail the gate. */
export function failsGate({ identities, unknown }: Simulation, gate: Gate): boolean {
  if (gate === 'growth') return identities.some(grows);
  if (gate === 'crown-jewel') return identities.some(({ crownJewels }) => crownJewels.gained.length > 0);
  return unknown.length > 0;
}

/** Whether the identity reaches something that it did not, or reaches something surely that took conditions. */
export function grows({ before, after, gained }: ChangedRadius): boolean {
  return gained.length > 0 || isMore(after.certain, before.certain) || isMore(after.possible, before.possible);
}

/** Whether it reaches less somewhere. */
export function shrinks({ before, after, lost }: ChangedRadius): boolean {
  return lost.length > 0 || isMore(before.certain, after.certain) || isMore(before.possible, after.possible);
}

function isMore(a: Radius, b: Radius): boolean {
  return a.resources > b.resources || a.identity > b.identity || a.weight > b.weight;
}
