import type { App } from '../app.ts';
import { element } from '../dom/element.ts';
import { counted } from '../format/quantity.ts';
import type { ViewState } from '../state/view-state.ts';
import { createFilters } from './filters.ts';
import { createListBox, type ListBox } from './list-box.ts';
import { createReportPages, PAGE_ROWS, sameFilter, type ReportPages } from './report-pages.ts';
import { rankedRow, waitingRow } from './row.ts';
import { pagesOf } from './window.ts';

/** The ranked list with its filters. */
export interface RankedList {
  readonly element: HTMLElement;
  show(state: ViewState): void;
  focusSearch(): void;
}

const ROW_HEIGHT = 60;

/** A list that fetches only the pages of the report that are looked at. */
export function createRankedList(app: App): RankedList {
  const filters = createFilters(app);
  const total = element('p', { class: 'list__total', attributes: { role: 'status' } });
  let state = app.navigation.state();
  let pages = createReportPages(app.api, state);

  const list = createListBox({
    label: 'Identities by blast radius',
    rowHeight: ROW_HEIGHT,
    rowCount: () => pages.total() ?? 0,
    row: (index) => rowOf(app, pages, index),
    isSelected: (index) => state.identity !== '' && pages.row(index)?.id === state.identity,
    onChoose: (index) => {
      const row = pages.row(index);
      if (!row) return;
      list.activate(index);
      app.navigation.go({ identity: row.id, sector: '', target: '' });
    },
    onWindow: (window) => {
      for (const page of pagesOf(window, PAGE_ROWS)) load(page);
    },
  });

  const load = (page: number) => {
    const wanted = pages;
    const arrived = (isNew: boolean) => {
      if (!isNew || wanted !== pages) return;
      const found = wanted.total() ?? 0;
      total.textContent = found === 0 ? 'None matches' : counted(found, 'identity', 'identities');
      list.element.hidden = found === 0;
      list.element.removeAttribute('aria-busy');
      followIdentity(list, wanted, state);
    };
    wanted.load(page).then(arrived).catch(app.fail);
  };
  const start = () => {
    pages = createReportPages(app.api, state);
    list.element.hidden = false;
    list.element.setAttribute('aria-busy', 'true');
    load(0);
  };

  enterFrom(filters.search, list);
  filters.show(state);
  start();
  const head = element('div', { class: 'list__head' }, element('h2', { text: 'By blast radius' }), total);
  const attributes = { 'aria-label': 'Ranked identities' };
  return {
    element: element('section', { class: 'list', attributes }, head, filters.element, scale(), list.element),
    focusSearch: () => filters.search.focus(),
    show: (next) => {
      const isSame = sameFilter(next, state);
      state = next;
      filters.show(state);
      if (isSame) return followIdentity(list, pages, state);
      list.activate(-1);
      list.element.scrollTop = 0;
      start();
    },
  };
}

/** What number and bar of a row mean. */
function scale(): HTMLElement {
  const swatch = (look: string) => element('span', { class: `swatch swatch--${look}` });
  return element(
    'p',
    { class: 'list__scale' },
    'Score of 100 · weight ',
    swatch('sure'),
    ' certain ',
    swatch('unsure'),
    ' possible',
  );
}

function rowOf(app: App, pages: ReportPages, index: number): HTMLElement {
  const row = pages.row(index);
  return row ? rankedRow(app, row) : waitingRow();
}

/** From the search box, Enter and the down arrow lead into the list. */
function enterFrom(search: HTMLInputElement, list: ListBox): void {
  search.addEventListener('keydown', (event) => {
    if (event.key !== 'ArrowDown' && event.key !== 'Enter') return;
    event.preventDefault();
    list.element.focus();
    list.activate(Math.max(0, list.active()), 'in sight');
  });
}

/** Keys go on from the chosen identity, where the list holds it. */
function followIdentity(list: ListBox, pages: ReportPages, { identity }: ViewState): void {
  const place = identity === '' ? -1 : pages.indexOf(identity);
  if (place >= 0 && place !== list.active()) list.activate(place, 'in sight');
  else list.draw();
}
