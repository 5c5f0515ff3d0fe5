import type { NodeSummary } from '../../model/answers.ts';
import type { App } from '../app.ts';
import { stepLink } from '../dom/parts.ts';
import type { ViewState } from '../state/view-state.ts';

/** Where a found node leads: an identity to its map, anything else to who reaches it. */
export function stepTo({ id, category }: NodeSummary): Partial<ViewState> {
  return category === 'identity'
    ? { view: 'map', identity: id, sector: '', target: '' }
    : { view: 'map', identity: '', sector: '', target: id };
}

/** A found node's name, which leads there. */
export function nodeLink(app: App, node: NodeSummary): HTMLElement {
  return stepLink(app, stepTo(node), 'console__node', app.words.nameOf(node));
}
