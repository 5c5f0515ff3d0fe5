import { expect, test } from 'vitest';
import type { AttackPath, MapSector, NodeSummary } from '../../model/answers.ts';
import { createWordBook } from '../../web/word-book.ts';
import { jewelAt, placeJewels } from '../../web/rings/jewels.ts';
import { arcLabels } from '../../web/rings/labels.ts';
import { layoutRings } from '../../web/rings/layout.ts';
import { trailOf } from '../../web/rings/trail.ts';

const node = (id: string, kind = 'aws-s3-bucket', scope = 'a'): NodeSummary => ({
  id,
  name: id,
  kind,
  category: 'data',
  scope,
  weight: 100,
});

const sector = (patch: Partial<MapSector>): MapSector => ({
  id: 's',
  hops: 1,
  scope: 'a',
  kind: 'aws-s3-bucket',
  category: 'data',
  count: 1,
  weight: 100,
  conditional: 0,
  crownJewels: [],
  crownJewelCount: 0,
  members: [],
  ...patch,
});

const words = createWordBook(
  {
    nodes: [{ kind: 'aws-s3-bucket', title: 'S3 bucket', category: 'data', glyph: 'B', human: false }],
    edges: [],
  },
  { '111': 'acme-production' },
);

const jewels = ['p', 'q', 'r'].map((id) => node(id));

const marks = [
  { when: 'there is room', radius: 300, count: 3, crownJewelCount: 3, stand: ['p', 'q', 'r'] },
  { when: 'there is little room', radius: 60, count: 3, crownJewelCount: 3, stand: ['3'] },
  { when: 'not all are named', radius: 300, count: 40, crownJewelCount: 31, stand: ['31'] },
];

test.each(marks)('jewels where $when', ({ radius, count, crownJewelCount, stand }) => {
  const layout = layoutRings([sector({ count, crownJewels: jewels, crownJewelCount })], radius);
  expect(placeJewels(layout, 1).map((mark) => mark.jewel?.id ?? String(mark.count))).toEqual(stand);
});

test('zooming in gives each jewel its own mark', () => {
  const layout = layoutRings([sector({ count: 3, crownJewels: jewels, crownJewelCount: 3 })], 60);
  expect(placeJewels(layout, 6)).toHaveLength(3);
});

test('the nearest mark within reach is hit', () => {
  const layout = layoutRings([sector({ count: 3, crownJewels: jewels, crownJewelCount: 3 })], 300);
  const placed = placeJewels(layout, 1);
  const [, middle] = placed;
  expect(jewelAt(placed, middle.at, 9)).toBe(middle);
  expect(jewelAt(placed, { x: 0, y: 0 }, 9)).toBeUndefined();
});

const labels = [
  { when: 'a large sector', patch: { count: 40 }, radius: 300, reads: ['S3 bucket', '40'] },
  { when: 'a sector of one', patch: { members: [node('payroll')] }, radius: 300, reads: ['payroll'] },
  { when: 'a sector of one, unnamed', patch: {}, radius: 300, reads: ['S3 bucket'] },
  { when: 'no room for a title', patch: {}, radius: 110, reads: ['B'] },
  {
    when: 'a deceptive name',
    patch: { members: [node('pay\u202eroll')] },
    radius: 300,
    reads: ['pay\\u{202e}roll'],
  },
];

test.each(labels)('label of $when', ({ patch, radius, reads }) => {
  const layout = layoutRings([sector(patch)], radius);
  const texts = arcLabels(layout, 1, words).filter(({ role }) => role !== 'scope');
  expect(texts.map(({ text }) => text)).toEqual(reads);
});

const wedges = [
  { when: 'its name fits', scope: '111', radius: 200, reads: ['acme-production'] },
  { when: 'only its id fits', scope: '111', radius: 40, reads: ['111'] },
  { when: 'it has no name', scope: '222', radius: 200, reads: ['222'] },
  { when: 'nothing fits', scope: 'a-cluster-with-a-long-name', radius: 60, reads: [] },
];

test.each(wedges)('a wedge is called by what fits: $when', ({ scope, radius, reads }) => {
  const others = ['x', 'y'].map((other) => sector({ scope: other, count: 4 }));
  const layout = layoutRings([sector({ scope, count: 4 }), ...others], radius);
  const texts = arcLabels(layout, 1, words).filter(({ role }) => role === 'scope');
  expect(texts.map(({ text }) => text).filter((text) => text !== 'x' && text !== 'y')).toEqual(reads);
});

test('a path runs from the centre through its sectors to the mark of its target', () => {
  const map = [
    sector({ id: 'roles', kind: 'aws-role', count: 2 }),
    sector({ id: 'far', hops: 2, count: 1, crownJewels: [node('p')], crownJewelCount: 1 }),
  ];
  const layout = layoutRings(map, 300);
  const marks = placeJewels(layout, 1);
  const step = (from: string, to: string) => ({
    from,
    to,
    kind: 'X',
    rule: '',
    evidence: [],
    conditions: [],
    abuse: '',
    remediation: '',
  });
  const path: AttackPath = {
    certainty: 'certain',
    conditions: [],
    cost: 2,
    steps: [step('me', 'role'), step('role', 'inner'), step('inner', 'p')],
  };
  const nodes = { role: node('role', 'aws-role'), p: node('p') };
  const trail = trailOf({ layout, marks }, path, nodes);
  expect([...trail.sectors]).toEqual(['roles', 'far']);
  expect(trail.points).toHaveLength(3);
  expect(trail.points[2]).toEqual(marks[0]?.at);
});
