import type { Evidence } from '../../model/answers.ts';
import { element, type Child } from '../dom/element.ts';
import { nameOfId, plain } from '../format/name.ts';

/** What proves a step: each document and statement by name, the statement itself folded. */
export function evidenceBlock(evidence: readonly Evidence[]): Child {
  if (evidence.length === 0) return undefined;
  return element('ul', { class: 'evidence', attributes: { 'aria-label': 'Evidence' } }, ...evidence.map(proof));
}

function proof({ document, statement, effect, via, text }: Evidence): HTMLElement {
  const line = element(
    'span',
    { class: 'evidence__line' },
    element('span', { class: `effect effect--${effect.toLowerCase().replaceAll(/[^a-z]/g, '')}`, text: effect }),
    element('code', { class: 'evidence__document', text: nameOfId(document), attributes: { title: plain(document) } }),
    statement !== '' && element('span', { class: 'evidence__statement', text: `statement ${plain(statement)}` }),
    via !== undefined && element('span', { class: 'evidence__via', text: `through ${nameOfId(via)}` }),
  );
  if (text === undefined) return element('li', {}, line);
  const folded = element(
    'details',
    { class: 'fold' },
    element('summary', {}, line),
    element('p', { class: 'evidence__id', text: document }),
    element('pre', {
      class: 'statement',
      text: JSON.stringify(text, undefined, 2),
      attributes: { tabindex: '0', 'aria-label': 'Statement' },
    }),
  );
  return element('li', {}, folded);
}
