import type { Navigation } from './navigation.ts';
import type { ViewState } from './view-state.ts';

/** `/` goes to the search of the list, Escape closes what was opened last. */
export function watchShortcuts(navigation: Navigation, focusSearch: () => void): void {
  document.addEventListener('keydown', (event) => {
    if (event.defaultPrevented || event.ctrlKey || event.metaKey || event.altKey || isTyping(event.target)) return;
    if (event.key === '/') {
      event.preventDefault();
      focusSearch();
    } else if (event.key === 'Escape') {
      navigation.go(closing(navigation.state()));
    }
  });
}

/** The step that closes the innermost thing of a state; none at home. */
export function closing({ view, identity, sector, target }: ViewState): Partial<ViewState> {
  if (view !== 'map') return { view: 'map' };
  if (target !== '') return { target: '' };
  if (sector !== '') return { sector: '' };
  return identity === '' ? {} : { identity: '' };
}

function isTyping(target: EventTarget | null): boolean {
  return (
    target instanceof HTMLInputElement || target instanceof HTMLSelectElement || target instanceof HTMLTextAreaElement
  );
}
