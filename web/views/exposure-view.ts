import type { App } from '../app.ts';
import { element } from '../dom/element.ts';
import { glyphMark } from '../dom/parts.ts';
import { plain } from '../format/name.ts';
import { counted } from '../format/quantity.ts';
import { exposureList } from './exposure-table.ts';

/** Who reaches a node, where no identity is chosen to start from. */
export async function exposureView(app: App, target: string): Promise<HTMLElement> {
  const [{ node }, { identities }] = await Promise.all([app.api.node(target), app.api.exposure(target)]);
  const machines = identities.filter((row) => !row.human).length;
  const summary =
    identities.length === 0
      ? 'No identity that was read reaches it.'
      : `${counted(machines, 'machine identity', 'machine identities')} and ${counted(identities.length - machines, 'person', 'people')} reach it. Choose one to see the way it takes.`;
  return element(
    'div',
    { class: 'page page--narrow' },
    element('p', { class: 'eyebrow', text: 'Exposure' }),
    element('h1', {}, glyphMark(app.words, node.kind), ` Who reaches ${app.words.nameOf(node)}`),
    element('p', {
      class: 'lead',
      text: `${plain(app.words.node(node.kind).title)}, ${app.words.scopeWithId(node.scope)}. ${summary}`,
    }),
    exposureList(app, target, identities),
  );
}
