import type { Resource } from '../estate/resources.ts';
import { valuesRead, type Reads } from './reads.ts';
import type { RowBase } from './row-base.ts';
import { buildTouchedRows, type TouchedRows } from './touched-rows.ts';

/** Resources of one type that principals of one account may hold, parted by all that policies elsewhere can tell apart. */
export interface RowTable {
  /** In id order. */
  readonly rows: readonly Resource[];
  /** Finds rows by the patterns of statements. */
  readonly touched: TouchedRows;
  /** The rows parted by their own policies and by what is read of them. */
  classes(reads: Reads): RowClasses;
}

/** Rows that no statement tells apart but by their ARNs. */
export interface RowClasses {
  /** By row. */
  readonly classOf: Uint32Array;
  /** Rows of each class, in order. */
  readonly members: readonly (readonly number[])[];
}

/**
 * @param rows in id order
 */
export function buildRowTable(rows: readonly Resource[], baseOf: RowBase): RowTable {
  const bases = rows.map(baseOf);
  const parted = new Map<string, RowClasses>();
  return {
    rows,
    touched: buildTouchedRows(rows),
    classes(reads) {
      const key = JSON.stringify(reads);
      const found = parted.get(key) ?? part(rows, (row) => `${bases[row]}\n${readText(reads, rows[row])}`);
      parted.set(key, found);
      return found;
    },
  };
}

function readText(reads: Reads, row: Resource): string {
  const lone = reads.encryptionContext && row.encryptedBy !== undefined;
  return lone ? row.id : valuesRead(reads, row);
}

function part(rows: readonly Resource[], keyOf: (row: number) => string): RowClasses {
  const indexOf = new Map<string, number>();
  const classOf = new Uint32Array(rows.length);
  const members: number[][] = [];
  for (const row of rows.keys()) {
    const key = keyOf(row);
    const index = indexOf.get(key) ?? members.push([]) - 1;
    indexOf.set(key, index);
    classOf[row] = index;
    members[index].push(row);
  }
  return { classOf, members };
}
