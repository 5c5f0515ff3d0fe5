import type { App } from '../app.ts';
import type { GapRow } from '../api/shapes.ts';
import { element } from '../dom/element.ts';
import { plain } from '../format/name.ts';
import { count } from '../format/quantity.ts';
import { moment } from '../format/time.ts';

/** What could not be read. */
export async function gapsView(app: App): Promise<HTMLElement> {
  const { gaps } = await app.api.gaps();
  return element(
    'div',
    { class: 'page' },
    element('h1', { text: 'What could not be read' }),
    element('p', {
      class: 'lead',
      text: 'A gap is never read as “no access”. What an earlier read knew of these parts is still shown, with its age; what it never knew may be missing from every radius.',
    }),
    gaps.length === 0 ? element('p', { text: 'Every call was answered.' }) : table(app, gaps),
  );
}

function table(app: App, gaps: readonly GapRow[]): HTMLElement {
  const head = ['Source', 'Account', 'Call', 'Region', 'Reason', 'Concerns', 'Since'];
  return element(
    'div',
    { class: 'table-box', attributes: { tabindex: '0', role: 'region', 'aria-label': 'Gaps' } },
    element(
      'table',
      {},
      element(
        'thead',
        {},
        element('tr', {}, ...head.map((text) => element('th', { text, attributes: { scope: 'col' } }))),
      ),
      element('tbody', {}, ...gaps.map((gap) => row(app, gap))),
    ),
  );
}

function row(app: App, gap: GapRow): HTMLElement {
  const concerns = gap.count === 0 ? 'the whole call' : count(gap.count);
  const cells = [
    gap.source,
    app.words.scopeWithId(gap.scope),
    gap.call,
    gap.region,
    gap.reason,
    concerns,
    moment(gap.since),
  ];
  return element('tr', {}, ...cells.map((text) => element('td', { text: plain(text) })));
}
