import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { defaultLimits } from '../../../ingest/read/limits.ts';
import { splitElements } from '../../../ingest/read/split-elements.ts';
import type { JsonValue } from '../../../model/json.ts';

// Keys that collide with nothing: __proto__ is refused by policy, and tested elsewhere.
const key = fc.string({ unit: 'binary', maxLength: 6 }).filter((text) => text !== '__proto__');
const leaf = fc.oneof(fc.string({ unit: 'binary' }), fc.integer(), fc.double({ noNaN: true }), fc.constant(null));
const { value } = fc.letrec<{ value: unknown }>((tie) => ({
  value: fc.oneof(
    { maxDepth: 4, withCrossShrink: true },
    leaf,
    fc.array(tie('value'), { maxLength: 4 }),
    fc.dictionary(key, tie('value'), { maxKeys: 4, noNullPrototype: true }),
  ),
}));
const elements = fc.array(value, { maxLength: 12 });
const cuts = fc.array(fc.nat(), { maxLength: 8 });
const indent = fc.constantFrom('', '  ', '\t');

/** Splits the text cut at the given places, and gives the values of each section or the reasons of refusal. */
function split(bytes: Buffer, places: readonly number[]): JsonValue[] {
  const splitter = splitElements('f', { arrays: ['a', 'g.b'] }, defaultLimits);
  const ends = [...places.map((place) => place % (bytes.length + 1)), bytes.length].sort((left, right) => left - right);
  const reads = ends.flatMap((end, at) => splitter.push(bytes.subarray(at === 0 ? 0 : ends[at - 1], end)));
  return [...reads, ...splitter.finish()].map((read) =>
    read.say === 'item' ? [read.item.section, read.item.index, read.item.value] : read.rejection.reason,
  );
}

const plain = (value: unknown): unknown => JSON.parse(JSON.stringify(value));

test('any elements, however written and cut, are what JSON.parse makes of them', () => {
  fc.assert(
    fc.property(elements, elements, indent, cuts, (a, b, space, places) => {
      const text = JSON.stringify({ x: b, a, g: { y: a, b } }, undefined, space);
      const expected = [...a.map((each, at) => ['a', at, each]), ...b.map((each, at) => ['g.b', at, each])];
      expect(plain(split(Buffer.from(text), places))).toEqual(plain(expected));
    }),
  );
});

test('where a block ends makes no difference, byte by byte', () => {
  const bytes = Buffer.from('[{"a":[{"é":"\\"]"},12,[true]]},\n{"g":{"b":[null]}}]');
  const whole = split(bytes, []);
  expect(whole).toHaveLength(4);
  expect(split(bytes, [...bytes.keys()])).toEqual(whole);
});

test('a document cut off or damaged anywhere never passes for whole', () => {
  fc.assert(
    fc.property(elements, fc.nat(), cuts, (a, place, places) => {
      const bytes = Buffer.from(JSON.stringify({ a }));
      const told = split(bytes.subarray(0, place % bytes.length), places);
      expect(told.some((each) => typeof each === 'string')).toBe(true);
    }),
  );
});

test('one changed byte gives what JSON.parse gives, or is refused', () => {
  fc.assert(
    fc.property(elements, fc.nat(), fc.integer({ min: 0x20, max: 0x7e }), (a, place, byte) => {
      const bytes = Buffer.from(JSON.stringify({ a }));
      bytes[place % bytes.length] = byte;
      const told = split(bytes, []);
      if (told.some((each) => typeof each === 'string')) return;
      const { a: expected } = JSON.parse(bytes.toString()) as { a: unknown[] };
      expect(plain(told)).toEqual(plain(expected.map((each, at) => ['a', at, each])));
    }),
    { numRuns: 1000 },
  );
});
