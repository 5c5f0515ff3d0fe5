import { printable } from '../model/printable.ts';
import { cutText, textWidth } from './text-width.ts';

/** A column of a text table. */
export interface TableColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string | number;
  readonly align?: 'left' | 'right';
  /** May be cut where the table is too wide, down to {@link TableColumn.least}. */
  readonly shrinks?: boolean;
  /** Narrowest that a shrinking column gets; 8 unless told. */
  readonly least?: number;
  /** Left out where the table is too wide still; the highest number goes first. */
  readonly drops?: number;
}

/** Rows as text in aligned columns, at most `width` wide where columns may shrink and drop. */
export function formatTable<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[], width: number): string {
  const measured = fitting(
    columns.map((column) => measure(column, rows, width)),
    width,
  );
  const widths = shrink(measured, width);
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => fit(text, widths[index], measured[index].column.align ?? 'left'))
      .join(gap)
      .trimEnd();
  const lines = rows.map((_, row) => line(measured.map(({ cells }) => cells[row])));
  return [line(measured.map(({ column }) => column.title)), ...lines, ''].join('\n');
}

const gap = '  ';

interface Measured<Row> {
  readonly column: TableColumn<Row>;
  readonly cells: readonly string[];
  /** What the widest cell takes, but not more than the whole table may have where the column shrinks. */
  readonly natural: number;
  readonly least: number;
}

function measure<Row>(column: TableColumn<Row>, rows: readonly Row[], width: number): Measured<Row> {
  // Names come from outside and may be as long as they like: what cannot be shown is not measured.
  const cells = rows.map((row) => printable(String(column.cell(row)), 2000));
  const widest = cells.reduce((most, cell) => Math.max(most, textWidth(cell)), textWidth(column.title));
  if (column.shrinks !== true) return { column, cells, natural: widest, least: widest };
  const least = Math.min(widest, Math.max(column.least ?? 8, textWidth(column.title)));
  return { column, cells, natural: Math.max(least, Math.min(widest, width)), least };
}

/** The columns that can stand side by side, those that drop first left out. */
function fitting<Row>(columns: readonly Measured<Row>[], width: number): readonly Measured<Row>[] {
  const needed = sum(columns.map(({ least }) => least)) + gap.length * (columns.length - 1);
  if (needed <= width) return columns;
  const first = columns.reduce((most, { column }) => Math.max(most, column.drops ?? 0), 0);
  if (first === 0) return columns;
  return fitting(
    columns.filter(({ column }) => column.drops !== first),
    width,
  );
}

/** Takes one place at a time from the widest column that may give one, until all fit. */
function shrink<Row>(columns: readonly Measured<Row>[], width: number): readonly number[] {
  const widths = columns.map(({ natural }) => natural);
  const gaps = gap.length * (columns.length - 1);
  for (let excess = sum(widths) + gaps - width; excess > 0; excess--) {
    const giving = [...columns.keys()].filter((index) => widths[index] > columns[index].least);
    if (giving.length === 0) break;
    widths[giving.reduce((widest, index) => (widths[index] > widths[widest] ? index : widest))]--;
  }
  return widths;
}

function fit(text: string, width: number, align: 'left' | 'right'): string {
  const cut = cutText(text, width);
  const space = ' '.repeat(Math.max(0, width - textWidth(cut)));
  return align === 'left' ? cut + space : space + cut;
}

function sum(numbers: readonly number[]): number {
  return numbers.reduce((total, each) => total + each, 0);
}
