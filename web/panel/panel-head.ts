import type { App } from '../app.ts';
import type { NodeDetails } from '../api/shapes.ts';
import { element } from '../dom/element.ts';
import { badge, glyphMark, stepLink } from '../dom/parts.ts';
import { plain, scopeName } from '../format/name.ts';
import type { ViewState } from '../state/view-state.ts';

/** Name, kind, place and owner of a node, with the way out of its panel. */
export function panelHead(app: App, node: NodeDetails['node'], closing: Partial<ViewState>): HTMLElement {
  const where = [plain(app.kinds.node(node.kind).title), scopeName(node.scope), node.region]
    .filter(Boolean)
    .join(' · ');
  const close = stepLink(app, closing, 'icon-button', '×');
  close.setAttribute('aria-label', 'Close');
  return element(
    'header',
    { class: 'panel__head' },
    glyphMark(app.kinds, node.kind, node.human),
    element(
      'div',
      { class: 'panel__title' },
      element('h2', {}, plain(node.name), ' ', node.weight >= 100 && badge('◆ crown jewel', 'jewel')),
      element('p', { class: 'panel__where', text: where }),
      node.category === 'identity' && ownerLine(node.owner),
    ),
    close,
  );
}

function ownerLine(owner: string | null): HTMLElement {
  return owner === null
    ? element('p', { class: 'panel__owner panel__owner--none', text: 'No owner is known' })
    : element('p', { class: 'panel__owner', text: `Owned by ${plain(owner)}` });
}
