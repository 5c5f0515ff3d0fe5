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

/** The middle of a sector. */
export function centreOf(placed: PlacedSector): Point {
  return pointAt((placed.start + placed.end) / 2, (placed.inner + placed.outer) / 2);
}

/** The sector under a point, if any. */
export function sectorAt(layout: RingLayout, point: Point): PlacedSector | undefined {
  const radius = Math.hypot(point.x, point.y);
  const angle = angleOf(point);
  return layout.sectors.find(
    ({ start, end, inner, outer }) => radius >= inner && radius <= outer && angle >= start && angle <= end,
  );
}
