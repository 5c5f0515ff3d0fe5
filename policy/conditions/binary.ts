import { neverFits, type Operator } from './operator.ts';

/** BinaryEquals compares byte for byte what both sides write in base 64. */
export const binaryOperators: readonly Operator[] = [
  {
    name: 'BinaryEquals',
    negated: false,
    values: 'plain',
    opposite: undefined,
    prepare(value) {
      const wanted = bytesOf(value);
      return wanted === undefined ? neverFits : (actual) => bytesOf(actual) === wanted;
    },
  },
];

/** The bytes as one text, so that two spellings of the same bytes are equal; undefined where it is not base 64. */
function bytesOf(text: string): string | undefined {
  if (!/^[A-Za-z0-9+/]*={0,2}$/.test(text) || text.length % 4 !== 0) return undefined;
  return Buffer.from(text, 'base64').toString('latin1');
}
