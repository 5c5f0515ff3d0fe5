import { describe, expect, test } from 'vitest';
import { paths } from '../../queries/paths.ts';
import type { AttackPath } from '../../model/answers.ts';
import { graphOf, idOf, reached } from '../helpers/estate-derived.ts';
import { shortName } from '../helpers/estate-names.ts';

const cases = [
  {
    when: 'a role through a role',
    facts: 'ann may sts:* on *; job trusts ann; ci trusts job',
    from: 'ann',
    finds: 'ci job',
  },
  {
    when: 'a condition on the way',
    facts: 'ann; job trusts ann if Bool aws:MultiFactorAuthPresent true; ci trusts job',
    from: 'ann',
    finds: 'ci? job?',
  },
  {
    when: 'a certain way beside a conditional one',
    facts: 'ann; job trusts ann if Bool aws:MultiFactorAuthPresent true; ci trusts job ann',
    from: 'ann',
    finds: 'ci job?',
  },
  { when: 'the group it is in', facts: 'ann in team; team may s3:* on *; bucket', from: 'ann', finds: 'bucket team' },
  {
    when: 'reading a function does not give its role',
    facts: 'ann may lambda:Get* on *; function runsAs job; job may s3:* on *; bucket',
    from: 'ann',
    finds: 'function',
  },
  {
    when: 'invoking a function does not give its role',
    facts: 'ann may lambda:InvokeFunction on *; function runsAs job',
    from: 'ann',
    finds: 'function',
  },
  {
    when: 'changing its code does',
    facts: 'ann may lambda:UpdateFunctionCode on *; function runsAs job; job may s3:* on *; bucket',
    from: 'ann',
    finds: 'bucket function job',
  },
  {
    when: 'administering it does',
    facts: 'ann may lambda:AddPermission on *; function runsAs job',
    from: 'ann',
    finds: 'function job',
  },
  {
    when: 'a command on a host gives its role',
    facts: 'ann may ssm:SendCommand on *; instance runsAs profile:job',
    from: 'ann',
    finds: 'instance job',
  },
  {
    when: 'reading a secret gives whose key it holds',
    facts: 'ann may secretsmanager:GetSecretValue on *; secret holds bob; bob may s3:* on *; bucket',
    from: 'ann',
    finds: 'bob bucket secret',
  },
  {
    when: 'writing a secret does not',
    facts: 'ann may secretsmanager:PutSecretValue on *; secret holds bob',
    from: 'ann',
    finds: 'secret',
  },
  {
    when: 'administering a secret does',
    facts: 'ann may secretsmanager:PutResourcePolicy on *; secret holds bob',
    from: 'ann',
    finds: 'bob secret',
  },
  {
    when: 'a secret with a key that is switched off',
    facts: 'ann may secretsmanager:* on *; bob hasInactiveKey; secret holds bob',
    from: 'ann',
    finds: 'secret',
  },
  {
    when: 'choosing a function’s code reads the key in its environment',
    facts: 'ann may lambda:UpdateFunctionCode on *; function holds bob',
    from: 'ann',
    finds: 'bob function',
  },
  {
    when: 'a secret in one account with a key of another',
    facts: 'ann may secretsmanager:* on *; secret holds far-bob; far-bob may s3:* on *; far-bucket',
    from: 'ann',
    finds: 'far-bob far-bucket secret',
  },
  {
    when: 'a root user’s key',
    facts: 'ann may secretsmanager:* on secret; bob; bucket; secret holds root',
    from: 'ann',
    finds: 'administration bob bucket secret',
  },
  {
    when: 'an administration holds all of the account, and what follows',
    facts: 'ann may * on *; function runsAs job; secret holds far-bob; far-bob; bob in team; far-ci',
    from: 'ann',
    finds: 'administration bob far-bob function job secret team',
  },
  {
    when: 'an administration is reached through a role',
    facts: 'ann; ci trusts ann; ci may * on *; bob',
    from: 'ann',
    finds: 'administration bob ci',
  },
  {
    when: 'an administration under MFA',
    facts: 'ann may * on * if Bool aws:MultiFactorAuthPresent true; bob',
    from: 'ann',
    finds: 'administration? bob?',
  },
  {
    when: 'another account is not in it',
    facts: 'ann may * on *; far-bob; far-bucket',
    from: 'ann',
    finds: 'administration',
  },
  {
    when: 'unless it trusts a role in it',
    facts: 'ann may * on *; ci; far-job trusts ci; ci may sts:* on *',
    from: 'ann',
    finds: 'administration ci far-job',
  },
  {
    when: 'anyone, by a public workflow',
    facts: 'ci trusts Federated:github; ci may s3:* on *; bucket',
    from: 'anyone',
    finds: 'bucket ci',
  },
  {
    when: 'a workflow',
    facts:
      'ci trusts Federated:github if StringLike token.actions.githubusercontent.com:sub repo:acme/shop:*; ci may s3:* on *; bucket',
    from: 'github://acme/shop',
    finds: 'bucket ci',
  },
  {
    when: 'several buckets as one set',
    facts: 'ann may s3:GetObject on *; bucket; bucket2; bucket3; bucket4; bucket5; bucket6',
    from: 'ann',
    finds: 'bucket bucket2 bucket3 bucket4 bucket5 bucket6',
  },
  {
    when: 'several workloads as one set, each with its role',
    facts:
      'ann may lambda:UpdateFunctionCode on *; function1 runsAs job1; function2 runsAs job2; function3 runsAs job3; function4; function5',
    from: 'ann',
    finds: 'function1 function2 function3 function4 function5 job1 job2 job3',
  },
];

