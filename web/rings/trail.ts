import type { AttackPath, NodeSummary } from '../../model/answers.ts';
import type { JewelMark } from './jewels.ts';
import type { PlacedSector, RingLayout } from './layout.ts';
import { stopOf, type Point } from './polar.ts';

/** Where a path runs on the map. */
export interface Trail {
  /** From the centre outwards; at the end the target's own mark, where it has one. */
  readonly points: readonly Point[];
  /** Ids of the sectors that it touches. */
  readonly sectors: ReadonlySet<string>;
}

/** No path. */
export const noTrail: Trail = { points: [], sectors: new Set() };

/** The trail of a path; nodes that no sector shows are passed over. */
export function trailOf(
  { layout, marks }: { readonly layout: RingLayout; readonly marks: readonly JewelMark[] },
  path: AttackPath,
  nodes: Readonly<Record<string, NodeSummary>>,
): Trail {
  const points: Point[] = [{ x: 0, y: 0 }];
  const sectors = new Set<string>();
  for (const [index, { to }] of path.steps.entries()) {
    const placed = sectorOfNode(layout, nodes[to], index + 1);
    if (!placed) continue;
    const isLast = index === path.steps.length - 1;
    const mark = isLast ? marks.find(({ jewel }) => jewel?.id === to) : undefined;
    points.push(mark?.at ?? stopOf(placed));
    sectors.add(placed.sector.id);
  }
  return { points, sectors };
}

/** The sector that shows a node: the one that lists it, else the one of its account and kind with the nearest hops. */
function sectorOfNode(layout: RingLayout, node: NodeSummary | undefined, hops: number): PlacedSector | undefined {
  if (!node) return undefined;
  const lists = ({ sector }: PlacedSector) =>
    [...sector.members, ...sector.crownJewels].some(({ id }) => id === node.id);
  const alike = layout.sectors.filter(({ sector }) => sector.scope === node.scope && sector.kind === node.kind);
  const nearest = alike.toSorted((a, b) => Math.abs(a.sector.hops - hops) - Math.abs(b.sector.hops - hops));
  return alike.find(lists) ?? nearest[0];
}
