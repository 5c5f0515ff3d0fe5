import { describe, expect, test } from 'vitest';
import { deriveGraph } from '../../graph/derive-graph.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { demoEstate } from '../../ingest/demo/demo-estate.ts';
import { stories } from '../../ingest/demo/stories/registry.ts';
import { answer, estateOfRecords, saidOf } from '../helpers/estate-derived.ts';

const said = await saidOf(demoEstate());
const records = said.flatMap((each) => (each.say === 'record' ? [each.record] : []));
const graph = new OpenGraph(deriveGraph(estateOfRecords(records)));

test('nothing of the demo estate is refused or unread', () => {
  expect(said.filter(({ say }) => say === 'rejection')).toEqual([]);
  expect(
    said.flatMap((each) => (each.say === 'gap' && each.gap.call === 'iam:GetPolicyVersion' ? [each.gap] : [])),
  ).toEqual([]);
});

describe.each(stories)('$id', ({ expects }) => {
  test.each(expects)('$from to $to is $answer', ({ from, to, answer: expected }) => {
    expect(answer(graph, from, to)).toBe(expected);
  });
});
