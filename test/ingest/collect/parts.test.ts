import * as fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { withDeadline } from '../../../ingest/collect/deadline.ts';
import { parseCredentialReport } from '../../../ingest/collect/iam/credential-report.ts';
import { decoded } from '../../../ingest/collect/iam/decoded.ts';
import { inBatches } from '../../../ingest/collect/in-batches.ts';
import { inOrder } from '../../../ingest/collect/in-order.ts';
import { keyIdsIn } from '../../../ingest/collect/key-ids.ts';
import { Ledger } from '../../../ingest/collect/ledger.ts';
import { failureOf } from '../../../ingest/collect/outcome.ts';
import { resourceLine, tagsOf } from '../../../ingest/collect/resource.ts';
import { awsCall } from '../../../ingest/sources/aws/calls.ts';

describe('ids of access keys', () => {
  const cases = [
    { when: 'alone', text: 'AKIAIOSFODNN7EXAMPLE', ids: ['AKIAIOSFODNN7EXAMPLE'] },
    { when: 'temporary', text: 'ASIAIOSFODNN7EXAMPLE', ids: ['ASIAIOSFODNN7EXAMPLE'] },
    { when: 'in a text', text: 'id=AKIAIOSFODNN7EXAMPLE;', ids: ['AKIAIOSFODNN7EXAMPLE'] },
    { when: 'twice', text: 'AKIAIOSFODNN7EXAMPLE AKIAIOSFODNN7EXAMPLE', ids: ['AKIAIOSFODNN7EXAMPLE'] },
    {
      when: 'two of them',
      text: 'AKIAIOSFODNN7EXAMPLE,AKIAI44QH8DHBEXAMPLE',
      ids: ['AKIAIOSFODNN7EXAMPLE', 'AKIAI44QH8DHBEXAMPLE'],
    },
    { when: 'too short', text: 'AKIAIOSFODNN7EXAMPL', ids: [] },
    { when: 'too long', text: 'AKIAIOSFODNN7EXAMPLEX', ids: [] },
    { when: 'of another prefix', text: 'AROAIOSFODNN7EXAMPLE', ids: [] },
    { when: 'in small letters', text: 'akiaiosfodnn7example', ids: [] },
    { when: 'inside a secret', text: 'xAKIAIOSFODNN7EXAMPLE/bPxRfiCYEXAMPLEKEY', ids: [] },
  ];
  test.each(cases)('$when', ({ text, ids }) => {
    expect(keyIdsIn(text)).toEqual(ids);
  });
});

describe('in order', () => {
  test('results come in the order of the tasks, never more at once than allowed', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(fc.nat({ max: 3 })), fc.integer({ min: 1, max: 5 }), async (turns, parallel) => {
        let running = 0;
        let most = 0;
        const run = async (task: number) => {
          most = Math.max(most, ++running);
          for (let turn = 0; turn < (turns[task] ?? 0); turn++) await Promise.resolve();
          running--;
          return task;
        };
        const results: number[] = [];
        for await (const result of inOrder(turns.keys(), parallel, run)) results.push(result);
        expect(results).toEqual([...turns.keys()]);
        expect(most).toBeLessThanOrEqual(parallel);
      }),
    );
  });

  test('a failure is thrown at its turn, after the results before it', async () => {
    const results: number[] = [];
    const read = async () => {
      const run = (task: number) => (task === 2 ? Promise.reject(new TypeError('two')) : Promise.resolve(task));
      for await (const result of inOrder([0, 1, 2, 3], 4, run)) results.push(result);
    };
    await expect(read()).rejects.toThrow('two');
    expect(results).toEqual([0, 1]);
  });
});

test('batches hold everything once, in its order', () => {
  fc.assert(
    fc.property(fc.array(fc.nat()), fc.integer({ min: 1, max: 7 }), (items, size) => {
      const batches = inBatches(items, size);
      expect(batches.flat()).toEqual(items);
      for (const batch of batches) expect(batch.length).toBeLessThanOrEqual(size);
      expect(batches).toHaveLength(Math.ceil(items.length / size));
    }),
  );
});

describe('a deadline', () => {
  const never = new AbortController().signal;

  test('ends a call that ignores its signal', async () => {
    await expect(withDeadline(5, never, () => new Promise(() => undefined))).rejects.toThrow('no answer within 5 ms');
  });

  test('aborts the signal of the call that it ends', async () => {
    let seen: AbortSignal | undefined;
    const hanging = withDeadline(5, never, (signal) => {
      seen = signal;
      return new Promise(() => undefined);
    });
    await expect(hanging).rejects.toThrow();
    expect(seen?.aborted).toBe(true);
  });

  test('lets answers and errors through', async () => {
    await expect(withDeadline(1000, never, () => Promise.resolve('here'))).resolves.toBe('here');
    await expect(withDeadline(1000, never, () => Promise.reject(new TypeError('no')))).rejects.toThrow('no');
  });

  test('ends with the run', async () => {
    const run = new AbortController();
    const call = withDeadline(60_000, run.signal, () => new Promise(() => undefined));
    run.abort();
    await expect(call).rejects.toThrow('the run was ended');
    await expect(withDeadline(60_000, run.signal, () => new Promise(() => undefined))).rejects.toThrow(
      'the run was ended',
    );
  });
});

