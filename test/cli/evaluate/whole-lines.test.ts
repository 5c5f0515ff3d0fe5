import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { wholeLines, type Piece } from '../../../cli/evaluate/whole-lines.ts';

async function* chunksOf(bytes: Buffer, length: number): AsyncGenerator<Buffer> {
  for (let from = 0; from < bytes.length; from += length) yield bytes.subarray(from, from + length);
}

async function collected(chunks: AsyncIterable<Buffer>): Promise<readonly Piece[]> {
  const pieces: Piece[] = [];
  for await (const piece of wholeLines(chunks)) pieces.push(piece);
  return pieces;
}

test('together the pieces are the input, and all but the last end a line', async () => {
  const input = fc.string({ unit: fc.constantFrom('a', '\n', '\u00e9', '\r'), maxLength: 60 });
  await fc.assert(
    fc.asyncProperty(input, fc.integer({ min: 1, max: 9 }), async (text, length) => {
      const pieces = await collected(chunksOf(Buffer.from(text), length));
      const texts = pieces.map(String);
      expect(texts.join('')).toBe(text);
      expect(texts.slice(0, -1).every((piece) => piece.endsWith('\n'))).toBe(true);
      expect(texts).not.toContain('');
    }),
  );
});

test('a line beyond the bound is told and left out, and those round it are kept', async () => {
  const mebibyte = Buffer.alloc(1 << 20, 'x');
  async function* chunks(): AsyncGenerator<Buffer> {
    yield Buffer.from('a\nb');
    for (let count = 0; count < 66; count++) yield mebibyte;
    yield Buffer.from('b\nc\nd');
  }
  const pieces = await collected(chunks());
  expect(pieces.map(String)).toEqual(['a\n', 'a line that is too long', 'c\n', 'd']);
});

test('a last line beyond the bound is told', async () => {
  const pieces = await collected(chunksOf(Buffer.alloc(65 << 20, 'x'), 1 << 20));
  expect(pieces).toEqual(['a line that is too long']);
});
