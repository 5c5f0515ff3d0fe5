import type { MapSector } from '../../model/answers.ts';
import { element, fill } from '../dom/element.ts';
import { plain } from '../format/name.ts';
import { count, counted } from '../format/quantity.ts';
import type { WordBook } from '../word-book.ts';
import type { JewelMark } from './jewels.ts';
import type { Point } from './polar.ts';

/** The words beside the pointer. */
export interface Tooltip {
  readonly element: HTMLElement;
  /** Shows a jewel, else a sector, else nothing. */
  show(mark: JewelMark | undefined, sector: MapSector | undefined, at: Point): void;
  hide(): void;
}

/** A tooltip; what it says stands in the panel's list, too. */
export function createTooltip(words: WordBook): Tooltip {
  const box = element('div', { class: 'tooltip', attributes: { 'aria-hidden': 'true', hidden: '' } });
  const hide = () => {
    box.hidden = true;
  };
  return {
    element: box,
    hide,
    show: (mark, sector, at) => {
      const lines = mark ? linesOfJewel(mark, words) : sector && linesOfSector(sector, words);
      if (!lines) return hide();
      const [title, ...rest] = lines;
      fill(box, element('strong', { text: title ?? '' }), ...rest.map((text) => element('span', { text })));
      box.hidden = false;
      place(box, at);
    },
  };
}

function linesOfJewel({ jewel, count, sector }: JewelMark, words: WordBook): string[] {
  if (!jewel)
    return [
      `${count} crown jewels`,
      `${words.node(sector.sector.kind).title} · ${words.scopeWithId(sector.sector.scope)}`,
    ];
  return [
    plain(jewel.name),
    `Crown jewel · ${words.node(jewel.kind).title} · ${words.scopeWithId(jewel.scope)}`,
    'Choose it to see the way there',
  ];
}

function linesOfSector(sector: MapSector, words: WordBook): string[] {
  const lines = [
    `${count(sector.count)} × ${plain(words.node(sector.kind).title)}`,
    `${words.scopeWithId(sector.scope)} · ${counted(sector.hops, 'hop')} away · weight ${count(sector.weight)}`,
  ];
  if (sector.conditional > 0) lines.push(`${count(sector.conditional)} only under conditions`);
  if (sector.crownJewelCount > 0) lines.push(counted(sector.crownJewelCount, 'crown jewel'));
  return lines;
}

/** Beside the pointer, on the side where there is room. */
function place(box: HTMLElement, { x, y }: Point): void {
  const holder = box.parentElement;
  const left = holder && x + box.offsetWidth + 24 > holder.clientWidth ? x - box.offsetWidth - 14 : x + 14;
  box.style.transform = `translate(${Math.max(4, left)}px, ${Math.max(4, y - box.offsetHeight - 8)}px)`;
}
