import { expect, test } from 'vitest';
import { applyChanges, simulate } from '../../app/what-if/simulate.ts';
import { readChanges } from '../../app/what-if/read-changes.ts';
import { buildEstate } from '../../edges/estate/estate.ts';
import { WhatIfBase } from '../../app/what-if/what-if-base.ts';
import { FactIndexBuilder } from '../../edges/estate/fact-index.ts';
import { deriveGraph } from '../../graph/derive-graph.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { ShownSteps } from '../../graph/shown-steps.ts';
import { InputError } from '../../model/errors.ts';
import { graphOf, idOf, recordsOf } from '../helpers/estate-derived.ts';

/** What an estate is after a change: like another estate, but for what is told of it. */
interface Row {
  readonly before: string;
  readonly change: Readonly<Record<string, unknown>>;
  readonly after: string;
}

const anyone = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

const rows: readonly Row[] = [
  {
    before: 'ann may s3:* on *; ann in team; team may sqs:* on *; bucket; queue',
    change: { 'detach-policy': { from: idOf('ann'), policy: 'own' } },
    after: 'ann in team; team may sqs:* on *; bucket; queue',
  },
  {
    before: 'ci attached rules; job attached rules; rules says s3:* on *; bucket',
    change: { 'detach-policy': { from: idOf('ci'), policy: 'arn:aws:iam::111111111111:policy/rules' } },
    after: 'ci trusts job; job attached rules; rules says s3:* on *; bucket; ci mistrusts job',
  },
  {
    before: 'ci attached rules; rules says s3:* on *; ann; bucket',
    change: { 'attach-policy': { to: idOf('ann'), policy: 'arn:aws:iam::111111111111:policy/rules' } },
    after: 'ci attached rules; rules says s3:* on *; ann attached rules; bucket',
  },
  {
    before: 'ann may sqs:* on *; bucket; ci trusts ann',
    change: { 'attach-policy': { to: idOf('ann'), document: anyone } },
    after: 'ann may sqs:* on *; ann may * on *; bucket; ci trusts ann',
  },
  {
    before: 'ci attached rules; job attached rules; rules says s3:* on *; bucket; queue',
    change: {
      'replace-policy': {
        policy: 'arn:aws:iam::111111111111:policy/rules',
        document: { Version: '2012-10-17', Statement: { Effect: 'Allow', Action: 'sqs:*', Resource: '*' } },
      },
    },
    after: 'ci attached rules; job attached rules; rules says sqs:* on *; bucket; queue',
  },
  {
    before: 'ann may s3:* on *; ann may sqs:* on *; bucket; queue',
    change: { 'remove-statement': { policy: `${idOf('ann')}/own`, statement: 1 } },
    after: 'ann may s3:* on *; bucket; queue',
  },
  {
    before: 'ann may s3:* on *; bucket; bucket2',
    change: {
      deny: { identity: idOf('ann'), actions: ['s3:*'], resources: ['arn:aws:s3:::bucket2', 'arn:aws:s3:::bucket2/*'] },
    },
    after: 'ann may s3:* on *; ann mayNot s3:* on bucket2; ann mayNot s3:* on bucket2/*; bucket; bucket2',
  },
  {
    before: 'ann; bucket',
    change: { grant: { identity: idOf('ann'), actions: 's3:*', resources: '*' } },
    after: 'ann may s3:* on *; bucket',
  },
  {
    before: 'ci trusts ann; ann; bob; ci may s3:* on *; bucket',
    change: {
      'set-trust': {
        identity: idOf('ci'),
        document: trusting({ AWS: idOf('bob') }),
      },
    },
    after: 'ci trusts bob; ann; bob; ci may s3:* on *; bucket',
  },
  {
    before: 'ann may * on *; rules says s3:* on *; ci attached rules; bucket; queue',
    change: { 'set-boundary': { identity: idOf('ann'), policy: 'arn:aws:iam::111111111111:policy/rules' } },
    after: 'ann may * on *; ann atMost s3:* on *; rules says s3:* on *; ci attached rules; bucket; queue',
  },
  {
    before: 'ann may * on *; ann atMost s3:* on *; bucket; queue',
    change: { 'set-boundary': { identity: idOf('ann'), policy: null } },
    after: 'ann may * on *; bucket; queue',
  },
  {
    before: 'organized; ann may s3:* on *; bucket; ci may sqs:* on *; queue',
    change: {
      'set-scp': {
        target: '111111111111',
        attach: { Version: '2012-10-17', Statement: [{ Effect: 'Deny', Action: 's3:*', Resource: '*' }] },
      },
    },
    after: 'home permits * on *; home forbids s3:* on *; ann may s3:* on *; bucket; ci may sqs:* on *; queue',
  },
  {
    before: 'team may s3:* on *; bob in team; ann; bucket',
    change: { 'add-member': { group: idOf('team'), member: idOf('ann') } },
    after: 'team may s3:* on *; bob in team; ann in team; bucket',
  },
  {
    before: 'team may s3:* on *; bob in team; ann in team; bucket',
    change: { 'remove-member': { group: idOf('team'), member: idOf('ann') } },
    after: 'team may s3:* on *; bob in team; ann; bucket',
  },
  {
    before: 'ann may s3:* on *; bucket; bucket2; function runsAs ci',
    change: { 'remove-node': { id: idOf('bucket2') } },
    after: 'ann may s3:* on *; bucket; function runsAs ci',
  },
  {
    before: 'ann may s3:* on *; bucket',
    change: { 'add-identity': { id: idOf('bob'), kind: 'aws-user' } },
    after: 'ann may s3:* on *; bucket; bob',
  },
  {
    before: 'ci trusts ann; ann; ci may s3:* on *; bucket',
    change: { 'set-trust': { identity: idOf('ci'), document: trusting({ AWS: idOf('out') }) } },
    after: 'ci trusts out; ann; ci may s3:* on *; bucket',
  },
  {
    before: 'ci trusts ann; ann; ci may s3:* on *; bucket',
    change: { 'set-trust': { identity: idOf('ci'), document: trusting({ AWS: '*' }) } },
    after: 'ci trusts *; ann; ci may s3:* on *; bucket',
  },
  {
    before: 'ann; bucket',
    change: {
      'set-resource-policy': {
        resource: idOf('bucket'),
        document: {
          Version: '2012-10-17',
          Statement: [{ Effect: 'Allow', Principal: '*', Action: 's3:GetObject', Resource: '*' }],
        },
      },
    },
    after: 'ann; bucket lets * do s3:GetObject',
  },
  {
    before: 'ann; bucket lets bob do s3:GetObject; bob',
    change: { 'set-resource-policy': { resource: idOf('bucket'), document: null } },
    after: 'ann; bucket; bob',
  },
  {
    before: 'ann; bucket; rules says s3:* on *; ci attached rules',
    change: { 'remove-policy': { policy: 'arn:aws:iam::111111111111:policy/rules' } },
    after: 'ann; bucket; ci',
  },
  {
    before: 'ann may s3:* on *; bucket; ci may sqs:* on *; queue',
    change: { 'attach-policy': { to: idOf('ann'), name: 'own', document: anyone } },
    after: 'ann may * on *; bucket; ci may sqs:* on *; queue',
  },
  {
    before: 'ann may s3:* on *; bucket',
    change: { 'add-resource': { id: idOf('bucket2'), type: 'AWS::S3::Bucket', account: '111111111111' } },
    after: 'ann may s3:* on *; bucket; bucket2',
  },
  {
    before: 'ann; bob may s3:* on *; ann may secretsmanager:* on *; secret holds bob',
    change: { 'disable-credential': { id: 'aws://111111111111/access-key/AKIABOB' } },
    after: 'bob hasInactiveKey; ann; bob may s3:* on *; ann may secretsmanager:* on *; secret holds bob',
  },
];

