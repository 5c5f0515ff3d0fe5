import type { CompiledPolicy, CompiledStatement } from '../../policy/compile.ts';
import type { Asker } from '../access/askers.ts';
import { asksOf, type Asks } from '../access/asks.ts';
import { buildOthers } from '../access/others.ts';
import { keysFor } from '../access/places.ts';
import { readsOf } from '../access/reads.ts';
import type { RowBase } from '../access/row-base.ts';
import { buildRowTable, type RowTable } from '../access/row-table.ts';
import { loneSource } from '../access/sources.ts';
import type { Speaking } from '../access/speaking.ts';
import { partTouched } from '../access/touched-parts.ts';
import type { Estate } from '../estate/estate.ts';
import type { Resource } from '../estate/resources.ts';

/** Resources of a type that principals of one account may ask for. */
export interface AskedTable {
  readonly table: RowTable;
  /** Whether the resources are of the account that was asked about. */
  readonly isOwn: boolean;
  readonly asks: Asks;
  /** Organisation policies over who asks, and over the resources. */
  readonly controls: readonly CompiledPolicy[];
}

/** What is asked on resources themselves, and what tells them apart beside the policies. */
export interface AskedType {
  readonly type: string;
  readonly actions: readonly string[];
  readonly baseOf: RowBase;
}

/** The account's own resources of a type, and those of others that admit it. */
export function buildAskedTables(
  estate: Estate,
  { type, actions, baseOf }: AskedType,
): (account: string) => readonly AskedTable[] {
  const { resources } = estate;
  const othersFor = buildOthers(resources.openToOthers(type));
  return (account) =>
    [resources.inAccount(account, type), othersFor(account)].flatMap((rows, at) => {
      if (rows.length === 0) return [];
      const controls = controlsOver(estate, account, rows);
      const table = buildRowTable(rows, baseOf);
      return [{ table, isOwn: at === 0, controls, asks: asksOf(actions, rows[0]) }];
    });
}

/** The rows, parted so that no policy which binds the asker tells those of a part from each other; none is empty. */
export function* partsFor(
  { profile, own }: Asker,
  { table, asks, controls }: AskedTable,
  speaking: Speaking,
): Iterable<readonly Resource[]> {
  const statements: readonly CompiledStatement[] = [...own, ...controls.flatMap(speaking)];
  const classes = table.classes(readsOf(statements));
  const keysOf = keysFor(profile);
  const parts = partTouched({ keysOf, table, classes, asks }, [loneSource(statements, profile)]).map(
    ({ rows }) => rows,
  );
  const touched = new Set(parts.flat());
  const untouched =
    touched.size === 0 ? classes.members : classes.members.map((whole) => whole.filter((row) => !touched.has(row)));
  for (const part of [...untouched, ...parts]) {
    if (part.length > 0) yield part.map((row) => table.rows[row]);
  }
}

/** Organisation policies over whoever asks from the account, and over what he asks for. */
export function controlsOver(
  { controls }: Estate,
  account: string,
  rows: readonly Resource[],
): readonly CompiledPolicy[] {
  const owners = new Set(rows.map((row) => row.account));
  const levels = [controls(account, 'SCP'), ...[...owners].map((owner) => controls(owner, 'RCP'))];
  return [...new Set(levels.flatMap(({ compiled }) => compiled.flat()))];
}
