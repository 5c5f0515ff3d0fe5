import type { App } from '../app.ts';
import type { ExposureRow } from '../api/shapes.ts';
import { element, fill } from '../dom/element.ts';
import { conditionalBadge } from '../dom/parts.ts';
import { tallLink } from '../dom/tall-link.ts';
import { counted } from '../format/quantity.ts';

/** Rows that are shown before one asks for more. */
const FIRST_ROWS = 50;

/** The identities that reach a node, nearest first; each leads to its paths. */
export function exposureList(app: App, target: string, identities: readonly ExposureRow[]): HTMLElement {
  const rows = identities.toSorted((a, b) => a.hops - b.hops || a.name.localeCompare(b.name));
  const list = element('ul', { class: 'links' });
  const more = element('button', { class: 'more', attributes: { type: 'button' } });
  let shown = 0;
  const grow = () => {
    list.append(...rows.slice(shown, shown + FIRST_ROWS).map((row) => exposureItem(app, target, row)));
    shown = Math.min(rows.length, shown + FIRST_ROWS);
    more.hidden = shown >= rows.length;
    more.textContent = `${rows.length - shown} more`;
  };
  more.addEventListener('click', grow);
  grow();
  const holder = element('div', {});
  fill(holder, list, more);
  return holder;
}

function exposureItem(app: App, target: string, row: ExposureRow): HTMLElement {
  const patch = { identity: row.id, sector: '', target };
  const end = [row.certainty === 'conditional' && conditionalBadge(), counted(row.hops, 'hop')];
  return element('li', {}, tallLink(app, { node: row, isHuman: row.human, patch, end }));
}