test.each(cases)('$when', async ({ facts, from, finds }) => {
  expect(await reached(facts, from)).toBe(finds);
});

/** `ann -CAN_ASSUME-> ci`, with what proves each step. */
function told({ steps }: AttackPath): readonly string[] {
  return steps.map(
    ({ from, to, kind, evidence }) =>
      `${shortName(from)} ${kind} ${shortName(to)} by ${evidence.map(({ document, statement }) => `${document.endsWith('/own') ? 'own' : shortName(document)}#${statement}`).join(' & ')}`,
  );
}

describe('a path that a person reads', () => {
  const ways = [
    {
      facts: 'ann may s3:* on *; ann may lambda:* on *; function runsAs job; job may s3:* on bucket/*; bucket2; bucket',
      from: 'ann',
      to: 'job',
      steps: ['ann CAN_CHANGE_CODE function by own#1', 'function RUNS_AS job by function#runsAs'],
    },
    {
      facts:
        'ann in team; team may secretsmanager:GetSecretValue on *; secret holds bob; secret2; secret3; secret4; secret5',
      from: 'ann',
      to: 'bob',
      steps: [
        'ann CAN_READ secret by own#0',
        'secret HOLDS_CREDENTIAL AKIABOB by secret#holds',
        'AKIABOB AUTHENTICATES_AS bob by AKIABOB#status',
      ],
    },
    {
      facts: 'ann may sts:* on *; ci trusts home; ci may * on *; bucket; bucket2; bucket3; bucket4',
      from: 'ann',
      to: 'administration',
      steps: ['ann CAN_ASSUME ci by own#0 & ci#0', 'ci ADMINISTERS administration by own#0'],
    },
    {
      facts: 'ci may * on *; function runsAs job; bucket; bucket2; bucket3; job may s3:* on *; job',
      from: 'ci',
      to: 'job',
      steps: ['ci ADMINISTERS administration by own#0', 'administration CONTROLS job by administration#'],
    },
  ];

  test.each(ways)('$from to $to: $facts', async ({ facts, from, to, steps }) => {
    const graph = await graphOf(facts);
    const [tail, head] = [graph.indexOf(idOf(from)), graph.indexOf(idOf(to))];
    if (tail === undefined || head === undefined) throw new TypeError(`${from} or ${to} is no node`);
    const [cheapest] = paths.run(graph, { from: tail, to: head, k: 3 });
    expect(told(cheapest)).toEqual(steps);
    expect(cheapest.certainty).toBe('certain');
  });

  test('says all conditions of its steps, once', async () => {
    const facts =
      'ann; job trusts ann if Bool aws:MultiFactorAuthPresent true; ci trusts job if StringEquals sts:ExternalId x';
    const graph = await graphOf(facts);
    const ends = { from: graph.indexOf(idOf('ann')) ?? -1, to: graph.indexOf(idOf('ci')) ?? -1 };
    const [path] = paths.run(graph, { ...ends, k: 1 });
    expect(path.certainty).toBe('conditional');
    expect(path.conditions).toEqual(['Bool aws:MultiFactorAuthPresent: true', 'StringEquals sts:ExternalId: x']);
    expect(path.steps.map(({ conditions }) => conditions.length)).toEqual([1, 1]);
  });
});
