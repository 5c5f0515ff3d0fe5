import type { CompiledStatement } from '../../policy/compile.ts';
import { principalMatch } from '../../policy/gate.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant } from '../estate/judge.ts';
import type { Resource } from '../estate/resources.ts';
import type { Asker } from './askers.ts';
import type { Asks } from './asks.ts';
import { buildRowJudge } from './judge-row.ts';
import { keysFor } from './places.ts';
import { readsOf } from './reads.ts';
import type { RowTable } from './row-table.ts';
import { partTouched } from './touched-parts.ts';

/** Rows that are held alike: one judgement, made on the first of them, does for all. */
export interface HeldRows {
  readonly grant: Grant;
  /** In order; not empty. The first was judged. */
  readonly rows: readonly Resource[];
}

/** What an asker wants to know of a table. */
export interface Inquiry {
  readonly estate: Estate;
  readonly asker: Asker;
  readonly table: RowTable;
  readonly asks: Asks;
  /** Statements of the organisation policies that speak of the actions. */
  readonly controls: readonly CompiledStatement[];
  /** Whether the resources are of the asker's own account. */
  readonly isOwn: boolean;
}

/**
 * The rows that the asker holds.
 *
 * Rows that no pattern of a statement touches differ in their class alone; the others also in what covers them. Each
 * part is judged once. Time: rows touched, and classes, not all rows.
 */
export function* heldRows(inquiry: Inquiry): Iterable<HeldRows> {
  const { estate, asker, table, asks, controls, isOwn } = inquiry;
  const { profile, allows } = asker;
  if (!isOwn && allows.length === 0) return;
  const statements = [...asker.own, ...controls];
  const classes = table.classes(readsOf(statements));
  const keysOf = keysFor(profile);
  const touched = partTouched({ profile, keysOf, table, classes, asks }, statements);
  const judge = buildRowJudge({ estate, profile, keysOf, asks: asks.list, statements, allows, isOwn });
  const isWide = allows.some(coversUntouched);
  for (const [index, whole] of classes.members.entries()) {
    if (!isWide && !(isOwn && opensItself(inquiry, table.rows[whole[0]]))) continue;
    const left = touched.inClass.has(index) ? whole.filter((row) => !touched.rows.has(row)) : whole;
    yield* judged(inquiry, left, judge);
  }
  for (const part of touched.parts) yield* judged(inquiry, part, judge);
}

function* judged(
  { asker: { profile }, table }: Inquiry,
  part: readonly number[],
  judge: (resource: Resource) => Grant | undefined,
): Iterable<HeldRows> {
  if (part.length === 0) return;
  const first = table.rows[part[0]];
  // Without a policy of its own a resource is opened by the identity's policies alone, for every session alike.
  if (first.policy === undefined && profile.session !== undefined) return;
  const grant = judge(first);
  if (grant) yield { grant, rows: part.map((row) => table.rows[row]) };
}

/** Whether the statement speaks of rows that its patterns do not touch. */
function coversUntouched({ resources }: CompiledStatement): boolean {
  return resources === undefined || resources.all !== resources.not;
}

/** Whether the resource's own policy may let the asker in by itself. */
function opensItself({ asker }: Inquiry, { policy }: Resource): boolean {
  return (policy?.compiled.allows ?? []).some((statement) => {
    const match = principalMatch(statement, asker.profile.principal);
    return match !== 'no' && match !== 'account';
  });
}
