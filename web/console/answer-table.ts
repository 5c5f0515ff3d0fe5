import type { App } from '../app.ts';
import type { CypherAnswer } from '../api/shapes.ts';
import { element } from '../dom/element.ts';
import { plain } from '../format/name.ts';
import { nodeLink } from './node-link.ts';

/** Characters of a cell that are shown; the rest is said to be there. */
const CELL_LENGTH = 600;

/** The rows of an answer; whatever they say is shown as text. */
export function answerTable(app: App, { columns, rows, nodes }: CypherAnswer): HTMLElement {
  const known = new Map(nodes.map((node) => [node.id, node]));
  const cell = (value: unknown) => {
    const node = known.get(idOf(value));
    return element('td', {}, node === undefined ? cellText(value) : nodeLink(app, node));
  };
  const head = columns.map((text) => element('th', { text: plain(text), attributes: { scope: 'col' } }));
  return element(
    'div',
    { class: 'table-box console__rows', attributes: { tabindex: '0', role: 'region', 'aria-label': 'Rows' } },
    element(
      'table',
      {},
      element('thead', {}, element('tr', {}, ...head)),
      element('tbody', {}, ...rows.map((row) => element('tr', {}, ...row.map(cell)))),
    ),
  );
}

/** The id of a value that may be a node; empty where it is none. */
function idOf(value: unknown): string {
  if (typeof value !== 'object' || value === null || !('labels' in value)) return '';
  const { fullId, id } = value as { readonly fullId?: unknown; readonly id?: unknown };
  return typeof fullId === 'string' ? fullId : typeof id === 'string' ? id : '';
}

function cellText(value: unknown): string {
  const text = typeof value === 'string' ? value : JSON.stringify(value);
  const left = text.length - CELL_LENGTH;
  return left > 0 ? `${plain(text.slice(0, CELL_LENGTH))}… ${left} more characters` : plain(text);
}
