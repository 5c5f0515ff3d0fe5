import { element } from '../dom/element.ts';

const categories: readonly (readonly [string, string])[] = [
  ['identity', 'Identities'],
  ['system', 'Systems'],
  ['data', 'Data'],
  ['automation', 'Automation'],
];

/** What colours, hatching and marks of the map mean. */
export function legend(): HTMLElement {
  const entry = (look: string, text: string) =>
    element('li', { class: 'legend__entry' }, element('span', { class: `swatch swatch--${look}` }), text);
  return element(
    'ul',
    { class: 'legend', attributes: { 'aria-label': 'Legend' } },
    ...categories.map(([look, text]) => entry(look, text)),
    entry('conditional', 'Conditional'),
    entry('jewel', 'Crown jewel'),
  );
}
