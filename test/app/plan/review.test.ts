import { execFileSync } from 'node:child_process';
import { expect, test } from 'vitest';
import { reviewedSteps } from '../../../app/plan/review.ts';
import { commandLine } from '../../../app/plan/shell.ts';
import { orderedSteps } from '../../../app/plan/steps.ts';
import { idOf } from '../../helpers/estate-derived.ts';
import { smallEstate } from './exhaustion.ts';

test('a shell reads every word as it is, whatever is in it', () => {
  const words = [
    'plain/arn:aws',
    "it's",
    '$(touch x)',
    '`id`',
    'a b\n; rm -rf /',
    '-flag',
    '',
    '\u202e!',
    '"',
    String.raw`\x41`,
    '${PATH}',
    '\u0007',
  ];
  const read = execFileSync('bash', ['-c', commandLine('printf', String.raw`%s\0`, ...words)], { encoding: 'utf8' });
  expect(read.split('\0').slice(0, -1)).toEqual(words);
});

test('a value that begins like an option is no option', () => {
  expect(commandLine('aws', '--policy-name', '--profile', '--flag')).toBe('aws --policy-name=--profile --flag');
});

test('two statements of one policy go one after the other, each step on what the one before left', async () => {
  const { facts, table, prices } = await smallEstate(
    'ann may s3:* on *; ann may sqs:* on *; ann may sns:* on *; bucket',
  );
  const grants = table.grants.filter(({ removal }) => removal.change === 'remove-statement' && removal.statement !== 2);
  const steps = orderedSteps(grants, prices).map(({ step }) => step);
  expect(steps.map(({ change }) => change)).toEqual([
    { change: 'remove-statement', policy: `${idOf('ann')}/own`, statement: 0 },
    { change: 'remove-statement', policy: `${idOf('ann')}/own`, statement: 0 },
  ]);
  const [first, second] = reviewedSteps(facts, steps);
  expect(second.before).toEqual(first.after);
  expect(JSON.stringify(second.after)).toContain('sns:*');
  expect(JSON.stringify(second.after)).not.toContain('sqs:*');
  expect(second.commands).toEqual([
    `aws iam put-user-policy --user-name ann --policy-name own --policy-document '${JSON.stringify(second.after)}'`,
  ]);
  expect(second.undo).toEqual(first.commands);
});

test('the last statement of a trust policy gives way to one that lets nobody in', async () => {
  const { facts, table, prices } = await smallEstate('ci trusts ann; ann');
  const grants = table.grants.filter(({ document }) => document === 'trust');
  const [step] = reviewedSteps(
    facts,
    orderedSteps(grants, prices).map((each) => each.step),
  );
  expect(step.commands[0]).toContain('"Effect":"Deny"');
  expect(step.undo[0]).toContain('"Effect":"Allow"');
});

test('privileges go before credentials, and the credential says why', async () => {
  const { table, prices } = await smallEstate('ann may s3:* on *; bob hasKey; bucket');
  const steps = orderedSteps([...table.grants].reverse(), prices).map(({ step }) => step);
  expect(steps.map(({ change }) => change.change)).toEqual(['remove-statement', 'detach-policy', 'disable-credential']);
  expect(steps[2].reasons.join()).toContain('after the privileges');
});
