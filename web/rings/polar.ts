import type { PlacedSector, RingLayout } from './layout.ts';

/** A point of the plane, in pixels; y grows downwards. */
export interface Point {
  readonly x: number;
  readonly y: number;
}

/** The point at an angle clockwise from twelve o'clock. */
export function pointAt(angle: number, radius: number): Point {
  return { x: Math.sin(angle) * radius, y: -Math.cos(angle) * radius };
}

/** The angle of a point, in [0, 2π). */
export function angleOf(point: Point): number {
  const angle = Math.atan2(point.x, -point.y);
  return angle < 0 ? angle + 2 * Math.PI : angle;
}

/** Points of a curve from one point to another that turns about the centre by the shorter side and never cuts across it. */
export function arcBetween(from: Point, to: Point, steps: number): Point[] {
  const radii = [Math.hypot(from.x, from.y), Math.hypot(to.x, to.y)] as const;
  const end = angleOf(to);
  const start = radii[0] < 1 ? end : angleOf(from); // the centre has no angle
  const turn = ((end - start + 3 * Math.PI) % (2 * Math.PI)) - Math.PI;
  return Array.from({ length: steps }, (_, index) => {
    const share = (index + 1) / steps;
    const eased = share * share * (3 - 2 * share);
    return pointAt(start + turn * eased, radii[0] + (radii[1] - radii[0]) * share);
  });
}

/** Where a path touches a sector: in its middle, near the inner edge, so that what is written on it can be read. */
export function stopOf(placed: PlacedSector): Point {
  return pointAt((placed.start + placed.end) / 2, placed.inner + (placed.outer - placed.inner) * 0.18);
}

/** The sector under a point, if any. */
export function sectorAt(layout: RingLayout, point: Point): PlacedSector | undefined {
  const radius = Math.hypot(point.x, point.y);
  const angle = angleOf(point);
  return layout.sectors.find(
    ({ start, end, inner, outer }) => radius >= inner && radius <= outer && angle >= start && angle <= end,
  );
}
