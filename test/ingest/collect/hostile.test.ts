import { describe, expect, test } from 'vitest';
import {
  jsonAnswer,
  jsonError,
  queryAnswer,
  queryError,
  type ScriptedAnswer,
  type ScriptedRequest,
  scriptedAccount as account,
} from '../../helpers/scripted-endpoint.ts';
import { collectScripted } from './collected.ts';

const details = `${account}/authorization-details.json`;

const trust = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Principal: '*', Action: 'sts:AssumeRole' }] };

function user(name: string): string {
  return `<member><Arn>arn:aws:iam::${account}:user/${name}</Arn><UserName>${name}</UserName><Path>/</Path></member>`;
}

function role(name: string): string {
  const document = encodeURIComponent(JSON.stringify(trust));
  return `<member><Arn>arn:aws:iam::${account}:role/${name}</Arn><RoleName>${name}</RoleName>
    <AssumeRolePolicyDocument>${document}</AssumeRolePolicyDocument></member>`;
}

function page({ users = '', roles = '', next = '' }): ScriptedAnswer {
  const marker =
    next === '' ? '<IsTruncated>false</IsTruncated>' : `<IsTruncated>true</IsTruncated><Marker>${next}</Marker>`;
  return queryAnswer(
    'GetAccountAuthorizationDetails',
    `<UserDetailList>${users}</UserDetailList><GroupDetailList/><RoleDetailList>${roles}</RoleDetailList><Policies/>${marker}`,
  );
}

/** Answers one operation only; everything else is denied. */
function only(operation: string, answer: (request: ScriptedRequest) => ScriptedAnswer) {
  return (request: ScriptedRequest) => (request.operation === operation ? answer(request) : undefined);
}

describe('authorization details', () => {
  test('of two pages are joined, their places counted on, their documents decoded', async () => {
    const collected = await collectScripted(
      only('GetAccountAuthorizationDetails', ({ fields }) =>
        fields['Marker'] === undefined
          ? page({ users: user('ann'), roles: role('one'), next: 'more' })
          : page({ users: user('bob'), roles: role('two') }),
      ),
    );
    expect(
      collected.items.filter(({ file }) => file === details).map(({ section, index }) => `${section} ${index}`),
    ).toEqual(['UserDetailList 0', 'RoleDetailList 0', 'UserDetailList 1', 'RoleDetailList 1']);
    expect(collected.values(details, 'RoleDetailList')).toMatchObject([
      { RoleName: 'one', AssumeRolePolicyDocument: trust },
      { RoleName: 'two', AssumeRolePolicyDocument: trust },
    ]);
    expect(collected.outcomes(account, 'iam:GetAccountAuthorizationDetails')).toEqual(['ok 2']);
  });

  test('said twice on shifting pages are taken once', async () => {
    const collected = await collectScripted(
      only('GetAccountAuthorizationDetails', ({ fields }) =>
        fields['Marker'] === undefined
          ? page({ users: user('ann'), next: 'more' })
          : page({ users: user('ann') + user('bob') }),
      ),
    );
    expect(collected.values(details, 'UserDetailList')).toMatchObject([{ UserName: 'ann' }, { UserName: 'bob' }]);
  });

  test('whose marker repeats end, keep what was read and are a gap', async () => {
    const collected = await collectScripted(
      only('GetAccountAuthorizationDetails', () => page({ users: user('ann'), next: 'again' })),
    );
    expect(collected.values(details, 'UserDetailList')).toHaveLength(1);
    expect(collected.outcomes(account, 'iam:GetAccountAuthorizationDetails')).toEqual(['failed 2']);
    expect(collected.asked.filter((name) => name === 'iam:GetAccountAuthorizationDetails')).toHaveLength(2);
  });

  test('that are throttled come at the next try', async () => {
    const collected = await collectScripted(
      only('GetAccountAuthorizationDetails', ({ attempt }) =>
        attempt < 2 ? queryError(400, 'Throttling', 'Rate exceeded') : page({ users: user('ann') }),
      ),
    );
    expect(collected.outcomes(account, 'iam:GetAccountAuthorizationDetails')).toEqual(['ok 1']);
  });

  test('whose policy says a key twice keep its text, for the reader to refuse', async () => {
    const twice = '{"Version":"2012-10-17","Version":"2008-10-17","Statement":[]}';
    const document = `<AssumeRolePolicyDocument>${encodeURIComponent(twice)}</AssumeRolePolicyDocument>`;
    const odd = `<member><Arn>arn:aws:iam::${account}:role/odd</Arn><RoleName>odd</RoleName>${document}</member>`;
    const collected = await collectScripted(only('GetAccountAuthorizationDetails', () => page({ roles: odd })));
    expect(collected.values(details, 'RoleDetailList')).toMatchObject([{ AssumeRolePolicyDocument: twice }]);
  });
});

