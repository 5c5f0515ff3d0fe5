import type { App } from '../app.ts';
import type { NodeSummary } from '../api/shapes.ts';
import { element, fill } from '../dom/element.ts';
import { latestOnly } from '../dom/latest.ts';
import { glyphMark, stepLink } from '../dom/parts.ts';
import { plain } from '../format/name.ts';

const TYPING_PAUSE_MS = 150;

/** Finds any node: an identity opens its blast radius, anything else who reaches it. */
export function nodeSearch(app: App): HTMLElement {
  const field = element('input', {
    class: 'field',
    attributes: {
      type: 'search',
      placeholder: 'Find any node',
      'aria-label': 'Find any node',
      autocomplete: 'off',
      spellcheck: 'false',
    },
  });
  const results = element('div', { class: 'finder__results', attributes: { hidden: '' } });
  const holder = element('div', { class: 'finder', attributes: { role: 'search' } }, field, results);
  const latest = latestOnly();
  const close = () => {
    results.hidden = true;
  };
  const find = async () => {
    const text = field.value.trim();
    if (text === '') return close();
    await latest(app.api.search(text), ({ nodes }) => {
      fill(results, ...hits(app, nodes));
      results.hidden = false;
    });
  };
  let waiting: ReturnType<typeof setTimeout> | undefined;
  field.addEventListener('input', () => {
    clearTimeout(waiting);
    waiting = setTimeout(() => void find().catch(app.fail), TYPING_PAUSE_MS);
  });
  holder.addEventListener('keydown', (event) => {
    if (event.key === 'Escape') close();
    else if (event.key === 'ArrowDown' || event.key === 'ArrowUp') moveFocus(holder, event);
  });
  holder.addEventListener('focusout', ({ relatedTarget }) => {
    if (!(relatedTarget instanceof Node && holder.contains(relatedTarget))) close();
  });
  app.navigation.watch(close);
  return holder;
}

function hits(app: App, nodes: readonly NodeSummary[]): HTMLElement[] {
  if (nodes.length === 0) return [element('p', { class: 'finder__none', text: 'Nothing has such a name or id.' })];
  return nodes.slice(0, 12).map((node) => {
    const patch =
      node.category === 'identity' ? { identity: node.id, sector: '', target: '' } : { identity: '', target: node.id };
    return stepLink(
      app,
      patch,
      'hit',
      glyphMark(app.words, node.kind),
      element('span', { class: 'hit__name', text: app.words.nameOf(node) }),
      element('span', {
        class: 'hit__scope',
        text: `${plain(app.words.node(node.kind).title)} · ${app.words.scopeWithId(node.scope)}`,
      }),
    );
  });
}

function moveFocus(holder: HTMLElement, event: KeyboardEvent): void {
  const stops = [...holder.querySelectorAll<HTMLElement>('input, a')];
  const at = stops.findIndex((stop) => stop === document.activeElement);
  const next = stops[at + (event.key === 'ArrowDown' ? 1 : -1)];
  event.preventDefault();
  next?.focus();
}
