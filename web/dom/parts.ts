import type { App } from '../app.ts';
import type { WordBook } from '../word-book.ts';
import { plain } from '../format/name.ts';
import { count } from '../format/quantity.ts';
import type { ViewState } from '../state/view-state.ts';
import { element, type Child } from './element.ts';

/** The mark of a node kind: its glyph in its category's colour; round where a person is behind it. */
export function glyphMark(words: WordBook, kind: string, isHuman = words.node(kind).human): HTMLElement {
  const { glyph, category, title } = words.node(kind);
  const shape = isHuman ? 'glyph glyph--human' : 'glyph';
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

/** How many of something are reached only under conditions. */
export function conditionalCount(amount: number): HTMLElement {
  const mark = badge(count(amount), 'conditional', `${count(amount)} only under conditions`);
  mark.prepend(element('span', { class: 'swatch swatch--conditional' }));
  mark.append(element('span', { class: 'unseen', text: ' conditional' }));
  return mark;
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
