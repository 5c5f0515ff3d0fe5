import type { App } from '../app.ts';
import type { ReportRow } from '../api/shapes.ts';
import { element } from '../dom/element.ts';
import { badge, glyphMark } from '../dom/parts.ts';
import { nhiTitle } from '../format/nhi.ts';
import { plain } from '../format/name.ts';
import { counted, range, score } from '../format/quantity.ts';

/** One identity as an option of the ranked list. */
export function rankedRow(app: App, row: ReportRow): HTMLElement {
  const name = plain(row.name);
  return element(
    'div',
    { class: 'row' },
    element('span', { class: 'row__rank', text: String(row.rank) }),
    glyphMark(app.words, row.kind, row.human),
    element(
      'span',
      { class: 'row__line' },
      element('span', { class: 'row__name', text: name, attributes: { title: name } }),
      element('span', {
        class: 'row__score',
        text: score(row.score),
        attributes: { title: 'Share of the estate, 0 to 100' },
      }),
    ),
    element(
      'span',
      { class: 'row__line' },
      element('span', {
        class: 'row__scope',
        text: app.words.scope(row.scope),
        attributes: { title: app.words.scopeWithId(row.scope) },
      }),
      ...marks(row),
    ),
    weightBar(row, app.survey.heaviest),
    element('span', { class: 'unseen', text: spoken(app, row) }),
  );
}

function marks(row: ReportRow): (HTMLElement | false)[] {
  const { administers, crownJewels, findings } = row;
  return [
    administers.length > 0 && badge('admin', 'admin', 'Reaches full control of an account'),
    crownJewels.length > 0 && badge(`◆ ${crownJewels.length}`, 'jewel', 'Crown jewels it reaches'),
    findings.length > 0 && badge(findingsMark(findings), 'nhi', findings.map(nhiTitle).join(', ')),
  ];
}

/** `NHI 5 7` for NHI5 and NHI7. */
function findingsMark(findings: readonly string[]): string {
  const numbers = findings.map((id) => plain(id).replace(/^NHI/, ''));
  return `NHI ${numbers.slice(0, 3).join(' ')}${numbers.length > 3 ? '…' : ''}`;
}

/** Certain weight solid, possible weight behind it, on the scale of the heaviest identity. */
export function weightBar(row: ReportRow, heaviest: number): HTMLElement {
  const part = (className: string, weight: number) => {
    const bar = element('span', { class: className });
    bar.style.width = `${Math.min(100, (100 * weight) / heaviest)}%`;
    return bar;
  };
  return element(
    'span',
    { class: 'bar', attributes: { title: `Weight ${range(row.certain.weight, row.possible.weight)}` } },
    part('bar__possible', row.possible.weight),
    part('bar__certain', row.certain.weight),
  );
}

/** A row whose page is still on its way. */
export function waitingRow(): HTMLElement {
  return element('div', { class: 'row row--waiting' }, element('span', { class: 'skeleton__bar' }));
}

/** What sighted people read from glyph, bar and badges. */
function spoken(app: App, { kind, certain, possible, crownJewels, administers, findings }: ReportRow): string {
  const parts = [
    plain(app.words.node(kind).title),
    `reaches ${range(certain.resources, possible.resources)} resources`,
    `of weight ${range(certain.weight, possible.weight)}`,
  ];
  if (crownJewels.length > 0) parts.push(counted(crownJewels.length, 'crown jewel'));
  if (administers.length > 0) parts.push('full control of an account');
  return [...parts, ...findings.map(nhiTitle)].join(', ');
}
