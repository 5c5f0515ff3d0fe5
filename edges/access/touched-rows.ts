import { arnPatternOf, arnText, matchesArn, type ArnPattern, type ArnText } from '../../policy/arn.ts';
import { globOf, literalPrefix, matches, mayBegin } from '../../policy/pattern.ts';

/**
 * Rows, in order, of which the pattern may cover something: with `inside` in what lies below their ARNs too, and then a
 * few more than it does cover. Time, after the first call for a pattern: none.
 */
export type TouchedRows = (pattern: string, inside: boolean) => readonly number[];

/** Rows whose ARNs are alike up to the fifth colon. */
interface Shelf {
  readonly head: ArnText;
  /** What follows the colon, in order. */
  readonly tails: readonly string[];
  /** The row of each tail. */
  readonly rows: readonly number[];
  readonly rowOf: ReadonlyMap<string, number>;
}

/**
 * @param rows in id order
 */
export function buildTouchedRows(rows: readonly { readonly id: string }[]): TouchedRows {
  const texts = rows.map(({ id }) => arnText(id));
  const shelves = shelvesOf(texts);
  const known = new Map<string, readonly number[]>();
  return (pattern, inside) => {
    const key = `${inside ? '+' : ''}${pattern}`;
    const found = known.get(key) ?? find({ texts, shelves, pattern, inside });
    known.set(key, found);
    return found;
  };
}

interface Search {
  readonly texts: readonly ArnText[];
  /** Undefined where some row has no ARN. */
  readonly shelves: readonly Shelf[] | undefined;
  readonly pattern: string;
  readonly inside: boolean;
}

function find({ texts, shelves, pattern, inside }: Search): readonly number[] {
  const compiled = arnPatternOf(pattern);
  const glob = globOf(pattern);
  const fits = (row: number): boolean =>
    matchesArn(compiled, texts[row]) || (inside && compiled.fields.length === 0 && mayBegin(glob, texts[row].text));
  if (compiled.fields.length === 0 || shelves === undefined) {
    const everything = inside && shelves === undefined;
    return [...texts.keys()].filter((row) => everything || fits(row));
  }
  const tail = glob.slice(arnText(glob).colons[4] + 1);
  const found = new Set<number>();
  for (const shelf of shelves) {
    if (!fitsHead(compiled, shelf.head)) continue;
    for (const at of between(shelf.tails, literalPrefix(tail))) {
      const row = shelf.rows[at];
      if (inside ? mayBegin(tail, shelf.tails[at]) : fits(row)) found.add(row);
    }
    if (inside) for (const row of around(shelf, literalPrefix(tail))) found.add(row);
  }
  return [...found].sort((a, b) => a - b);
}

function shelvesOf(texts: readonly ArnText[]): readonly Shelf[] | undefined {
  if (texts.some(({ colons }) => colons.length < 5)) return undefined;
  const shelves = new Map<string, { head: ArnText; tails: string[]; rows: number[]; rowOf: Map<string, number> }>();
  for (const [row, { text, colons }] of texts.entries()) {
    const head = text.slice(0, colons[4] + 1);
    const shelf = shelves.get(head) ?? { head: arnText(head), tails: [], rows: [], rowOf: new Map<string, number>() };
    shelves.set(head, shelf);
    const tail = text.slice(colons[4] + 1);
    shelf.tails.push(tail);
    shelf.rows.push(row);
    shelf.rowOf.set(tail, row);
  }
  return [...shelves.values()];
}

function fitsHead({ fields }: ArnPattern, { text, colons }: ArnText): boolean {
  let from = 0;
  for (let field = 0; field < 5; field++) {
    if (!matches(fields[field], text, from, colons[field])) return false;
    from = colons[field] + 1;
  }
  return true;
}

/** Places of the texts that begin with the prefix, by binary search. */
function* between(texts: readonly string[], prefix: string): Iterable<number> {
  let low = 0;
  let high = texts.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (texts[middle] < prefix) low = middle + 1;
    else high = middle;
  }
  for (; low < texts.length && texts[low].startsWith(prefix); low++) yield low;
}

/** Rows inside which the prefix begins: those named by its text up to one of its slashes or colons. */
function* around({ rowOf }: Shelf, prefix: string): Iterable<number> {
  for (let end = 0; end < prefix.length; end++) {
    if (prefix[end] !== '/' && prefix[end] !== ':') continue;
    const row = rowOf.get(prefix.slice(0, end));
    if (row !== undefined) yield row;
  }
}
