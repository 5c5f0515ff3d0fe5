import { expect, test } from 'vitest';
import type { ReportRow } from '../../model/answers.ts';
import { exposedJewels, findingCounts } from '../../web/views/survey-stories.ts';

const nothing = { system: 0, data: 0, automation: 0, identity: 0, resources: 0, weight: 0 };

/** `ci: jewels vault; findings NHI5` of a machine; a name in capitals is a person. */
function row(id: string, crownJewels: string[], findings: string[] = []): ReportRow {
  const human = id === id.toUpperCase();
  const fixed = { kind: 'x', owner: null, scope: '', rank: 1, score: 0, certain: nothing, possible: nothing };
  return { ...fixed, id, name: id, human, crownJewels, findings, administers: [] };
}

test('jewels are told by how many reach them, machines and people apart', () => {
  const rows = [row('ci', ['vault', 'payroll']), row('ANN', ['vault']), row('bot', ['vault'])];
  expect(exposedJewels(rows)).toEqual([
    { id: 'vault', machines: 2, people: 1 },
    { id: 'payroll', machines: 1, people: 0 },
  ]);
});

test('findings are told by how often they were made, equal ones by name', () => {
  const rows = [row('a', [], ['NHI7', 'NHI5']), row('b', [], ['NHI5']), row('c', [], ['NHI1'])];
  expect(findingCounts(rows)).toEqual([
    { id: 'NHI5', identities: 2 },
    { id: 'NHI1', identities: 1 },
    { id: 'NHI7', identities: 1 },
  ]);
});
