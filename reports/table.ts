/** A column of a text table. */
export interface TableColumn<Row> {
  readonly title: string;
  readonly cell: (row: Row) => string | number;
  readonly align?: 'left' | 'right';
  /** May be cut where the table is too wide. */
  readonly shrinks?: boolean;
}

/** Narrowest that a shrinking column gets. */
const minimumWidth = 8;

/** Rows as text in aligned columns, at most `width` characters wide where columns may shrink. */
export function formatTable<Row>(columns: readonly TableColumn<Row>[], rows: readonly Row[], width: number): string {
  const cells = rows.map((row) => columns.map(({ cell }) => oneLine(String(cell(row)))));
  const natural = columns.map(({ title }, index) => Math.max(title.length, ...cells.map((line) => line[index].length)));
  const widths = shrink(columns, natural, width);
  const line = (texts: readonly string[]): string =>
    texts
      .map((text, index) => fit(text, widths[index], columns[index].align ?? 'left'))
      .join('  ')
      .trimEnd();
  return [line(columns.map(({ title }) => title)), ...cells.map(line), ''].join('\n');
}

/** Control characters could move the cursor of whoever reads; names come from outside. */
function oneLine(text: string): string {
  return text.replaceAll(/[\p{Cc}\p{Cf}\p{Zl}\p{Zp}]/gu, '�');
}

/** Takes one character at a time from the widest column that may give one, until all fit. */
function shrink<Row>(
  columns: readonly TableColumn<Row>[],
  natural: readonly number[],
  width: number,
): readonly number[] {
  const widths = [...natural];
  const gaps = 2 * (columns.length - 1);
  for (let excess = natural.reduce((sum, each) => sum + each, gaps) - width; excess > 0; excess--) {
    const giving = [...columns.keys()].filter(
      (index) => columns[index].shrinks === true && widths[index] > minimumWidth,
    );
    if (giving.length === 0) break;
    widths[giving.reduce((widest, index) => (widths[index] > widths[widest] ? index : widest))]--;
  }
  return widths;
}

function fit(text: string, width: number, align: 'left' | 'right'): string {
  const cut = text.length > width ? `${text.slice(0, width - 1)}…` : text;
  return align === 'left' ? cut.padEnd(width) : cut.padStart(width);
}
