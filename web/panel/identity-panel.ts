import type { App } from '../app.ts';
import type { NodeDetails, ReportRow, RingMap } from '../api/shapes.ts';
import { element, type Child } from '../dom/element.ts';
import { badge, section, stepLink } from '../dom/parts.ts';
import { nhiTitle } from '../format/nhi.ts';
import { nameOfId, plain } from '../format/name.ts';
import { count } from '../format/quantity.ts';
import { credentialsBlock, propertiesBlock, stepsBlock } from './node-blocks.ts';
import { panelHead } from './panel-head.ts';
import { sectorList } from './sector-list.ts';

/** Everything of the chosen identity, most urgent first. */
export function identityPanel(app: App, details: NodeDetails, map: RingMap): HTMLElement {
  const { node, report } = details;
  return element(
    'div',
    { class: 'panel__body' },
    panelHead(app, node, { identity: '', sector: '', target: '' }),
    report !== null && findings(report),
    report !== null && radiusTable(report),
    report !== null && report.administers.length > 0 && administers(app, report),
    jewels(app, map),
    sectorList(app, map),
    stepsBlock(app, details),
    credentialsBlock(details),
    propertiesBlock(details),
  );
}

function findings(report: ReportRow): Child {
  if (report.findings.length === 0) return undefined;
  const item = (id: string) => element('li', {}, badge(plain(id), 'nhi'), ` ${nhiTitle(id)}`);
  return section('Findings', 'findings', element('ul', { class: 'plain-list' }, ...report.findings.map(item)));
}

function radiusTable({ certain, possible }: ReportRow): HTMLElement {
  const rows: readonly (readonly [string, number, number])[] = [
    ['Systems', certain.system, possible.system],
    ['Data', certain.data, possible.data],
    ['Automation', certain.automation, possible.automation],
    ['Identities', certain.identity, possible.identity],
    ['Weight', certain.weight, possible.weight],
  ];
  const line = ([name, low, high]: (typeof rows)[number]) =>
    element(
      'tr',
      {},
      element('th', { text: name, attributes: { scope: 'row' } }),
      element('td', { text: count(low) }),
      element('td', { class: low === high ? 'is-same' : '', text: count(high) }),
    );
  const head = ['', 'Certain', 'Possible'].map((text) => element(text === '' ? 'td' : 'th', { text }));
  return section(
    'What falls',
    'figures',
    element('table', {}, element('thead', {}, element('tr', {}, ...head)), element('tbody', {}, ...rows.map(line))),
  );
}

function administers(app: App, report: ReportRow): HTMLElement {
  const item = (id: string) =>
    element(
      'li',
      {},
      stepLink(
        app,
        { target: id, sector: '' },
        'link-row',
        badge('admin', 'admin'),
        element('span', {
          class: 'link-row__name',
          text: app.words.scope(nameOfId(id)),
          attributes: { title: plain(id) },
        }),
        element('span', { class: 'link-row__aside', text: 'show the way' }),
      ),
    );
  return section('Takes over', 'administers', element('ul', { class: 'links' }, ...report.administers.map(item)));
}

function jewels(app: App, map: RingMap): Child {
  const found = map.sectors.flatMap((sector) => sector.crownJewels.map((jewel) => ({ jewel, sector })));
  if (found.length === 0) return undefined;
  const shown = found.toSorted((a, b) => a.sector.hops - b.sector.hops).slice(0, 12);
  const more = map.sectors.reduce((total, sector) => total + sector.crownJewelCount, 0) - shown.length;
  const item = ({ jewel, sector }: (typeof found)[number]) =>
    element(
      'li',
      {},
      stepLink(
        app,
        { target: jewel.id, sector: sector.id },
        'link-row',
        element('span', { class: 'swatch swatch--jewel' }),
        element('span', { class: 'link-row__name', text: plain(jewel.name), attributes: { title: plain(jewel.id) } }),
        element('span', {
          class: 'link-row__aside',
          text: `${plain(app.words.node(jewel.kind).title)} · ${sector.hops === 1 ? '1 hop' : `${sector.hops} hops`}`,
        }),
      ),
    );
  return section(
    'Crown jewels it reaches',
    'jewels',
    element('ul', { class: 'links' }, ...shown.map(item)),
    more > 0 && element('p', { class: 'note', text: `and ${more} more, in the sectors marked ◆ below` }),
  );
}
