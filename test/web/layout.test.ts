import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import type { MapSector } from '../../model/answers.ts';
import { layoutRings } from '../../web/rings/layout.ts';
import { angleOf, arcBetween, pointAt, sectorAt, stopOf } from '../../web/rings/polar.ts';

const RADIUS = 300;

/** `1 acme aws-role 4` is four roles of acme, one hop away. */
function sectors(text: string): MapSector[] {
  return text.split('; ').map((entry) => {
    const [hops = '1', scope = '', kind = '', count = '1'] = entry.split(' ');
    return sector({ hops: Number(hops), scope, kind, count: Number(count) });
  });
}

function sector({ hops, scope, kind, count }: Pick<MapSector, 'hops' | 'scope' | 'kind' | 'count'>): MapSector {
  return {
    id: `${hops} ${scope} ${kind}`,
    hops,
    scope,
    kind,
    category: 'data',
    count,
    weight: count,
    conditional: 0,
    crownJewels: [],
    crownJewelCount: 0,
    members: [],
  };
}

const maps = fc
  .uniqueArray(
    fc.record({
      hops: fc.integer({ min: 1, max: 7 }),
      scope: fc.constantFrom('', '111', '222', '333', '444'),
      kind: fc.constantFrom('aws-role', 'aws-s3-bucket', 'aws-secret', 'aws-kms-key', 'other'),
      count: fc.integer({ min: 1, max: 100_000 }),
    }),
    { maxLength: 120, selector: ({ hops, scope, kind }) => `${hops} ${scope} ${kind}` },
  )
  .map((entries) => entries.map(sector));

test('every sector stands once, on the ring of its hops, inside the wedge of its account', () => {
  fc.assert(
    fc.property(maps, (map) => {
      const layout = layoutRings(map, RADIUS);
      expect(layout.sectors.map((placed) => placed.sector.id).sort()).toEqual(map.map(({ id }) => id).sort());
      for (const { sector, start, end, inner, outer } of layout.sectors) {
        const ring = layout.rings[sector.hops - 1];
        const wedge = layout.wedges.find(({ scope }) => scope === sector.scope);
        expect([inner, outer]).toEqual([ring?.inner, ring?.outer]);
        expect(end).toBeGreaterThan(start);
        expect(start).toBeGreaterThanOrEqual((wedge?.start ?? Infinity) - 1e-9);
        expect(end).toBeLessThanOrEqual((wedge?.end ?? -Infinity) + 1e-9);
      }
    }),
  );
});

test('no two sectors of a ring overlap', () => {
  fc.assert(
    fc.property(maps, (map) => {
      const { sectors, rings } = layoutRings(map, RADIUS);
      for (const ring of rings) {
        const row = sectors.filter(({ sector }) => sector.hops === ring.hops).sort((a, b) => a.start - b.start);
        for (const [index, { start }] of row.entries()) expect(start).toBeGreaterThanOrEqual(row[index - 1]?.end ?? 0);
      }
    }),
  );
});

test('the stop of a path in a sector is found in it', () => {
  fc.assert(
    fc.property(maps, (map) => {
      const layout = layoutRings(map, RADIUS);
      for (const placed of layout.sectors) expect(sectorAt(layout, stopOf(placed))?.sector.id).toBe(placed.sector.id);
    }),
  );
});

test('the order of the answer does not matter', () => {
  fc.assert(
    fc.property(maps, (map) => {
      expect(layoutRings(map.toReversed(), RADIUS)).toEqual(layoutRings(map, RADIUS));
    }),
  );
});

test('within an account and ring, width goes with the root of the count', () => {
  const { sectors: placed } = layoutRings(sectors('1 a x 100; 1 a y 400; 1 b x 9'), RADIUS);
  const width = (id: string) => {
    const found = placed.find(({ sector }) => sector.id === id);
    return (found?.end ?? 0) - (found?.start ?? 0);
  };
  expect(width('1 a y') / width('1 a x')).toBeCloseTo(2, 6);
});

test('a single node is not stretched round the circle', () => {
  const [only] = layoutRings(sectors('1 a x 1'), RADIUS).sectors;
  expect((only?.end ?? 0) - (only?.start ?? 0)).toBeLessThan(0.4);
});

test('what stands outside every account comes last', () => {
  const { wedges } = layoutRings(
    [...sectors('1 b x 1; 1 a x 1'), sector({ hops: 1, scope: '', kind: 'x', count: 1 })],
    RADIUS,
  );
  expect(wedges.map(({ scope }) => scope)).toEqual(['a', 'b', '']);
});

test('a small account beside a large one has room for its name', () => {
  const { wedges } = layoutRings(sectors('1 big w 900; 1 big x 900; 1 big y 900; 1 big z 900; 1 small x 1'), RADIUS);
  const small = wedges.find(({ scope }) => scope === 'small');
  expect((small?.end ?? 0) - (small?.start ?? 0)).toBeGreaterThan(0.2);
});

test('rings reach from the core to the radius without overlap', () => {
  const { rings, coreRadius, outerRadius } = layoutRings(sectors('1 a x 1; 3 a x 2'), RADIUS);
  expect(rings).toHaveLength(3);
  expect(rings[0]?.inner).toBeGreaterThanOrEqual(coreRadius);
  expect(rings[2]?.outer).toBeCloseTo(outerRadius, 6);
  for (const [index, ring] of rings.entries()) expect(ring.inner).toBeGreaterThan(rings[index - 1]?.outer ?? 0);
});

test('few rings are drawn as a small map', () => {
  expect(layoutRings(sectors('1 a x 100'), RADIUS).outerRadius).toBeLessThan(RADIUS * 0.75);
});

test('a curve between two sectors ends at the second and never cuts across the core', () => {
  const inRing = fc.record({
    angle: fc.double({ min: 0, max: 6.28, noNaN: true }),
    radius: fc.integer({ min: 50, max: 300 }),
  });
  fc.assert(
    fc.property(inRing, inRing, (a, b) => {
      const to = pointAt(b.angle, b.radius);
      const curve = arcBetween(pointAt(a.angle, a.radius), to, 16);
      expect(curve.at(-1)?.x).toBeCloseTo(to.x, 6);
      expect(curve.at(-1)?.y).toBeCloseTo(to.y, 6);
      for (const { x, y } of curve) expect(Math.hypot(x, y)).toBeGreaterThan(Math.min(a.radius, b.radius) - 1e-6);
    }),
  );
});

test('a curve from the centre is straight', () => {
  const [half] = arcBetween({ x: 0, y: 0 }, { x: 10, y: 0 }, 2);
  expect(half?.x).toBeCloseTo(5, 9);
  expect(half?.y).toBeCloseTo(0, 9);
});

test('nothing reached is an empty ring', () => {
  expect(layoutRings([], RADIUS)).toMatchObject({ sectors: [], wedges: [], rings: [{ hops: 1 }] });
});

const points = [
  { at: 'twelve', angle: 0, x: 0, y: -1 },
  { at: 'three', angle: Math.PI / 2, x: 1, y: 0 },
  { at: 'six', angle: Math.PI, x: 0, y: 1 },
  { at: 'nine', angle: 1.5 * Math.PI, x: -1, y: 0 },
];

test.each(points)("angles run clockwise: $at o'clock", ({ angle, x, y }) => {
  expect(pointAt(angle, 1).x).toBeCloseTo(x, 9);
  expect(pointAt(angle, 1).y).toBeCloseTo(y, 9);
  expect(angleOf({ x, y })).toBeCloseTo(angle, 9);
});
