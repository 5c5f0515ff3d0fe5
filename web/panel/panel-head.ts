import type { App } from '../app.ts';
import type { NodeDetails } from '../api/shapes.ts';
import { element } from '../dom/element.ts';
import { badge, glyphMark, stepLink } from '../dom/parts.ts';
import { plain } from '../format/name.ts';
import type { ViewState } from '../state/view-state.ts';

/** Name, kind, place and owner of a node, with the way out of its panel. */
export function panelHead(app: App, node: NodeDetails['node'], closing: Partial<ViewState>): HTMLElement {
  const where = [plain(app.words.node(node.kind).title), app.words.scopeWithId(node.scope), plain(node.region ?? '')];
  const close = stepLink(app, closing, 'icon-button', '×');
  close.setAttribute('aria-label', 'Close');
  return element(
    'header',
    { class: 'panel__head' },
    glyphMark(app.words, node.kind, node.human),
    element(
      'div',
      { class: 'panel__title' },
      element('h2', {}, app.words.nameOf(node), ' ', node.weight >= 100 && badge('◆ crown jewel', 'jewel')),
      whereLine(where.filter((part) => part !== '')),
      node.category === 'identity' && ownerLine(node.owner),
    ),
    close,
  );
}

/** Parts with a point between them; a line is broken between parts rather than inside one. */
function whereLine(parts: readonly string[]): HTMLElement {
  const last = parts.length - 1;
  const spans = parts.map((text, index) => element('span', { text: index === last ? text : `${text} ·` }));
  return element('p', { class: 'panel__where' }, ...spans.flatMap((span) => [span, ' ']));
}

function ownerLine(owner: string | null): HTMLElement {
  return owner === null
    ? element('p', { class: 'panel__owner panel__owner--none', text: 'No owner is known' })
    : element('p', { class: 'panel__owner', text: `Owned by ${plain(owner)}` });
}
