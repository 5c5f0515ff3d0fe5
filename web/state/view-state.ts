/** Which identities the ranked list holds. */
export type Who = 'all' | 'machines' | 'people';

/** Everything that a link to the page can say. Absent is the empty string, so that states compare field by field. */
export interface ViewState {
  /** `map`, the list of what could not be read, or the console for Cypher. */
  readonly view: 'map' | 'gaps' | 'console';
  /** The identity whose blast radius is drawn. */
  readonly identity: string;
  /** The sector of it that is open. */
  readonly sector: string;
  /** The node that paths lead to; without an identity, the node whose exposure is listed. */
  readonly target: string;
  /** Which of the paths is read, from 1. */
  readonly path: number;
  readonly search: string;
  readonly who: Who;
  readonly kind: string;
  readonly scope: string;
}

/** The page as it opens without a query. */
export const homeState: ViewState = {
  view: 'map',
  identity: '',
  sector: '',
  target: '',
  path: 1,
  search: '',
  who: 'all',
  kind: '',
  scope: '',
};

/** The state that a location's query asks for; what it does not know, or says wrongly, is left at home. */
export function parseState(query: string): ViewState {
  const parameters = new URLSearchParams(query);
  const text = (name: string) => parameters.get(name) ?? '';
  const who = text('who');
  const view = text('view');
  const path = Number(text('path'));
  return {
    view: view === 'gaps' || view === 'console' ? view : 'map',
    identity: text('identity'),
    sector: text('sector'),
    target: text('target'),
    path: Number.isInteger(path) && path >= 1 && path <= 9 ? path : 1,
    search: text('search'),
    who: who === 'machines' || who === 'people' ? who : 'all',
    kind: text('kind'),
    scope: text('scope'),
  };
}

/** The query of a state, `''` for home; parses back to the same state. */
export function formatState(state: ViewState): string {
  const parameters = new URLSearchParams();
  const say = (name: string, value: string, unsaid = '') => {
    if (value !== unsaid) parameters.set(name, value);
  };
  say('view', state.view, 'map');
  say('identity', state.identity);
  say('sector', state.sector);
  say('target', state.target);
  say('path', String(state.path), '1');
  say('search', state.search);
  say('who', state.who, 'all');
  say('kind', state.kind);
  say('scope', state.scope);
  const text = parameters.toString();
  return text === '' ? '' : `?${text}`;
}

/** A state after a step: choosing something closes what hung on the former choice. */
export function step(state: ViewState, patch: Partial<ViewState>): ViewState {
  const next = { ...state, ...patch };
  if (patch.view === undefined && movesMap(patch)) next.view = 'map';
  if (patch.identity !== undefined && patch.identity !== state.identity) {
    next.sector = patch.sector ?? '';
    next.target = patch.target ?? '';
  }
  if (patch.path === undefined && (next.target !== state.target || next.identity !== state.identity)) next.path = 1;
  return next;
}

function movesMap(patch: Partial<ViewState>): boolean {
  return patch.identity !== undefined || patch.sector !== undefined || patch.target !== undefined;
}
