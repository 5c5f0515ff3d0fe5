import type { NodeSummary } from '../../model/answers.ts';
import type { PlacedSector, RingLayout } from './layout.ts';
import { pointAt, type Point } from './polar.ts';

/** A crown jewel's mark on the map, or one mark for several where there is no room for each. */
export interface JewelMark {
  /** In pixels from the centre, before zoom. */
  readonly at: Point;
  readonly sector: PlacedSector;
  /** The jewel, where the mark stands for one. */
  readonly jewel: NodeSummary | undefined;
  readonly count: number;
}

/** Along the arc, on the screen. */
const ROOM_PER_MARK = 15;
/** How far inside the sector's outer edge the marks stand, on the screen. */
const INSET = 10;

/** Every sector's jewels along its outer edge; several share one mark until zooming makes room. */
export function placeJewels(layout: RingLayout, zoom: number): JewelMark[] {
  return layout.sectors.flatMap((placed) => (placed.sector.crownJewelCount > 0 ? marksOf(placed, zoom) : []));
}

/** The mark under a point, nearest first. */
export function jewelAt(marks: readonly JewelMark[], point: Point, reach: number): JewelMark | undefined {
  let nearest: JewelMark | undefined;
  let best = reach;
  for (const mark of marks) {
    const distance = Math.hypot(mark.at.x - point.x, mark.at.y - point.y);
    if (distance <= best) [nearest, best] = [mark, distance];
  }
  return nearest;
}

function marksOf(placed: PlacedSector, zoom: number): JewelMark[] {
  const { sector, start, end, inner, outer } = placed;
  const radius = Math.max((inner + outer) / 2, outer - INSET / zoom);
  const room = ((end - start) * radius * zoom) / ROOM_PER_MARK;
  const angleStep = (end - start) / (sector.crownJewels.length + 1);
  if (
    sector.crownJewelCount > sector.crownJewels.length ||
    (sector.crownJewelCount > room && sector.crownJewelCount > 1)
  ) {
    return [
      { at: pointAt((start + end) / 2, radius), sector: placed, jewel: undefined, count: sector.crownJewelCount },
    ];
  }
  return sector.crownJewels.map((jewel, index) => ({
    at: pointAt(start + angleStep * (index + 1), radius),
    sector: placed,
    jewel,
    count: 1,
  }));
}
