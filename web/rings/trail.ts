import type { AttackPath, NodeSummary } from '../../model/answers.ts';
import type { JewelMark } from './jewels.ts';
import type { PlacedSector, RingLayout } from './layout.ts';
import { centreOf, type Point } from './polar.ts';

/** The points of the map that a path runs through: the centre, each node's sector, at the end the target's own mark. */
export function trailOf(
  { layout, marks }: { readonly layout: RingLayout; readonly marks: readonly JewelMark[] },
  path: AttackPath,
  nodes: Readonly<Record<string, NodeSummary>>,
): readonly Point[] {
  const points: Point[] = [{ x: 0, y: 0 }];
  for (const [index, { to }] of path.steps.entries()) {
    const mark = index === path.steps.length - 1 ? marks.find(({ jewel }) => jewel?.id === to) : undefined;
    const placed = sectorOfNode(layout, nodes[to], index + 1);
    if (mark) points.push(mark.at);
    else if (placed) points.push(centreOf(placed));
  }
  return points;
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
