import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { App } from '../app.ts';
import type { NodeDetails } from '../api/shapes.ts';
import { element, type Child } from '../dom/element.ts';
import { conditionalBadge, glyphMark, section, stepLink } from '../dom/parts.ts';
import { plain, wordsOfKind } from '../format/name.ts';
import { counted } from '../format/quantity.ts';

/** Neighbours that are listed; the rings hold all of them. */
const SHOWN = 40;

/** The edges that leave an identity: its very next steps. */
export function stepsBlock(app: App, { out, outCount }: NodeDetails): Child {
  if (out.length === 0) return undefined;
  const item = (step: NodeDetails['out'][number]) =>
    element(
      'li',
      {},
      stepLink(
        app,
        { target: step.to.id, sector: '' },
        'link-row',
        glyphMark(app.words, step.to.kind),
        element('span', {
          class: 'link-row__name',
          text: app.words.nameOf(step.to),
          attributes: { title: plain(step.to.id) },
        }),
        step.certainty === 'conditional' && conditionalBadge(),
        element('span', { class: 'link-row__aside', text: plain(app.words.edge(step.kind).title) }),
      ),
    );
  return folded(
    counted(outCount, 'direct step'),
    element('ul', { class: 'links' }, ...out.slice(0, SHOWN).map(item)),
    outCount > SHOWN && element('p', { class: 'note', text: `${outCount - SHOWN} more are on the first ring.` }),
  );
}

/** The credentials that let their holder act as the identity; never a secret, only what is known about it. */
export function credentialsBlock({ credentials }: NodeDetails): Child {
  if (credentials.length === 0) return undefined;
  const item = (credential: JsonObject) => element('li', { class: 'credential' }, facts(credential));
  return section('Credentials', 'credentials', element('ul', { class: 'plain-list' }, ...credentials.map(item)));
}

/** Id, tags and properties as the source gave them. */
export function propertiesBlock({ node }: NodeDetails): HTMLElement {
  return folded(
    'Properties',
    facts({ id: node.id, weight: node.weight, observedAt: node.observedAt, ...node.properties }),
    Object.keys(node.tags).length > 0 && element('h4', { class: 'ring__title', text: 'Tags' }),
    facts(node.tags, (name) => plain(name)),
  );
}

function facts(values: JsonObject, name: (key: string) => string = wordsOfKind): HTMLElement {
  const entries = Object.entries(values).filter(([, value]) => value !== undefined && value !== null && value !== '');
  const row = ([key, value]: readonly [string, JsonValue | undefined]) => [
    element('dt', { text: name(key) }),
    element('dd', { text: plain(typeof value === 'object' ? JSON.stringify(value) : String(value)) }),
  ];
  return element('dl', { class: 'facts-list' }, ...entries.flatMap(row));
}

function folded(title: string, ...children: readonly Child[]): HTMLElement {
  return element('details', { class: 'block fold' }, element('summary', { text: title }), ...children);
}
