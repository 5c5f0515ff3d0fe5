import type { MapSector } from '../../model/answers.ts';
import type { WordBook } from '../word-book.ts';
import { plain } from '../format/name.ts';
import { shortCount } from '../format/quantity.ts';
import type { PlacedSector, RingLayout, Wedge } from './layout.ts';
import { pointAt } from './polar.ts';

/** A text along an arc. */
export interface ArcLabel {
  readonly text: string;
  /** SVG path of the baseline, read left to right. */
  readonly path: string;
  readonly role: 'title' | 'count' | 'scope';
  readonly category: string;
}

/** Width of a character in relation to its size, on the safe side for the system fonts. */
const CHARACTER = 0.6;
const TITLE_SIZE = 11;
/** Width of a character of an account's name, in pixels; it is set larger, and bold. */
const SCOPE_CHARACTER = 7.6;
/** Fewest characters that a name is cut to. */
const SHORTEST_CUT = 7;
const LINE = 14;
/** Kept free along the outer edge for the marks of crown jewels. */
const JEWEL_ROOM = 18;

/** What can be read on the map at a zoom: titles where they fit, else counts, else nothing. */
export function arcLabels(layout: RingLayout, zoom: number, words: WordBook): ArcLabel[] {
  return [
    ...layout.sectors.flatMap((placed) => sectorLabels(placed, zoom, words)),
    ...layout.wedges.flatMap((wedge) => scopeLabel(wedge, layout.outerRadius * zoom, words)),
  ];
}

function sectorLabels(placed: PlacedSector, zoom: number, words: WordBook): ArcLabel[] {
  const { sector } = placed;
  const taken = sector.crownJewelCount > 0 ? JEWEL_ROOM : 0;
  const thickness = (placed.outer - placed.inner) * zoom - taken;
  const radius = ((placed.inner + placed.outer) / 2) * zoom - taken / 2;
  const arc = (placed.end - placed.start) * radius - 8;
  const label = (text: string, role: ArcLabel['role'], path: string) => ({
    text,
    path,
    role,
    category: sector.category,
  });
  const title = plain(words.node(sector.kind).title);
  const number = shortCount(sector.count);

  if (sector.count > 1 && thickness > 2 * LINE + 6 && fits(title, arc)) {
    return [
      label(title, 'title', arcPath(placed, radius, LINE * 0.55)),
      label(number, 'count', arcPath(placed, radius, -LINE * 0.45)),
    ];
  }
  const names = namesOf(sector, words);
  const suffix = sector.count > 1 ? ` ${number}` : '';
  for (const name of names) {
    const curved = thickness > LINE + 2 ? shortened(name, suffix, arc) : undefined;
    if (curved !== undefined) return [label(curved, 'title', arcPath(placed, radius, 0))];
    const spoke = arc > LINE - 6 ? shortened(name, suffix, thickness - 10) : undefined;
    if (spoke !== undefined) return [label(spoke, 'title', spokePath(placed, zoom))];
  }
  return [];
}

/** What a sector may be called in one line, best first; a sector of one by its member's name. */
function namesOf(sector: MapSector, words: WordBook): string[] {
  const { title, glyph } = words.node(sector.kind);
  const [only] = sector.members;
  const kind = [plain(title), plain(glyph)];
  return sector.count === 1 && only ? [words.nameOf(only), ...kind] : kind;
}

/** The name and its suffix; the name's end is cut off where enough of it stays to be told apart. */
function shortened(name: string, suffix: string, room: number): string | undefined {
  if (fits(name + suffix, room)) return name + suffix;
  const characters = Math.floor(room / (TITLE_SIZE * CHARACTER)) - 1 - suffix.length;
  return characters >= SHORTEST_CUT ? `${name.slice(0, characters).trimEnd()}…${suffix}` : undefined;
}

function scopeLabel(wedge: Wedge, outerRadius: number, words: WordBook): ArcLabel[] {
  const room = (wedge.end - wedge.start) * (outerRadius + 13);
  const names = [words.scope(wedge.scope), plain(wedge.scope)];
  const text = names.find((name) => name !== '' && name.length * SCOPE_CHARACTER <= room);
  if (text === undefined) return [];
  return [{ text, path: arcPath(wedge, outerRadius + 13, 0), role: 'scope', category: '' }];
}

function fits(text: string, room: number): boolean {
  return text.length * TITLE_SIZE * CHARACTER <= room;
}

/**
 * The baseline through the middle of an arc; on the lower half it runs the other way, so that no text stands on its head.
 *
 * @param shift towards the upper side of the text, in pixels
 */
function arcPath(arc: { readonly start: number; readonly end: number }, radius: number, shift: number): string {
  const middle = (arc.start + arc.end) / 2;
  const below = Math.cos(middle) < -0.05;
  // Text is centred on its middle: a baseline at full radius would sit high, by about a third of its size.
  const at = below ? radius - shift + 4 : radius + shift - 4;
  // Text beyond its path is not drawn: the path is longer than the arc, its middle the same.
  const half = Math.min(Math.PI * 0.95, ((arc.end - arc.start) / 2) * 1.3);
  const from = pointAt(middle + (below ? half : -half), at);
  const to = pointAt(middle + (below ? -half : half), at);
  return `M${round(from.x)},${round(from.y)}A${round(at)},${round(at)} 0 ${half > Math.PI / 2 ? 1 : 0} ${below ? 0 : 1} ${round(to.x)},${round(to.y)}`;
}

/** A baseline along the middle ray of a sector; on the left half it runs inwards, so that it reads left to right. */
function spokePath(placed: PlacedSector, zoom: number): string {
  const middle = (placed.start + placed.end) / 2;
  const ends = [
    placed.inner * zoom,
    placed.outer * zoom - (placed.sector.crownJewelCount > 0 ? JEWEL_ROOM : 0),
  ] as const;
  const inwards = Math.sin(middle) < 0;
  const aside = pointAt(middle + (inwards ? -1 : 1) * (Math.PI / 2), 4);
  const [from, to] = (inwards ? [ends[1], ends[0]] : ends).map((radius) => pointAt(middle, radius));
  if (!from || !to) return '';
  return `M${round(from.x + aside.x)},${round(from.y + aside.y)}L${round(to.x + aside.x)},${round(to.y + aside.y)}`;
}

function round(value: number): string {
  return value.toFixed(1);
}
