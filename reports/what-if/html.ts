import { printable } from '../../model/printable.ts';
import type { ChangedRadius } from '../../queries/compare/compare-radii.ts';
import type { Simulation } from '../../queries/compare/simulation.ts';
import { breakText, closingLine, markedSteps, markOf, radiusText } from './lines.ts';

/** Nodes that are named of what an identity loses or gains. */
const named = 50;

/** Entries of each list. */
const shown = 500;

/** What changes would do, as a page that stands alone: no script, nothing from elsewhere. */
export function* whatIfHtml(simulation: Simulation): Generator<string> {
  const { identities, breaks, unobserved, unknown } = simulation;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>What these changes would do</title>
<style>${style}</style>
</head>
<body>
<h1>What these changes would do</h1>
<p>${escape(closingLine(simulation))}</p>
<table>
<thead><tr><th><th>Identity<th>Before<th>After<th>Gains<th>Loses</tr></thead>
<tbody>
`;
  for (const changed of identities.slice(0, shown)) yield rowHtml(changed);
  yield '</tbody>\n</table>\n';
  if (identities.length > shown) yield `<p>and ${identities.length - shown} more identities</p>\n`;
  yield list(
    'Uses seen that would break',
    breaks.map((use) => escape(breakText(use))),
  );
  yield list('Not known before it is applied', unknown.map(escape));
  yield list('No use is recorded of', unobserved.map(escape));
  yield list(
    'Steps that come and go',
    markedSteps(simulation).map(([mark, { kind, from, to }, more]) => escape(`${mark} ${kind} ${from} → ${to}${more}`)),
  );
  yield '</body>\n</html>\n';
}

function rowHtml(changed: ChangedRadius): string {
  const { id, before, after, lost, gained } = changed;
  const mark = markOf(changed);
  const kind = { '+': 'more', '-': 'less', '~': 'other' }[mark];
  const radius = ({ certain, possible }: ChangedRadius['before']): string =>
    `certain ${radiusText(certain)}<br>possible ${radiusText(possible)}`;
  const cells = [escape(id), radius(before), radius(after), listed(gained), listed(lost)];
  return `<tr class="${kind}"><td>${mark}${cells.map((cell) => `<td>${cell}`).join('')}</tr>\n`;
}

function listed(ids: readonly string[]): string {
  const more = ids.length > named ? [`and ${ids.length - named} more`] : [];
  return [...ids.slice(0, named).map(escape), ...more].join('<br>');
}

function list(title: string, items: readonly string[]): string {
  if (items.length === 0) return '';
  const more = items.length > shown ? [`and ${items.length - shown} more`] : [];
  const entries = [...items.slice(0, shown), ...more].map((item) => `<li>${item}`);
  return `<h2>${title} (${items.length})</h2>\n<ul>${entries.join('\n')}</ul>\n`;
}

/** Names come from outside: nothing of them is markup, and nothing of them turns the text round. */
function escape(text: string): string {
  return printable(text, 4000).replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

const style = `
:root{color-scheme:light dark;font:14px/1.45 system-ui,sans-serif;--line:#d5dbe3;--more:#9b2c2c;--less:#1f6f43}
@media(prefers-color-scheme:dark){:root{--line:#36414f;--more:#f09090;--less:#7fd0a0}}
body{margin:2rem auto;max-width:78rem;padding:0 1rem}h1{font-size:1.5rem}h2{font-size:1.1rem}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top;overflow-wrap:anywhere}
.more td:first-child{color:var(--more)}.less td:first-child{color:var(--less)}td:first-child{font-weight:bold}li{overflow-wrap:anywhere}
`;
