import type { App } from '../app.ts';
import type { MapSector, RingMap } from '../api/shapes.ts';
import { element } from '../dom/element.ts';
import { badge, conditionalCount, glyphMark, section, stepLink } from '../dom/parts.ts';
import { plain } from '../format/name.ts';
import { count, counted } from '../format/quantity.ts';

/** The map as a list: what the rings show, for keyboard and screen reader, in the same order. */
export function sectorList(app: App, map: RingMap): HTMLElement {
  const hops = [...new Set(map.sectors.map((sector) => sector.hops))].sort((a, b) => a - b);
  const ring = (distance: number) => {
    const sectors = map.sectors.filter((sector) => sector.hops === distance);
    return element(
      'li',
      { class: 'ring' },
      element('h4', { class: 'ring__title', text: `${counted(distance, 'hop')} away` }),
      element('ul', { class: 'links' }, ...sectors.map((sector) => element('li', {}, sectorLink(app, sector)))),
    );
  };
  return section('Ring by ring', 'sectors', element('ol', { class: 'rings' }, ...hops.map(ring)));
}

function sectorLink(app: App, sector: MapSector): HTMLElement {
  return stepLink(
    app,
    { sector: sector.id, target: '' },
    'link-row',
    glyphMark(app.words, sector.kind),
    element('span', { class: 'link-row__name', text: plain(app.words.node(sector.kind).title) }),
    sector.crownJewelCount > 0 && badge(`◆ ${sector.crownJewelCount}`, 'jewel', 'Crown jewels'),
    sector.conditional > 0 && conditionalCount(sector.conditional),
    element('span', {
      class: 'link-row__aside',
      text: app.words.scope(sector.scope),
      attributes: { title: app.words.scopeWithId(sector.scope) },
    }),
    element('span', { class: 'link-row__count', text: count(sector.count) }),
  );
}
