import type { NodeSummary } from '../../model/answers.ts';
import { svgElement } from '../dom/element.ts';
import { plain } from '../format/name.ts';
import { shortCount } from '../format/quantity.ts';
import type { WordBook } from '../word-book.ts';
import type { JewelMark } from './jewels.ts';
import { arcLabels, type ArcLabel } from './labels.ts';
import type { RingLayout } from './layout.ts';
import { pointAt, type Point } from './polar.ts';

/** What the labels are drawn from. */
export interface LabelScene {
  readonly layout: RingLayout;
  readonly marks: readonly JewelMark[];
  readonly from: NodeSummary;
  readonly zoom: number;
  /** The centre of the rings on the screen. */
  readonly origin: Point;
  readonly words: WordBook;
}

/** Replaces the labels; they keep their size at every zoom. */
export function drawLabels(layer: SVGSVGElement, scene: LabelScene): void {
  const { layout, zoom, origin, words } = scene;
  const group = svgElement('g', { transform: `translate(${origin.x},${origin.y})` });
  for (const [index, label] of arcLabels(layout, zoom, words).entries()) group.append(...curved(label, `arc-${index}`));
  for (const ring of layout.rings) group.append(hopNumber(ring.hops, ring.inner, ring.outer, zoom));
  const top = pointAt(0, layout.outerRadius * zoom + 13);
  group.append(svgElement('text', { class: 'hop', x: top.x, y: top.y + 4, 'text-anchor': 'middle' }, 'hops'));
  for (const mark of scene.marks) if (mark.count > 1) group.append(jewelCount(mark, zoom));
  group.append(...core(scene));
  layer.replaceChildren(group);
}

function curved({ text, path, role, category }: ArcLabel, id: string): SVGElement[] {
  const line = svgElement('path', { id, d: path, fill: 'none' });
  const label = svgElement('text', { class: `arc arc--${role} arc--${category.replaceAll(/[^a-z]/g, '')}` });
  label.append(svgElement('textPath', { href: `#${id}`, startOffset: '50%', 'text-anchor': 'middle' }, text));
  return [line, label];
}

function hopNumber(hops: number, inner: number, outer: number, zoom: number): SVGElement {
  const at = pointAt(0, ((inner + outer) / 2) * zoom);
  return svgElement('text', { class: 'hop', x: at.x, y: at.y + 4, 'text-anchor': 'middle' }, String(hops));
}

function jewelCount({ at, count }: JewelMark, zoom: number): SVGElement {
  return svgElement('text', { class: 'jewel-count', x: at.x * zoom + 10, y: at.y * zoom + 4 }, shortCount(count));
}

function core({ layout, from, zoom, words }: LabelScene): SVGElement[] {
  const { glyph } = words.node(from.kind);
  const room = Math.floor(((layout.coreRadius - 10) * 2 * zoom) / 7);
  const name = plain(from.name);
  const short = name.length > room ? `${name.slice(0, Math.max(1, room - 1))}…` : name;
  return [
    svgElement('text', { class: 'core__glyph', x: 0, y: -4, 'text-anchor': 'middle' }, plain(glyph)),
    svgElement('text', { class: 'core__name', x: 0, y: 14, 'text-anchor': 'middle' }, short),
  ];
}
