import { formatState, parseState, step, type ViewState } from './view-state.ts';

/** The one state of the page, kept in its address. */
export interface Navigation {
  state(): ViewState;
  /** A step that the back button undoes. */
  go(patch: Partial<ViewState>): void;
  /** A change that is no step of its own, such as typing in the search box. */
  adjust(patch: Partial<ViewState>): void;
  /** Calls back on every change, with the state before it. */
  watch(listener: (state: ViewState, before: ViewState) => void): void;
  /** Address of the page after a step, for links that can be opened elsewhere. */
  href(patch: Partial<ViewState>): string;
}

/** Navigation over the History API of a window. */
export function createNavigation(page: Window): Navigation {
  const listeners: ((state: ViewState, before: ViewState) => void)[] = [];
  let current = parseState(page.location.search);
  const settle = (next: ViewState) => {
    const before = current;
    current = next;
    for (const listener of listeners) listener(next, before);
  };
  const address = (state: ViewState) => page.location.pathname + formatState(state);
  page.addEventListener('popstate', () => settle(parseState(page.location.search)));
  return {
    state: () => current,
    href: (patch) => address(step(current, patch)),
    watch: (listener) => listeners.push(listener),
    adjust: (patch) => {
      const next = step(current, patch);
      page.history.replaceState(null, '', address(next));
      settle(next);
    },
    go: (patch) => {
      const next = step(current, patch);
      if (formatState(next) === formatState(current)) return;
      page.history.pushState(null, '', address(next));
      settle(next);
    },
  };
}