describe('a listing that is answered', () => {
  const answers: readonly { when: string; answer: ScriptedAnswer; outcome: string; error: RegExp }[] = [
    { when: 'by an empty body', answer: { body: '' }, outcome: 'failed 0', error: /empty body/ },
    {
      when: 'by a web page',
      answer: { type: 'text/html', body: '<!DOCTYPE html><html><body>sign in</body></html>' },
      outcome: 'failed 0',
      error: /web page/,
    },
    {
      when: 'by a web page in the guise of XML',
      answer: { body: '<html><body><p>sign in</p></body></html>' },
      outcome: 'failed 0',
      error: /without its list/,
    },
    { when: 'by text', answer: { type: 'text/plain', body: 'ok' }, outcome: 'failed 0', error: /./ },
    {
      when: 'by half an answer',
      answer: { body: '<GetAccountAuthorizationDetailsResponse><Get' },
      outcome: 'failed 0',
      error: /./,
    },
    {
      when: 'by a web page that says 404',
      answer: { status: 404, type: 'text/html', body: '<html>not found</html>' },
      outcome: 'unsupported 0',
      error: /404/,
    },
    {
      when: 'by a web page that says 500',
      answer: { status: 500, type: 'text/html', body: '<!doctype html><html>oops</html>' },
      outcome: 'unsupported 0',
      error: /500/,
    },
    {
      when: 'with denial',
      answer: queryError(403, 'AccessDenied', 'no'),
      outcome: 'denied 0',
      error: /^AccessDenied: no$/,
    },
    { when: 'with a bare 403', answer: { status: 403, body: '' }, outcome: 'denied 0', error: /./ },
    {
      when: 'as an unknown action',
      answer: queryError(400, 'InvalidAction', 'what?'),
      outcome: 'unsupported 0',
      error: /InvalidAction/,
    },
    {
      when: 'with a refusal of its input',
      answer: queryError(400, 'ValidationError', 'hm'),
      outcome: 'failed 0',
      error: /ValidationError: hm/,
    },
  ];

  test.each(answers)('$when', async ({ answer, outcome, error }) => {
    const collected = await collectScripted(only('GetAccountAuthorizationDetails', () => answer));
    expect(collected.outcomes(account, 'iam:GetAccountAuthorizationDetails')).toEqual([outcome]);
    expect(collected.calls(account, 'iam:GetAccountAuthorizationDetails')[0]?.error).toMatch(error);
    expect(collected.calls(account, 'iam:ListAccessKeys')).toMatchObject([{ outcome: 'skipped' }]);
    expect(collected.calls(account, 'iam:GetAccessKeyLastUsed')).toMatchObject([{ outcome: 'skipped' }]);
    expect(collected.values(details, 'UserDetailList')).toEqual([]);
  });

  const jsonAnswers: readonly { when: string; answer: ScriptedAnswer; outcome: string }[] = [
    { when: 'in JSON without its list', answer: jsonAnswer({}), outcome: 'failed 0' },
    { when: 'in JSON with null for its list', answer: jsonAnswer({ Keys: null }), outcome: 'failed 0' },
    { when: 'in JSON with an empty list', answer: jsonAnswer({ Keys: [] }), outcome: 'ok 0' },
    { when: 'in JSON with a web page', answer: { body: '<html></html>', type: 'text/html' }, outcome: 'failed 0' },
    { when: 'in JSON with nothing', answer: { body: '', type: 'application/x-amz-json-1.1' }, outcome: 'failed 0' },
    { when: 'in JSON by denial', answer: jsonError(400, 'AccessDeniedException', 'no'), outcome: 'denied 0' },
    { when: 'in JSON by ignorance', answer: jsonError(400, 'UnknownOperationException', ''), outcome: 'unsupported 0' },
  ];

  test.each(jsonAnswers)('$when', async ({ answer, outcome }) => {
    const collected = await collectScripted(only('ListKeys', () => answer));
    expect(collected.outcomes(account, 'kms:ListKeys')).toEqual([outcome]);
  });
});

