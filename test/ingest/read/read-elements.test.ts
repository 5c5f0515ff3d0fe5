import { dirname, join } from 'node:path';
import { gzipSync } from 'node:zlib';
import { expect, test } from 'vitest';
import { defaultLimits, type Limits } from '../../../ingest/read/limits.ts';
import { readElementBatches, readElements } from '../../../ingest/read/read-elements.ts';
import { InputError } from '../../../model/errors.ts';
import { asObject } from '../../../model/json.ts';
import { told, withFile } from './scratch.ts';

const wanted = { arrays: ['Users', 'graph.nodes'], members: ['metadata'] };
const nest = (levels: number) => '['.repeat(levels) + ']'.repeat(levels);
const utf8 = (text: string) => Buffer.from(text);

const cases: { when: string; file: string | Uint8Array; tells: string[] }[] = [
  { when: 'it is as expected', file: '{"Users":[{"a":1},2]}', tells: ['Users[0] {"a":1}', 'Users[1] 2'] },
  {
    when: 'it is pretty and has CRLF',
    file: '{\r\n  "Users": [\r\n    { "a": [ 1 ] } ,\r\n 2\r\n ]\r\n}\r\n',
    tells: ['Users[0] {"a":[1]}', 'Users[1] 2'],
  },
  { when: 'an array is empty', file: '{"Users":[]}', tells: [] },
  { when: 'an array is nested', file: '{"graph":{"nodes":[1],"edges":[2]}}', tells: ['graph.nodes[0] 1'] },
  {
    when: 'a member stands after the array',
    file: '{"Users":[1],"metadata":{"k":"v"}}',
    tells: ['Users[0] 1', 'metadata[0] {"k":"v"}'],
  },
  {
    when: 'other members stand around',
    file: '{"x":[[1],{"y":2}],"n":null,"o":{"Users":[7]},"Users":[1],"Marker":"abc"}',
    tells: ['Users[0] 1'],
  },
  {
    when: 'it is an array of pages',
    file: '[{"Users":[1,2]},{"Users":[3]}]',
    tells: ['Users[0] 1', 'Users[1] 2', 'Users[2] 3'],
  },
  {
    when: 'documents follow each other',
    file: '{"Users":[1]}\n{"Users":[2]}[{"Users":[3]}]',
    tells: ['Users[0] 1', 'Users[1] 2', 'Users[2] 3'],
  },
  { when: 'it begins with a byte order mark', file: '\uFEFF{"Users":[1]}', tells: ['Users[0] 1'] },
  { when: 'it is gzipped', file: gzipSync('{"Users":["é"]}'), tells: ['Users[0] "é"'] },
  {
    when: 'it is gzipped in parts',
    file: Buffer.concat([gzipSync('{"Users":['), gzipSync('1]}')]),
    tells: ['Users[0] 1'],
  },
  {
    when: 'strings hold brackets and escapes',
    file: '{"Users":["]}\\"[{\\\\","\\u00e9"]}',
    tells: ['Users[0] "]}\\"[{\\\\"', 'Users[1] "é"'],
  },

  { when: 'it is empty', file: '', tells: [' |  | the file is empty'] },
  { when: 'it is white space', file: ' \n', tells: [' |  | the file is empty'] },
  { when: 'it holds something else', file: '{"Things":[1]}', tells: [' |  | holds none of Users, graph.nodes'] },
  {
    when: 'it ends inside an element',
    file: '{"Users":[{"a":1},{"b":',
    tells: ['Users[0] {"a":1}', 'Users[1] |  | truncated: the file ends at byte 23'],
  },
  {
    when: 'it ends inside a string',
    file: '{"Users":[1,"abc',
    tells: ['Users[0] 1', 'Users[1] |  | truncated: the file ends at byte 16'],
  },
  {
    when: 'it ends between elements',
    file: '{"Users":[1',
    tells: ['Users[0] |  | truncated: the file ends at byte 11'],
  },
  {
    when: 'it ends after the array',
    file: '{"Users":[1]',
    tells: ['Users[0] 1', ' | Users | truncated: the file ends at byte 12'],
  },
  { when: 'it ends inside a key', file: '{"Use', tells: [' |  | truncated: the file ends at byte 5'] },
  { when: 'the array is an object', file: '{"Users":{"a":1}}', tells: [' | Users | expected an array'] },
  { when: 'the array is null', file: '{"Users":null}', tells: [' | Users | expected an array'] },
  { when: 'the way to the array is an array', file: '{"graph":[]}', tells: [' | graph | expected an object'] },
  {
    when: 'it is a string',
    file: '"Users"',
    tells: [' |  | not JSON: expected an object or an array of objects at byte 0'],
  },
  {
    when: 'a page is a number',
    file: '[{"Users":[1]},7]',
    tells: ['Users[0] 1', ' |  | not JSON: expected an object at byte 15'],
  },
  {
    when: 'an element is missing',
    file: '{"Users":[1,,2]}',
    tells: ['Users[0] 1', 'Users[1] |  | not JSON: expected a value at byte 12'],
  },
  {
    when: 'a comma is missing',
    file: '{"Users":[{} {}]}',
    tells: ['Users[0] {}', 'Users |  | not JSON: expected "," or "]" at byte 13'],
  },
  {
    when: 'a comma stands before the end',
    file: '{"Users":[1,]}',
    tells: ['Users[0] 1', 'Users[1] |  | not JSON: expected a value at byte 12'],
  },
  {
    when: 'brackets do not match',
    file: '{"Users":[{"a":[1}]}]}',
    tells: ['Users[0] | a | not JSON: expected "," or "]" at byte 17'],
  },
  {
    when: 'a literal is misspelt',
    file: '{"Users":[{"a":tru}]}',
    tells: ['Users[0] | a | not JSON: expected a value at byte 15'],
  },
  {
    when: 'a number is not JSON',
    file: '{"Users":[01]}',
    tells: ['Users[0] |  | not JSON: expected the end at byte 11'],
  },
  {
    when: 'a string holds a control character',
    file: '{"Users":["a\nb"]}',
    tells: ['Users[0] |  | not JSON: expected a closing quote or a valid escape at byte 12'],
  },
  {
    when: 'a key stands twice in an element',
    file: '{"Users":[{"n":1},{"Statement":[{"Effect":"Deny","Effect":"Allow"}]},3]}',
    tells: ['Users[0] {"n":1}', 'Users[1] | Statement[0].Effect | duplicate key "Effect"', 'Users[2] 3'],
  },
  {
    when: 'a key stands twice, once escaped',
    file: '{"Users":[{"a":1,"\\u0061":2}]}',
    tells: ['Users[0] | a | duplicate key "a"'],
  },
  {
    when: 'the array stands twice',
    file: '{"Users":[1],"Users":[2]}',
    tells: ['Users[0] 1', ' | Users | duplicate key "Users"'],
  },
  {
    when: 'a key stands twice in a member',
    file: '{"metadata":{"k":1,"k":2},"Users":[1]}',
    tells: ['metadata | k | duplicate key "k"', 'Users[0] 1'],
  },
  {
    when: 'a key is __proto__',
    file: '{"Users":[{"tags":{"__proto__":{"x":1}}},2]}',
    tells: ['Users[0] | tags.__proto__ | the key "__proto__" is not accepted', 'Users[1] 2'],
  },
  {
    when: 'a key is __proto__, escaped',
    file: '{"Users":[{"\\u005f_proto__":1}]}',
    tells: ['Users[0] | __proto__ | the key "__proto__" is not accepted'],
  },
  {
    when: '__proto__ stands at the top',
    file: '{"__proto__":{},"Users":[1]}',
    tells: [' | __proto__ | the key "__proto__" is not accepted'],
  },
  { when: 'a key names a method', file: '{"Users":[{"constructor":1}]}', tells: ['Users[0] {"constructor":1}'] },
  { when: 'an element nests 200 levels', file: `{"Users":[${nest(200)}]}`, tells: [`Users[0] ${nest(200)}`] },
  {
    when: 'an element nests 201 levels',
    file: `{"Users":[1,${nest(201)},2]}`,
    tells: [
      'Users[0] 1',
      `Users[1] | ${'[0]'.repeat(200).slice(0, 200)}… | nested deeper than 200 levels`,
      'Users[2] 2',
    ],
  },
  {
    when: 'an element nests 10,000 levels',
    file: `{"Users":[${nest(10_000)}]}`,
    tells: [`Users[0] | ${'[0]'.repeat(200).slice(0, 200)}… | nested deeper than 200 levels`],
  },
  {
    when: 'it nests 10,000 levels from the top',
    file: nest(10_000),
    tells: [' |  | not JSON: expected an object at byte 1'],
  },
  {
    when: 'it opens 10,000 levels and ends',
    file: `{"Users":[${'[{"a":'.repeat(5000)}`,
    tells: ['Users[0] |  | truncated: the file ends at byte 30010'],
  },
  {
    when: 'a string is not UTF-8',
    file: Buffer.concat([utf8('{"Users":["é","a'), Buffer.of(0xff), utf8('"]}')]),
    tells: ['Users[0] "é"', 'Users[1] |  | not valid UTF-8 at byte 17'],
  },
  {
    when: 'a key at the top is not UTF-8',
    file: Buffer.concat([utf8('{"'), Buffer.of(0xc3), utf8('":1}')]),
    tells: [' |  | not JSON: expected a key at byte 1'],
  },
  {
    when: 'it is UTF-16',
    file: Buffer.from('\uFEFF{"Users":[]}', 'utf16le'),
    tells: [' |  | UTF-16 text: save it as UTF-8'],
  },
  { when: 'it is a zip', file: Buffer.of(0x50, 0x4b, 3, 4, 0, 0), tells: [' |  | a zip archive: unpack it first'] },
  {
    when: 'gzip is cut off',
    file: gzipSync('{"Users":[1]}').subarray(0, 20),
    tells: [' |  | damaged gzip data (Z_BUF_ERROR)'],
  },
  {
    when: 'gzip is damaged',
    file: gzipSync('{"Users":[1]}').fill(0, 12, 16),
    tells: [expect.stringMatching(/^ \| {2}\| damaged gzip data \(Z_/) as string],
  },
  {
    when: 'a name moves the cursor',
    file: '{"Users":[{"\\u001b[2J":1,"\\u001b[2J":2}]}',
    tells: ['Users[0] | ["\\u001b[2J"] | duplicate key "\\u{1b}[2J"'],
  },
];

test.each(cases)('$when', async ({ file, tells }) => {
  expect(await withFile(file, (input) => told(readElements(input, wanted)))).toEqual(tells);
});

const bounded: { when: string; limits: Partial<Limits>; file: string | Uint8Array; tells: string[] }[] = [
  {
    when: 'the file is too large',
    limits: { fileBytes: 10 },
    file: '{"Users":[1]}',
    tells: [' |  | larger than 10 bytes'],
  },
  {
    when: 'gzip unpacks to a thousand times its size',
    limits: { ratioFromBytes: 1_000_000 },
    file: gzipSync(`{"Users":["${'a'.repeat(5_000_000)}"]}`),
    tells: [' |  | gzip unpacks to more than 200 times its size'],
  },
  {
    when: 'gzip unpacks to a thousand times its size, but that is little',
    limits: {},
    file: gzipSync(`{"Users":[0${' '.repeat(5_000_000)}]}`),
    tells: ['Users[0] 0'],
  },
  {
    when: 'gzip of gzip',
    limits: {},
    file: gzipSync(gzipSync('{"Users":[1]}')),
    tells: [' |  | not JSON: expected an object or an array of objects at byte 0'],
  },
  {
    when: 'an element is too large',
    limits: { elementBytes: 20 },
    file: '{"Users":[1,"123456789012345678","1234567890123456789",2]}',
    tells: ['Users[0] 1', 'Users[1] "123456789012345678"', 'Users[2] |  | larger than 20 bytes'],
  },
  {
    when: 'an element is too large and never ends',
    limits: { elementBytes: 20 },
    file: `{"Users":["${'a'.repeat(2_000_000)}`,
    tells: ['Users[0] |  | larger than 20 bytes'],
  },
  {
    when: 'a member is too large',
    limits: { elementBytes: 20 },
    file: '{"x":{"y":"12345678901234567890"},"Users":[1]}',
    tells: [' | x | larger than 20 bytes'],
  },
  {
    when: 'there are too many keys',
    limits: { members: 2 },
    file: '{"a":1,"b":2,"c":3}',
    tells: [' | c | more than 2 keys'],
  },
  {
    when: 'more is refused than anyone reads',
    limits: { rejections: 1 },
    file: `{"Users":[${'{"__proto__":1},'.repeat(3)}4]}`,
    tells: [
      'Users[0] | __proto__ | the key "__proto__" is not accepted',
      'Users[3] 4',
      ' |  | 2 more records were rejected',
    ],
  },
];

test.each(bounded)('$when', async ({ limits, file, tells }) => {
  const read = withFile(file, (input) => told(readElements(input, wanted, { ...defaultLimits, ...limits })));
  expect(await read).toEqual(tells);
});

test('a bomb of a quarter of a gigabyte is refused before it is unpacked', async () => {
  const bomb = gzipSync(Buffer.alloc(16 * 2 ** 20, 0x20));
  const bombs = Buffer.concat(Array.from({ length: 16 }, () => bomb));
  expect(await withFile(bombs, (input) => told(readElements(input, wanted)))).toEqual([
    ' |  | gzip unpacks to more than 200 times its size',
  ]);
});

test('objects have no prototype to inherit from', async () => {
  await withFile('{"Users":[{"tags":{}}]}', async (input) => {
    for await (const read of readElements(input, wanted)) {
      const value = read.say === 'item' ? asObject(read.item.value) : undefined;
      expect(asObject(value?.['tags'])).toBeDefined();
      expect(asObject(value?.['tags'])?.['constructor']).toBeUndefined();
    }
  });
});

test.each(['missing', ''])('a path that is no file is thrown: %j', async (name) => {
  await withFile('', async ({ path }) => {
    const file = { path: join(dirname(path), name), name: 'here' };
    await expect(told(readElements(file, wanted))).rejects.toThrow(InputError);
  });
});

test('100 MB are read in a few megabytes', async () => {
  const element = JSON.stringify({ id: 'x'.repeat(50_000), list: [1, 2, 3] });
  const file = `{"Users":[${`${element},`.repeat(2000)}0]}`;
  expect(file.length).toBeGreaterThan(100_000_000);
  await withFile(file, async (input) => {
    let items = 0;
    let live = 0;
    for await (const batch of readElementBatches(input, wanted)) {
      items += batch.length;
      live = Math.max(live, batch.length);
    }
    expect(items).toBe(2001);
    expect(live).toBeLessThan(20);
  });
});
