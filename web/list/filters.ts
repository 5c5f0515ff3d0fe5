import type { App } from '../app.ts';
import { element, fill } from '../dom/element.ts';
import { plain } from '../format/name.ts';
import type { ViewState, Who } from '../state/view-state.ts';

/** Search box and filters of the ranked list. */
export interface Filters {
  readonly element: HTMLElement;
  readonly search: HTMLInputElement;
  show(state: ViewState): void;
}

const TYPING_PAUSE_MS = 150;

const choices: readonly (readonly [Who, string])[] = [
  ['all', 'All'],
  ['machines', 'Machines'],
  ['people', 'People'],
];

/** Filters that write to the page's address. */
export function createFilters(app: App): Filters {
  const search = searchBox(app);
  const who = choices.map(([value, text]) => whoButton(app, value, text));
  const kind = select('Kind', 'All kinds', kindOptions(app), (value) => app.navigation.go({ kind: value }));
  const scope = select('Account', 'All accounts', scopeOptions(app), (value) => app.navigation.go({ scope: value }));
  const group = element('div', { class: 'segments', attributes: { role: 'group', 'aria-label': 'Who' } }, ...who);
  const row = element('div', { class: 'filters__row' }, kind, scope);
  return {
    search,
    element: element('div', { class: 'filters' }, search, group, row),
    show: (state) => {
      if (search.value !== state.search && document.activeElement !== search) search.value = state.search;
      for (const button of who) button.setAttribute('aria-pressed', String(button.value === state.who));
      setChoice(kind, state.kind);
      setChoice(scope, state.scope);
    },
  };
}

function searchBox(app: App): HTMLInputElement {
  const search = element('input', {
    class: 'field',
    attributes: {
      type: 'search',
      placeholder: 'Filter by name, owner or id',
      'aria-label': 'Filter the ranked list',
      'aria-keyshortcuts': '/',
      autocomplete: 'off',
      spellcheck: 'false',
    },
  });
  let waiting: ReturnType<typeof setTimeout> | undefined;
  search.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => app.navigation.adjust({ search: search.value.trim() }), TYPING_PAUSE_MS);
  });
  return search;
}

function whoButton(app: App, value: Who, text: string): HTMLButtonElement {
  return element('button', {
    class: 'segment',
    text,
    attributes: { type: 'button', value },
    on: { click: () => app.navigation.go({ who: value }) },
  });
}

type Option = readonly [value: string, text: string];

function select(
  label: string,
  everything: string,
  options: readonly Option[],
  onChoice: (value: string) => void,
): HTMLSelectElement {
  const made = element('select', { class: 'field', attributes: { 'aria-label': label } });
  const choices: readonly Option[] = [['', everything], ...options];
  fill(made, ...choices.map(([value, text]) => element('option', { text, attributes: { value } })));
  made.addEventListener('change', () => onChoice(made.value));
  return made;
}

/** A link may ask for a value that is not on offer; it is then offered, so that the list says what it shows. */
function setChoice(select: HTMLSelectElement, value: string): void {
  if (![...select.options].some((option) => option.value === value)) {
    select.append(element('option', { text: plain(value), attributes: { value } }));
  }
  select.value = value;
}

function kindOptions({ survey, words }: App): Option[] {
  const present = [...new Set(survey.rows.map((row) => row.kind))];
  return present.map((kind): Option => [kind, plain(words.node(kind).title)]).sort(byText);
}

function scopeOptions({ survey, status, words }: App): Option[] {
  const scopes = [...status.sources.flatMap((source) => source.scopes), ...survey.rows.map((row) => row.scope)];
  const present = [...new Set(scopes)].filter((scope) => scope !== '');
  return present.map((scope): Option => [scope, words.scopeWithId(scope)]).sort(byText);
}

function byText([, a]: Option, [, b]: Option): number {
  return a.localeCompare(b);
}