test('a peer that never answers is a gap, and the run goes on', async () => {
  const collected = await collectScripted(
    (request) => {
      if (request.operation === 'GetAccountAuthorizationDetails') return 'hang';
      return request.operation === 'ListKeys' ? jsonAnswer({ Keys: [] }) : undefined;
    },
    { callTimeoutMs: 900 },
  );
  expect(collected.outcomes(account, 'iam:GetAccountAuthorizationDetails')).toEqual(['failed 0']);
  expect(collected.outcomes(account, 'kms:ListKeys')).toEqual(['ok 0']);
});

test('a call denied for one user names that user alone', async () => {
  const key = (id: string) =>
    `<member><UserName>x</UserName><AccessKeyId>${id}</AccessKeyId><Status>Active</Status></member>`;
  const collected = await collectScripted(({ operation, fields }) => {
    if (operation === 'GetAccountAuthorizationDetails') return page({ users: user('ann') + user('bob') });
    if (operation === 'ListAccessKeys' && fields['UserName'] === 'ann') {
      return queryAnswer(operation, `<AccessKeyMetadata>${key('AKIAIOSFODNN7EXAMPLE')}</AccessKeyMetadata>`);
    }
    const used = '<AccessKeyLastUsed><LastUsedDate>2026-01-02T03:04:05Z</LastUsedDate></AccessKeyLastUsed>';
    return operation === 'GetAccessKeyLastUsed' ? queryAnswer(operation, used) : undefined;
  });
  const bob = `arn:aws:iam::${account}:user/bob`;
  expect(collected.values(`${account}/credentials.ndjson`)).toEqual([
    {
      identity: `arn:aws:iam::${account}:user/ann`,
      kind: 'access-key',
      id: 'AKIAIOSFODNN7EXAMPLE',
      lastUsed: '2026-01-02T03:04:05.000Z',
      status: 'Active',
    },
  ]);
  expect(collected.calls(account, 'iam:ListAccessKeys')).toMatchObject([
    { outcome: 'denied', parents: [bob] },
    { outcome: 'ok', count: 1 },
  ]);
  expect(collected.calls(account, 'iam:GetAccessKeyLastUsed')).toMatchObject([
    { outcome: 'ok', count: 1 },
    { outcome: 'skipped', parents: [bob] },
  ]);
});

test('where all but the first call is denied there are gaps only', async () => {
  const collected = await collectScripted(() => undefined);
  expect(collected.items.map(({ file }) => file)).toEqual([`${account}/collection.json`]);
  const outcomes = new Set(collected.calls(account).map(({ outcome }) => outcome));
  expect([...outcomes].sort()).toEqual(['denied', 'skipped']);
  const queues = collected.calls(account, 'sqs:ListQueues');
  expect(queues).toEqual([expect.objectContaining({ region: 'us-east-1', outcome: 'denied' })]);
  const regions = collected.calls(account, 'ec2:DescribeRegions');
  expect(regions).toContainEqual(expect.objectContaining({ region: 'eu-west-1', outcome: 'skipped' }));
});

test('when each identity last used a service is read where it is asked for', async () => {
  const script = ({ operation, fields, attempt }: ScriptedRequest) => {
    if (operation === 'GetAccountAuthorizationDetails') return page({ users: user('ann'), roles: role('one') });
    if (operation === 'GenerateServiceLastAccessedDetails')
      return queryAnswer(operation, `<JobId>${'j'.repeat(35)}${fields['Arn']?.at(-1)}</JobId>`);
    if (operation !== 'GetServiceLastAccessedDetails') return undefined;
    if (attempt === 1) return queryAnswer(operation, '<JobStatus>IN_PROGRESS</JobStatus><ServicesLastAccessed/>');
    const used =
      '<member><ServiceNamespace>s3</ServiceNamespace><LastAuthenticated>2026-01-02T03:04:05Z</LastAuthenticated></member>';
    const unused = '<member><ServiceNamespace>ec2</ServiceNamespace></member>';
    return queryAnswer(
      operation,
      `<JobStatus>COMPLETED</JobStatus><ServicesLastAccessed>${used}${unused}</ServicesLastAccessed>`,
    );
  };
  const collected = await collectScripted(script, { lastAccessed: true });
  const line = { service: 's3', lastAuthenticated: '2026-01-02T03:04:05.000Z' };
  expect(collected.values(`${account}/last-accessed.ndjson`)).toEqual([
    { identity: `arn:aws:iam::${account}:user/ann`, ...line },
    { identity: `arn:aws:iam::${account}:role/one`, ...line },
  ]);
  const without = await collectScripted(script);
  expect(without.asked).not.toContain('iam:GenerateServiceLastAccessedDetails');
});
