import type { GapRow, ReportRow } from '../../model/answers.ts';
import { nodeKind } from '../../model/node-kinds.ts';
import { owaspNhi } from '../../model/owasp-nhi.ts';
import { printable } from '../../model/printable.ts';
import { defineFormat } from '../define-format.ts';
import type { RankedReport } from '../ranked-report.ts';

export const html = defineFormat({
  id: 'html',
  title: 'HTML page',
  mediaType: 'text/html',
  extension: 'html',
  write: htmlReport,
});

/** A page that stands alone: no script, nothing from elsewhere, fit to be printed. */
export function* htmlReport(report: RankedReport): Generator<string> {
  const { identities, total, snapshot, createdAt, gaps } = report;
  const title = `Blast radius of ${identities.length} of ${total} identities`;
  yield `<!doctype html>
<html lang="en">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<meta http-equiv="Content-Security-Policy" content="default-src 'none'; style-src 'unsafe-inline'">
<title>${escape(title)}</title>
<style>${style}</style>
</head>
<body>
<header><h1>${escape(title)}</h1>
<p>Snapshot ${escape(snapshot)}, ${escape(createdAt)}. Certain reach holds as it stands; possible reach needs conditions.</p></header>
${gapSection(gaps)}
<table>
<thead><tr><th class="n">#<th>Identity<th class="n">Score<th class="n">Resources<th class="n">Identities<th class="n">Crown jewels<th>Takes over<th>Owner<th>Findings</tr></thead>
<tbody>
`;
  for (const row of identities) yield rowHtml(row);
  yield `</tbody>\n</table>\n</body>\n</html>\n`;
}

function rowHtml(row: ReportRow): string {
  const kind = `${nodeKind(row.kind).title}${row.human ? ', a person' : ''}`;
  const findings = row.findings
    .map((id) => `<abbr title="${escape(owaspNhi[id] ?? id)}">${escape(id)}</abbr>`)
    .join(' ');
  return `<tr><td class="n">${row.rank}<td><b>${escape(row.name)}</b><small>${escape(kind)}</small><code>${escape(row.id)}</code><td class="n"><span class="bar"><i style="width:${Math.min(100, Math.max(0, row.score))}%"></i></span>${row.score.toFixed(1)}<td class="n">${span(row.certain.resources, row.possible.resources)}<td class="n">${span(row.certain.identity, row.possible.identity)}<td class="n">${row.crownJewels.length}<td>${row.administers.map(escape).join('<br>')}<td>${escape(row.owner ?? 'nobody')}<td>${findings}</tr>\n`;
}

function gapSection(gaps: readonly GapRow[]): string {
  if (gaps.length === 0) return '';
  const items = gaps.map(({ scope, call, region, reason, count, since }) => {
    const place = region === '' ? '' : ` in ${region}`;
    const things = count === 0 ? '' : ` of ${count} resources`;
    return `<li>${escape(`${scope}: ${call}${place}${things}: ${reason}, since ${since}`)}`;
  });
  const head = `${gaps.length} things could not be read; what they would show is missing here`;
  return `<section class="gaps"><h2>${head}</h2><ul>${items.join('')}</ul></section>`;
}

function span(certain: number, possible: number): string {
  return certain === possible ? String(certain) : `${certain} <small>to ${possible}</small>`;
}

/** Names come from outside: nothing of them is markup, and nothing of them turns the text round. */
function escape(text: string): string {
  return printable(text, 4000).replaceAll(/[&<>"']/g, (mark) => `&#${mark.charCodeAt(0)};`);
}

const style = `
:root{color-scheme:light dark;font:14px/1.45 system-ui,sans-serif;--line:#d5dbe3;--soft:#5a6675;--bar:#33475f;--warn:#8a5a00}
@media(prefers-color-scheme:dark){:root{--line:#36414f;--soft:#9fb0c3;--bar:#8fb2da;--warn:#e0b050}}
body{margin:2rem auto;max-width:78rem;padding:0 1rem}h1{font-size:1.5rem;margin:0}header p,small{color:var(--soft)}
table{border-collapse:collapse;width:100%}th,td{border-bottom:1px solid var(--line);padding:.4rem .6rem;text-align:left;vertical-align:top}
th{font-size:.8rem;color:var(--soft)}.n{text-align:right;font-variant-numeric:tabular-nums}td small{margin-left:.5rem}
code{display:block;font-size:.75rem;color:var(--soft);overflow-wrap:anywhere}.bar{display:block;width:5rem;height:4px;background:var(--line);margin:.3rem 0 .2rem auto}
.bar i{display:block;height:100%;background:var(--bar)}.gaps{border-left:4px solid var(--warn);padding:.2rem 1rem;margin:1rem 0}.gaps h2{font-size:1rem}
@media print{body{margin:0;max-width:none;font-size:10px}tr{break-inside:avoid}thead{display:table-header-group}}
`;
