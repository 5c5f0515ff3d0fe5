import type { App } from '../app.ts';
import type { KindBook } from '../kind-book.ts';
import { plain } from '../format/name.ts';
import type { ViewState } from '../state/view-state.ts';
import { element, type Child } from './element.ts';

/** The mark of a node kind: its glyph in its category's colour; round where a person is behind it. */
export function glyphMark(kinds: KindBook, kind: string): HTMLElement {
  const { glyph, category, human, title } = kinds.node(kind);
  const shape = human ? 'glyph glyph--human' : 'glyph';
  return element('span', {
    class: `${shape} glyph--${category.replaceAll(/[^a-z]/g, '')}`,
    text: plain(glyph).slice(0, 2),
    attributes: { title: plain(title), 'aria-hidden': 'true' },
  });
}

/** A link that steps within the page, and opens elsewhere like any link. */
export function stepLink(
  app: App,
  patch: Partial<ViewState>,
  className: string,
  ...children: readonly Child[]
): HTMLAnchorElement {
  const follow = (event: Event) => {
    if (event instanceof MouseEvent && (event.ctrlKey || event.metaKey || event.shiftKey)) return;
    event.preventDefault();
    app.navigation.go(patch);
  };
  const attributes = { href: app.navigation.href(patch) };
  return element('a', { class: className, attributes, on: { click: follow } }, ...children);
}

/** A small label beside a name. */
export function badge(text: string, look: string, title?: string): HTMLElement {
  return element('span', { class: `badge badge--${look}`, text, attributes: { title } });
}

/** Says that what is shown holds only under conditions. */
export function conditionalBadge(): HTMLElement {
  return badge('conditional', 'conditional', 'Reached only where the conditions of a step hold');
}

/** A heading with what stands under it. */
export function section(title: string, className: string, ...children: readonly Child[]): HTMLElement {
  return element('section', { class: `block ${className}` }, element('h3', { text: title }), ...children);
}

/** Grey bars where text will stand, so that nothing moves when it comes. */
export function skeleton(lines: number): HTMLElement {
  const bars = Array.from({ length: lines }, () => element('span', { class: 'skeleton__bar' }));
  return element('div', { class: 'skeleton', attributes: { 'aria-hidden': 'true' } }, ...bars);
}