function trusting(principal: object): object {
  return {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal: principal, Action: 'sts:AssumeRole' }],
  };
}

test.each(rows)('$before, $change', async ({ before, change, after }) => {
  const altered = await applied(before, [change]);
  expect(shown(altered)).toEqual(shown(await graphOf(after)));
  expect(shown(altered)).not.toEqual(shown(await graphOf(before)));
});

test('an edge that is cut is cut for its tail alone', async () => {
  const text = 'ann may s3:* on *; bob may s3:* on *; bucket; bucket2; bucket3; bucket4; bucket5';
  const change = { 'remove-edge': { from: idOf('ann'), to: idOf('bucket3'), kind: 'CAN_ADMINISTER' } };
  const before = await graphOf(text);
  const altered = await applied(text, [change]);
  const lost = shown(before).filter((step) => !shown(altered).includes(step));
  expect(lost).toEqual([`${idOf('ann')} CAN_ADMINISTER ${idOf('bucket3')} certain`]);
  expect(shown(altered).length).toBe(shown(before).length - 1);
});

test.each([
  [{ 'detach-policy': { from: idOf('ann'), policy: 'gone' } }, 'does not hold gone'],
  [{ 'remove-edge': { from: idOf('ann'), to: idOf('bucket'), kind: 'CAN_ASSUME' } }, 'there is no edge'],
  [{ 'remove-node': { id: 'nobody' } }, 'there is no node nobody'],
  [{ 'remove-statement': { policy: `${idOf('ann')}/own`, statement: 7 } }, 'has no statement 7'],
  [{ 'set-scp': { target: '999999999999', detach: 'x' } }, 'no root, unit or account'],
  [{ 'disable-credential': { id: idOf('ann') } }, 'is no credential that works'],
  [{ 'add-identity': { id: idOf('ann'), kind: 'aws-user' } }, 'is there already'],
])('%o is refused', async (change, reason) => {
  const text = 'ann may s3:* on *; bucket';
  const changes = readChanges('file', { changes: [change] });
  const base = { graph: await graphOf(text), facts: await factsOf(text) };
  expect(() => applyChanges(base, changes, 'file')).toThrow(InputError);
  expect(() => applyChanges(base, changes, 'file')).toThrow(reason);
});

