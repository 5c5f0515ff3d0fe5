import { expect, test } from 'vitest';
import { canAdminister } from '../../edges/can-administer.ts';
import { canChangeCode } from '../../edges/can-change-code.ts';
import { canWrite } from '../../edges/can-write.ts';
import type { EdgeRule } from '../../edges/define-edge.ts';
import { derives } from '../helpers/estate-derived.ts';

const cases: readonly {
  readonly when: string;
  readonly rule: EdgeRule;
  readonly facts: string;
  readonly finds: string;
}[] = [
  { when: 'write: an object', rule: canWrite, facts: 'ann may s3:PutObject on bucket/*; bucket', finds: 'ann>bucket' },
  { when: 'write: reading is not writing', rule: canWrite, facts: 'ann may s3:Get* on *; bucket', finds: '' },
  { when: 'write: a message', rule: canWrite, facts: 'ann may sqs:SendMessage on *; queue', finds: 'ann>queue' },
  {
    when: 'write: a function is invoked',
    rule: canWrite,
    facts: 'ann may lambda:InvokeFunction on *; function',
    finds: 'ann>function',
  },
  { when: 'write: denied', rule: canWrite, facts: 'ann may sqs:* on *; ann mayNot sqs:* on queue; queue', finds: '' },
  {
    when: 'code: of a function',
    rule: canChangeCode,
    facts: 'ann may lambda:UpdateFunctionCode on function; function; function2',
    finds: 'ann>function',
  },
  {
    when: 'code: reading is not changing',
    rule: canChangeCode,
    facts: 'ann may lambda:Get* lambda:InvokeFunction on *; function',
    finds: '',
  },
  {
    when: 'code: a command on a host',
    rule: canChangeCode,
    facts: 'ann may ssm:SendCommand on *; instance',
    finds: 'ann>instance',
  },
  {
    when: 'code: a build with one’s own specification',
    rule: canChangeCode,
    facts: 'ann may codebuild:StartBuild on project; project',
    finds: 'ann>project',
  },
  {
    when: 'code: under MFA',
    rule: canChangeCode,
    facts: 'ann may lambda:* on * if Bool aws:MultiFactorAuthPresent true; function',
    finds: 'ann>function?',
  },
  {
    when: 'administer: a bucket’s policy',
    rule: canAdminister,
    facts: 'ann may s3:PutBucketPolicy on bucket; bucket',
    finds: 'ann>bucket',
  },
  {
    when: 'administer: a pattern for objects alone',
    rule: canAdminister,
    facts: 'ann may s3:* on bucket/*; bucket',
    finds: '',
  },
  {
    when: 'administer: a secret’s policy',
    rule: canAdminister,
    facts: 'ann may secretsmanager:PutResourcePolicy on *; secret',
    finds: 'ann>secret',
  },
  {
    when: 'administer: writing is not administering',
    rule: canAdminister,
    facts: 'ann may secretsmanager:PutSecretValue on *; secret',
    finds: '',
  },
];

test.each(cases)('$when', async ({ rule, facts, finds }) => {
  expect(await derives(rule, facts)).toBe(finds);
});