describe('the outcome of an error', () => {
  const named = (name: string, status?: number) =>
    Object.assign(new Error('message'), {
      name,
      ...(status === undefined ? {} : { $metadata: { httpStatusCode: status } }),
    });
  const cases = [
    { error: named('AccessDenied'), outcome: 'denied' },
    { error: named('AccessDeniedException', 400), outcome: 'denied' },
    { error: named('UnauthorizedOperation', 403), outcome: 'denied' },
    { error: named('AuthorizationErrorException', 403), outcome: 'denied' },
    { error: named('UnknownError', 403), outcome: 'denied' },
    { error: named('ExpiredToken', 403), outcome: 'expired' },
    { error: named('ExpiredTokenException', 400), outcome: 'expired' },
    { error: named('AuthFailure', 401), outcome: 'unauthenticated' },
    { error: named('UnrecognizedClientException', 400), outcome: 'unauthenticated' },
    { error: named('SignatureDoesNotMatch', 403), outcome: 'unauthenticated' },
    { error: named('CredentialsProviderError'), outcome: 'expired' },
    { error: named('UnknownOperationException', 404), outcome: 'unsupported' },
    { error: named('InvalidAction', 400), outcome: 'unsupported' },
    { error: named('NotImplemented', 501), outcome: 'unsupported' },
    { error: Object.assign(new Error('getaddrinfo ENOTFOUND x'), { code: 'ENOTFOUND' }), outcome: 'unsupported' },
    { error: Object.assign(new Error('reset'), { code: 'ECONNRESET' }), outcome: 'failed' },
    { error: named('InternalFailure', 500), outcome: 'failed' },
    { error: named('NotFound', 404), outcome: 'failed' },
    { error: new SyntaxError('Unexpected token'), outcome: 'failed' },
    { error: 'thrown text', outcome: 'failed' },
  ];
  test.each(cases)('$error is $outcome', ({ error, outcome }) => {
    expect(failureOf(error).outcome).toBe(outcome);
  });

  test('keeps a bounded, one-line text', () => {
    const { error } = failureOf(new Error(`a\nb ${'x'.repeat(1000)}`));
    expect(error.startsWith('Error: a b xxx')).toBe(true);
    expect(error).toHaveLength(300);
  });
});

describe('the ledger', () => {
  const call = (id: string) => awsCall(id)!;
  const rows = (ledger: Ledger) => ledger.toJson()['calls'];
  const at = { region: 'us-east-1' } as const;

  test('joins what is of one call, region and outcome', () => {
    const ledger = new Ledger();
    ledger.note({ call: call('lambda:GetPolicy'), ...at, outcome: 'ok', count: 1, subjects: ['a'] });
    ledger.note({ call: call('lambda:GetPolicy'), ...at, outcome: 'ok', count: 1, subjects: ['b'] });
    ledger.note({ call: call('lambda:GetPolicy'), ...at, outcome: 'denied', error: 'no', count: 1, subjects: ['d'] });
    ledger.note({ call: call('lambda:GetPolicy'), ...at, outcome: 'denied', error: 'no', count: 1, subjects: ['c'] });
    const row = { service: 'lambda', operation: 'GetPolicy', region: 'us-east-1' };
    expect(rows(ledger)).toEqual([
      { ...row, outcome: 'denied', error: 'no', count: 2, resources: ['c', 'd'] },
      { ...row, outcome: 'ok', count: 2 },
    ]);
  });

  test('notes what was left out because of a failure, and for what', () => {
    const ledger = new Ledger();
    ledger.note({ call: call('ecs:ListServices'), ...at, outcome: 'denied', error: 'no', subjects: ['cluster'] });
    expect(rows(ledger)).toMatchObject([
      {
        operation: 'DescribeServices',
        outcome: 'skipped',
        error: 'ecs:ListServices was denied',
        parents: ['cluster'],
      },
      { operation: 'ListServices', outcome: 'denied', parents: ['cluster'] },
    ]);
  });
});

test('a row of the ledger names resources only where they are all that was left out', () => {
  const ledger = new Ledger();
  const entry = { call: awsCall('kms:GetKeyPolicy')!, region: 'us-east-1', outcome: 'skipped', error: 'no' } as const;
  ledger.note({ ...entry, subjects: ['key'] });
  expect(ledger.toJson()['calls']).toMatchObject([{ resources: ['key'] }]);
  ledger.note(entry);
  expect(ledger.toJson()['calls']).toEqual([expect.not.objectContaining({ resources: expect.anything() })]);
});

