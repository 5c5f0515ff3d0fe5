import type { AttackPath, NodeSummary, PathStep } from '../../model/answers.ts';
import type { App } from '../app.ts';
import { element, type Child } from '../dom/element.ts';
import { badge, conditionalBadge, glyphMark } from '../dom/parts.ts';
import { nhiTitle } from '../format/nhi.ts';
import { nameOfId, plain } from '../format/name.ts';
import { counted } from '../format/quantity.ts';
import { evidenceBlock } from './evidence.ts';

type Nodes = Readonly<Record<string, NodeSummary>>;

/** A path from top to bottom: a node, how one gets from it to the next, the next node. */
export function pathLadder(app: App, path: AttackPath, nodes: Nodes): HTMLElement {
  const first = path.steps[0];
  const rungs = path.steps.flatMap((step) => [stepRung(app, step), nodeRung(app, step.to, nodes)]);
  return element(
    'div',
    { class: 'ladder-box' },
    element(
      'p',
      { class: 'ladder__summary' },
      path.certainty === 'certain' ? badge('certain', 'certain', 'Holds as things stand') : conditionalBadge(),
      ` ${counted(path.steps.length, 'step')}. Closing any one of them closes this way.`,
    ),
    element('ol', { class: 'ladder' }, first && nodeRung(app, first.from, nodes), ...rungs),
  );
}

function nodeRung(app: App, id: string, nodes: Nodes): HTMLElement {
  const node = Object.hasOwn(nodes, id) ? nodes[id] : undefined;
  const kind = node?.kind ?? '';
  return element(
    'li',
    { class: 'rung rung--node' },
    glyphMark(app.words, kind),
    element('span', {
      class: 'rung__name',
      text: node ? app.words.nameOf(node) : nameOfId(id),
      attributes: { title: plain(id) },
    }),
    element('span', {
      class: 'rung__where',
      text: node ? `${plain(app.words.node(kind).title)} · ${app.words.scopeWithId(node.scope)}` : '',
    }),
  );
}

function stepRung(app: App, step: PathStep): HTMLElement {
  const edge = app.words.edge(step.kind);
  return element(
    'li',
    { class: 'rung rung--step' },
    element(
      'p',
      { class: 'rung__verb' },
      element('b', { text: plain(edge.title) }),
      ...edge.nhi.map((id) => badge(plain(id), 'nhi', nhiTitle(id))),
    ),
    edge.description !== '' && element('p', { class: 'rung__text', text: edge.description }),
    conditions(step.conditions),
    close(step.remediation || edge.remediation),
    evidenceBlock(step.evidence),
    abuse(step.abuse || edge.abuse),
    references(edge.references),
  );
}

function conditions(values: readonly string[]): Child {
  if (values.length === 0) return undefined;
  const item = (text: string) => element('li', { text: plain(text) });
  return element(
    'div',
    { class: 'only-if' },
    element('span', { text: 'Only if' }),
    element('ul', {}, ...values.map(item)),
  );
}

function close(text: string): Child {
  return text !== '' && element('p', { class: 'remedy' }, element('b', { text: 'To close: ' }), text);
}

function abuse(text: string): Child {
  if (text === '') return undefined;
  return element(
    'details',
    { class: 'fold' },
    element('summary', { text: 'How it is abused' }),
    element('p', { class: 'abuse', text }),
  );
}

function references(addresses: readonly string[]): Child {
  const safe = addresses.filter((address) => /^https?:\/\//.test(address));
  if (safe.length === 0) return undefined;
  const link = (href: string) =>
    element(
      'li',
      {},
      element('a', {
        text: href.replace(/^https?:\/\//, ''),
        attributes: { href, rel: 'noreferrer', target: '_blank' },
      }),
    );
  return element(
    'details',
    { class: 'fold' },
    element('summary', { text: 'References' }),
    element('ul', { class: 'references' }, ...safe.map(link)),
  );
}