test('whoever can become the new one gains by a grant too', async () => {
  const text = 'ann may sts:* on *; ci trusts ann; bucket; bob';
  const facts = await factsOf(text);
  const change = { grant: { identity: idOf('ci'), actions: 's3:*', resources: '*' } };
  const base = new WhatIfBase(await graphOf(text), facts);
  const { identities } = simulate(base, readChanges('x', { changes: [change] }), 'x');
  expect(identities.map(({ id, gained }) => [id, gained])).toEqual([
    [idOf('ci'), [idOf('bucket')]],
    [idOf('ann'), [idOf('bucket')]],
  ]);
});

async function applied(text: string, changes: readonly object[]): Promise<OpenGraph> {
  const base = { graph: await graphOf(text), facts: await factsOf(text) };
  return applyChanges(base, readChanges('x', { changes }), 'x').graph;
}

async function factsOf(text: string) {
  const builder = new FactIndexBuilder();
  for (const record of await recordsOf(text)) builder.add(record);
  return builder.build();
}

/** Every step that a person sees, in order. */
function shown(graph: OpenGraph): readonly string[] {
  const steps = new ShownSteps(graph);
  return Array.from(graph.nodesWhere(() => true))
    .flatMap((node) => steps.from(node))
    .map(({ from, to, kind, isCertain }) => `${from} ${kind} ${to} ${isCertain ? 'certain' : 'conditional'}`)
    .sort();
}

test('no changes leave the graph as it is', async () => {
  const text = 'ann may s3:* on *; bucket; ci trusts ann';
  const plain = new OpenGraph(deriveGraph(buildEstate(await factsOf(text))));
  expect(shown(await applied(text, []))).toEqual(shown(plain));
});