describe('the credential report', () => {
  const header =
    'user,arn,user_creation_time,password_enabled,password_last_used,password_last_changed,password_next_rotation,mfa_active,access_key_1_active,access_key_1_last_rotated,access_key_1_last_used_date,access_key_2_active,cert_1_active,cert_1_last_rotated';
  const arn = 'arn:aws:iam::111111111111:user/ann';
  const root = 'arn:aws:iam::111111111111:root';
  const t = '2026-01-02T03:04:05+00:00';
  const iso = '2026-01-02T03:04:05.000Z';
  const cases = [
    { when: 'empty', lines: [], finds: [] },
    {
      when: 'a user without password',
      lines: [`ann,${arn},${t},false,N/A,N/A,N/A,false,true,${t},N/A,false,false,N/A`],
      finds: [],
    },
    {
      when: 'a user with a password',
      lines: [`ann,${arn},${t},true,${t},${t},N/A,false,false,N/A,N/A,false,false,N/A`],
      finds: [
        { identity: arn, kind: 'password', id: `${arn}#password`, created: iso, lastUsed: iso, status: 'Active' },
      ],
    },
    {
      when: 'a password that was never used',
      lines: [`ann,${arn},${t},true,no_information,N/A,N/A,false,false,N/A,N/A,false,false,N/A`],
      finds: [{ identity: arn, kind: 'password', id: `${arn}#password`, created: iso, status: 'Active' }],
    },
    {
      when: 'the root user with an access key',
      lines: [
        `<root_account>,${root},${t},not_supported,N/A,not_supported,not_supported,true,true,${t},${t},false,false,N/A`,
      ],
      finds: [
        { identity: root, kind: 'password', id: `${root}#password`, created: iso, status: 'Active' },
        {
          identity: root,
          kind: 'access-key',
          id: `${root}#access-key-1`,
          created: iso,
          lastUsed: iso,
          status: 'Active',
        },
      ],
    },
  ];
  test.each(cases)('$when', ({ lines, finds }) => {
    expect(parseCredentialReport([header, ...lines].join('\n'))).toEqual(finds);
  });
});

describe('what IAM answers', () => {
  const policy = { Version: '2012-10-17', Statement: [] };
  const cases = [
    {
      when: 'a document',
      value: { PolicyDocument: encodeURIComponent(JSON.stringify(policy)) },
      gives: { PolicyDocument: policy },
    },
    { when: 'a plain document', value: { Document: JSON.stringify(policy) }, gives: { Document: policy } },
    { when: 'no document', value: { Document: '%7Bhalf' }, gives: { Document: '{half' } },
    { when: 'bad encoding', value: { Document: '%E0%A4%A' }, gives: { Document: '%E0%A4%A' } },
    { when: 'text that looks encoded', value: { UserName: '%7B%7D' }, gives: { UserName: '%7B%7D' } },
    { when: 'a date', value: { CreateDate: new Date(0) }, gives: { CreateDate: '1970-01-01T00:00:00.000Z' } },
    { when: 'nothing', value: { Tags: undefined }, gives: {} },
    { when: 'lists', value: { A: [{ Document: '{}' }, 1, true] }, gives: { A: [{ Document: {} }, 1, true] } },
  ];
  test.each(cases)('$when', ({ value, gives }) => {
    expect(decoded(value)).toStrictEqual(gives);
  });
});

describe('the line of a resource', () => {
  const base = { arn: 'arn:aws:s3:::b', type: 'AWS::S3::Bucket', region: 'eu-west-1' };

  test('has no empty fields', () => {
    const line = resourceLine({ ...base, policy: undefined, runsAs: '', config: { a: undefined, b: [], c: false } });
    expect(line).toStrictEqual({ ...base, tags: {}, config: { c: false } });
  });

  test('holds what was found and what a tag names, each once', () => {
    const tags = { 'ambit:holds-credential-of': 'arn:aws:iam::1:user/a  AKIAIOSFODNN7EXAMPLE' };
    const line = resourceLine({ ...base, tags, holds: ['AKIAIOSFODNN7EXAMPLE'] });
    expect(line['config']).toEqual({ holds: ['AKIAIOSFODNN7EXAMPLE', 'arn:aws:iam::1:user/a'] });
  });

  test('leaves a policy that is none as text', () => {
    expect(resourceLine({ ...base, policy: '{"a":1,"a":2}' })['policy']).toBe('{"a":1,"a":2}');
    expect(resourceLine({ ...base, policy: '{"a":1}' })['policy']).toEqual({ a: 1 });
  });

  test('takes tags in each of their spellings, whatever they are called', () => {
    expect(tagsOf([{ Key: 'a', Value: 'b' }])).toEqual({ a: 'b' });
    expect(tagsOf([{ key: 'a', value: 'b' }])).toEqual({ a: 'b' });
    expect(tagsOf([{ TagKey: 'a', TagValue: 'b' }])).toEqual({ a: 'b' });
    expect(Object.entries(tagsOf([{ Key: '__proto__', Value: 'b' }]))).toEqual([['__proto__', 'b']]);
    expect(tagsOf(undefined)).toEqual({});
  });
});
