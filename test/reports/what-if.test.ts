import { expect, test } from 'vitest';
import type { ChangedRadius } from '../../queries/compare/compare-radii.ts';
import { failsGate, type Gate } from '../../queries/compare/growth.ts';
import type { Simulation } from '../../queries/compare/simulation.ts';
import { whatIfHtml } from '../../reports/what-if/html.ts';
import { whatIfMarkdown } from '../../reports/what-if/markdown.ts';
import { whatIfText } from '../../reports/what-if/text.ts';

const radius = (weight: number, resources = weight / 5) => ({
  system: 0,
  data: resources,
  automation: 0,
  identity: 0,
  resources,
  weight,
});
const both = (certain: number, possible = certain) => ({ certain: radius(certain), possible: radius(possible) });
const none = { lost: [], gained: [] };
const hostile = '</code><script>alert(1)</script>|[x](http://y)\u202e@all\n\u001b[31m';

const less: ChangedRadius = { id: 'ann', before: both(10), after: both(5), lost: ['a'], gained: [], crownJewels: none };
const surer: ChangedRadius = { ...less, id: 'bob', before: both(5, 10), after: both(10), lost: [] };
const swapped: ChangedRadius = { ...less, id: hostile, before: both(5), after: both(5), gained: ['b', hostile] };
const jewel: ChangedRadius = {
  ...swapped,
  id: 'eve',
  after: both(105),
  lost: [],
  crownJewels: { lost: [], gained: ['b'] },
};

const empty: Simulation = {
  before: { weight: 20, resources: 4 },
  after: { weight: 15, resources: 3 },
  identities: [],
  edges: { removed: [], added: [], changed: [] },
  breaks: [],
  unobserved: [],
  unknown: [],
  milliseconds: 7,
};
const step = { from: hostile, to: 'b', kind: 'CAN_READ', isCertain: true };
const full: Simulation = {
  ...empty,
  identities: [jewel, surer, swapped, less],
  edges: { removed: [step], added: [{ ...step, from: 'ann' }], changed: [step] },
  breaks: [{ identity: hostile, action: 's3:*', resource: '*', lastUsed: '2026-01-01T00:00:00Z', conditions: ['x'] }],
  unobserved: [hostile],
  unknown: [hostile],
};

test.each<[string, readonly ChangedRadius[], readonly Gate[]]>([
  ['nothing', [], []],
  ['less', [less], []],
  ['what was conditional is certain', [surer], ['growth']],
  ['one thing for another of the same weight', [swapped], ['growth']],
  ['a crown jewel', [less, jewel], ['growth', 'crown-jewel']],
])('%s fails just its gates', (_, identities, failing) => {
  const found = (['growth', 'crown-jewel', 'unknown'] as const).filter((gate) =>
    failsGate({ ...empty, identities }, gate),
  );
  expect(found).toEqual(failing);
  expect(failsGate({ ...empty, unknown: ['x'] }, 'unknown')).toBe(true);
});

test('a terminal reads a plan with one closing line', () => {
  const lines = whatIfText(full).split('\n');
  expect(lines.filter((line) => /^[+~-] (ann|bob|eve|<)/.test(line)).map((line) => line.slice(0, 5))).toEqual([
    '+ eve',
    '+ bob',
    '~ </c',
    '- ann',
  ]);
  expect(lines.filter((line) => line.includes('CAN_READ')).map((line) => line[0])).toEqual(['-', '+', '~']);
  expect(lines.at(-2)).toBe(
    '4 identities change: weight 20 to 15, resources 4 to 3; 1 uses seen would break; ' +
      'of 1 identities no use is recorded; 1 things are not known yet (7 ms)',
  );
  expect(whatIfText(full)).not.toMatch(/[\p{Cf}]|[^\P{Cc}\n]/u);
  expect(whatIfText(empty)).toBe('no blast radius changes (7 ms)\n');
});

test('no name is markup in Markdown or HTML', () => {
  const markdown = whatIfMarkdown(full);
  expect(markdown).not.toMatch(/<(?!\/?(code|details|summary|br)>)|\]\(|@all|[\p{Cf}]|[^\P{Cc}\n]/u);
  for (const row of markdown.split('\n').filter((line) => line.startsWith('|')))
    expect(row.match(/\|/g)).toHaveLength(7);
  const html = [...whatIfHtml(full)].join('');
  expect(html).not.toMatch(/<script|[\p{Cf}]/u);
  expect(html.match(/<tr class="(more|less|other)">/g)).toHaveLength(4);
});
