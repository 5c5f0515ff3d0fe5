import type { App } from '../app.ts';
import { element } from '../dom/element.ts';
import { stepLink } from '../dom/parts.ts';
import { count, counted } from '../format/quantity.ts';
import { ago, moment } from '../format/time.ts';
import { homeState } from '../state/view-state.ts';
import { consoleLink } from '../console/console-link.ts';
import { newerNote } from './newer-note.ts';
import { nodeSearch } from './node-search.ts';
import { themeButton } from './theme-button.ts';

/** Name, what is loaded and how old it is, what is missing, search, theme. */
export function pageHeader(app: App): HTMLElement {
  return element(
    'header',
    { class: 'header' },
    stepLink(app, homeState, 'brand', brandMark(), 'Ambit'),
    newerNote(app),
    element('div', { class: 'facts' }, ...facts(app)),
    consoleLink(app),
    nodeSearch(app),
    themeButton(),
  );
}

function facts(app: App): (HTMLElement | false)[] {
  const { snapshot, counts, gaps } = app.status;
  const fact = (value: number, noun: string, look = '') =>
    element('span', { class: `fact ${look}` }, element('b', { text: count(value) }), ` ${noun}`);
  return [
    fact(counts.machines, 'machines'),
    fact(counts.humans, 'people'),
    fact(counts.resources, 'resources'),
    fact(counts.crownJewels, 'crown jewels', 'fact--jewel'),
    snapshot !== null &&
      element('span', {
        class: 'fact fact--time',
        text: `Read ${ago(snapshot.createdAt, Date.now())}`,
        attributes: { title: `Snapshot ${snapshot.id}, ${moment(snapshot.createdAt)}` },
      }),
    gaps > 0 && stepLink(app, { view: 'gaps' }, 'gap-link', `${counted(gaps, 'gap')} in what was read`),
  ];
}

function brandMark(): HTMLElement {
  return element('span', { class: 'brand__mark', attributes: { 'aria-hidden': 'true' } });
}
