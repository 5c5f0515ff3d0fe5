import type { MapSector } from '../../model/answers.ts';

/** Where a sector stands: angles in radians clockwise from twelve o'clock, radii in pixels from the centre. */
export interface PlacedSector {
  readonly sector: MapSector;
  readonly start: number;
  readonly end: number;
  readonly inner: number;
  readonly outer: number;
}

/** The part of the circle that belongs to one account. */
export interface Wedge {
  readonly scope: string;
  readonly start: number;
  readonly end: number;
}

/** All nodes at one number of hops. */
export interface Ring {
  readonly hops: number;
  readonly inner: number;
  readonly outer: number;
}

/** A whole blast radius, laid out. Equal input gives equal places. */
export interface RingLayout {
  readonly coreRadius: number;
  readonly outerRadius: number;
  readonly rings: readonly Ring[];
  readonly wedges: readonly Wedge[];
  readonly sectors: readonly PlacedSector[];
}

/** Left free at twelve o'clock for the hop numbers. */
const AXIS_GAP = 0.14;
/** Between accounts, and between sectors of one. */
const WEDGE_GAP = 0.045;
const SECTOR_GAP = 0.012;
/** Arc that a sector asks for at least, in pixels at mid ring, so that it can be hit. */
const SHORTEST_ARC = 20;
/** Angle that a single node asks for, in radians, before all wedges are fitted to the circle. */
const UNIT_NEED = 0.1;
/** Angle that an account asks for, so that its name finds room; all of them together get no more than half of what is free. */
const WEDGE_NEED = 0.5;
/** Widest that a single node may be, in radians: a small radius is drawn small, not stretched round the circle. */
const WIDEST_UNIT = 0.32;
const RING_GAP = 3;
/** Part of the radius: few rings are drawn as a small map. */
const THICKEST_RING = 0.5;
const CATEGORIES = ['identity', 'credential', 'passage', 'system', 'data', 'automation'];

/**
 * Rings by hop; on each ring a wedge an account, in it a sector a kind.
 *
 * An account's wedge is as wide as its fullest ring needs; within an account and ring, sectors are as wide as the root
 * of their counts and fill the wedge, unless they are so few that they would look like many.
 *
 * @param radius that the outermost ring may have, in pixels
 */
export function layoutRings(sectors: readonly MapSector[], radius: number): RingLayout {
  const rings = placeRings(sectors, radius);
  const scopes = groupByScope(sectors);
  const free = 2 * Math.PI - AXIS_GAP - WEDGE_GAP * Math.max(0, scopes.length - 1);
  const widths = fitWidths(scopes, rings, free);

  const wedges: Wedge[] = [];
  const placed: PlacedSector[] = [];
  let angle = AXIS_GAP / 2;
  for (const [index, scope] of scopes.entries()) {
    const wedge = { scope: scope.name, start: angle, end: angle + (widths[index] ?? 0) };
    wedges.push(wedge);
    for (const row of scope.rows.values()) placed.push(...placeRow(row, wedge, rings));
    angle = wedge.end + WEDGE_GAP;
  }
  return { coreRadius: coreOf(rings), outerRadius: rings.at(-1)?.outer ?? radius, rings, wedges, sectors: placed };
}

interface Scope {
  readonly name: string;
  /** Its sectors by hops. */
  readonly rows: ReadonlyMap<number, readonly MapSector[]>;
}

/** Rings from the core outwards; one that holds more sectors is thicker, so that its labels find room. */
function placeRings(sectors: readonly MapSector[], radius: number): Ring[] {
  const counts = Array.from({ length: Math.max(1, ...sectors.map(({ hops }) => hops)) }, () => 0);
  for (const { hops } of sectors) counts[hops - 1] = (counts[hops - 1] ?? 0) + 1;
  const shares = counts.map((count) => 1 + count / Math.max(1, ...counts));
  const core = Math.max(26, Math.min(radius * 0.2, 64));
  const unit = Math.min(radius - core, THICKEST_RING * radius * counts.length) / sum(shares);
  let edge = core;
  return shares.map((share, index) => {
    const inner = edge + RING_GAP;
    edge += share * unit;
    return { hops: index + 1, inner, outer: edge };
  });
}

function coreOf(rings: readonly Ring[]): number {
  return (rings[0]?.inner ?? 0) - RING_GAP;
}

function groupByScope(sectors: readonly MapSector[]): Scope[] {
  const scopes = new Map<string, Map<number, MapSector[]>>();
  for (const sector of sectors.toSorted(bySectorOrder)) {
    const rows = scopes.get(sector.scope) ?? new Map<number, MapSector[]>();
    scopes.set(sector.scope, rows);
    rows.set(sector.hops, [...(rows.get(sector.hops) ?? []), sector]);
  }
  return [...scopes].sort(([a], [b]) => compareScopes(a, b)).map(([name, rows]) => ({ name, rows }));
}

/** By name; what stands outside every account comes last. */
function compareScopes(a: string, b: string): number {
  if (a === '' || b === '') return a === b ? 0 : a === '' ? 1 : -1;
  return a < b ? -1 : 1;
}

function bySectorOrder(a: MapSector, b: MapSector): number {
  const byCategory = CATEGORIES.indexOf(a.category) - CATEGORIES.indexOf(b.category);
  return a.hops - b.hops || byCategory || Number(a.kind > b.kind) - Number(a.kind < b.kind);
}

/** Angles of the accounts' wedges, which share what is free by what their fullest ring needs. */
function fitWidths(scopes: readonly Scope[], rings: readonly Ring[], free: number): number[] {
  const least = Math.min(WEDGE_NEED, free / 2 / Math.max(1, scopes.length));
  const needs = scopes.map((scope) => Math.max(least, ...[...scope.rows.values()].map((row) => rowNeed(row, rings))));
  const stretch = free / Math.max(1e-9, sum(needs));
  return needs.map((need) => need * stretch);
}

/** What a row of sectors asks for: the roots of its counts, and arcs that can be hit. */
function rowNeed(row: readonly MapSector[], rings: readonly Ring[]): number {
  const ring = rings[(row[0]?.hops ?? 1) - 1];
  const shortest = SHORTEST_ARC / Math.max(1, ring ? (ring.inner + ring.outer) / 2 : 1);
  return sum(row.map((sector) => Math.max(shortest, Math.sqrt(sector.count) * UNIT_NEED)));
}

function placeRow(row: readonly MapSector[], wedge: Wedge, rings: readonly Ring[]): PlacedSector[] {
  const space = wedge.end - wedge.start;
  const gap = Math.min(SECTOR_GAP, (space * 0.2) / row.length);
  const roots = sum(row.map((sector) => Math.sqrt(sector.count)));
  const unit = Math.min(WIDEST_UNIT, (space - gap * (row.length - 1)) / roots);
  let angle = (wedge.start + wedge.end - unit * roots - gap * (row.length - 1)) / 2;
  return row.map((sector) => {
    const start = angle;
    const end = start + unit * Math.sqrt(sector.count);
    angle = end + gap;
    const ring = rings[sector.hops - 1];
    return { sector, start, end, inner: ring?.inner ?? 0, outer: ring?.outer ?? 0 };
  });
}

function sum(values: readonly number[]): number {
  return values.reduce((total, value) => total + value, 0);
}
