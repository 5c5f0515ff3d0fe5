import type { NodeSummary } from '../../model/answers.ts';
import type { App } from '../app.ts';
import { element } from '../dom/element.ts';
import { stepLink } from '../dom/parts.ts';
import { tallLink } from '../dom/tall-link.ts';
import { counted } from '../format/quantity.ts';
import { stepTo } from './node-link.ts';

/** Found nodes that are listed; all of them are marked. */
const LISTED = 50;

/** The nodes of an answer, each leading to its map, and the way back to the map that was open. */
export function foundList(app: App, nodes: readonly NodeSummary[]): HTMLElement {
  const { identity } = app.navigation.state();
  const link = (node: NodeSummary) =>
    tallLink(app, { node, isHuman: app.words.node(node.kind).human, patch: stepTo(node), end: [] });
  const more = nodes.length - LISTED;
  return element(
    'section',
    { class: 'block console__found' },
    element('h2', { text: `${counted(nodes.length, 'node')} found` }),
    element('p', { text: 'On every map, the sectors that hold one of them are outlined until you ask again.' }),
    identity !== '' && stepLink(app, { view: 'map' }, 'console__back', 'Back to the map that was open'),
    element('ul', { class: 'links' }, ...nodes.slice(0, LISTED).map((node) => element('li', {}, link(node)))),
    more > 0 && element('p', { text: `and ${more} more` }),
  );
}
