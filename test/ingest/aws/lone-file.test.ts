import { gzipSync } from 'node:zlib';
import { describe, expect, test } from 'vitest';
import { InputError } from '../../../model/errors.ts';
import { counts, facts, gaps, nodeIds, readFiles, records, refusals, scopes } from './read-files.ts';
import { account, details, everything, group, policy, role, trustsEc2, user } from './shapes.ts';

const page = details({
  UserDetailList: [
    user('ann', { GroupList: ['team'], UserPolicyList: [{ PolicyName: 'own', PolicyDocument: everything }] }),
  ],
  GroupDetailList: [group('team')],
  RoleDetailList: [
    role('ci', {
      InstanceProfileList: [
        { InstanceProfileName: 'ci', Arn: `arn:aws:iam::${account}:instance-profile/ci`, Roles: [] },
      ],
    }),
  ],
  Policies: [policy(`arn:aws:iam::${account}:policy/wide`), policy('arn:aws:iam::aws:policy/AdministratorAccess')],
});

const whole = {
  users: 1,
  groups: 1,
  roles: 1,
  instanceProfiles: 1,
  policies: 2,
  policyVersions: 2,
  inlinePolicies: 1,
};

describe('what the IAM API printed', () => {
  const shapes = [
    { when: 'one page', files: { 'details.json': page }, path: 'details.json' },
    {
      when: 'pages in an array',
      files: {
        'details.json': [
          { UserDetailList: page['UserDetailList'], IsTruncated: true, Marker: 'm' },
          { ...page, UserDetailList: [], IsTruncated: false },
        ],
      },
      path: 'details.json',
    },
    { when: 'one page, gzipped', files: { 'd.json.gz': gzipSync(JSON.stringify(page)) }, path: 'd.json.gz' },
    { when: 'with a byte order mark', files: { 'd.json': `\uFEFF${JSON.stringify(page)}` }, path: 'd.json' },
    { when: 'with a name like another file’s', files: { 'my-collection.json': page }, path: 'my-collection.json' },
  ];

  test.each(shapes)('$when', async ({ files, path }) => {
    const said = await readFiles(files, [path]);
    expect(refusals(said)).toEqual([]);
    expect(counts(said)).toEqual(whole);
    expect(scopes(said)).toEqual([account]);
    expect(new Set(records(said).map(({ origin }) => `${origin.scope} ${origin.part}`))).toEqual(
      new Set([`${account} identities`]),
    );
  });

  test('several files are one collection', async () => {
    const files = {
      'a.json': { UserDetailList: page['UserDetailList'] },
      'b.json': { ...page, UserDetailList: [] },
    };
    const said = await readFiles(files, ['a.json', 'b.json']);
    expect(refusals(said)).toEqual([]);
    expect(counts(said)).toEqual(whole);
  });

  const cut = [
    { when: 'a page after which more follow', content: { ...page, IsTruncated: true, Marker: 'm' }, isGap: true },
    { when: 'a listing that was ended early', content: { ...page, NextToken: 'x' }, isGap: true },
    { when: 'a last page', content: { ...page, IsTruncated: false }, isGap: false },
  ];

  test.each(cut)('$when', async ({ content, isGap }) => {
    const said = await readFiles({ 'd.json': content }, ['d.json']);
    expect(refusals(said)).toEqual([]);
    expect(gaps(said).map(({ call, reason }) => `${call}: ${reason}`)).toEqual(
      isGap ? ['iam:GetAccountAuthorizationDetails: the last page says that more follow'] : [],
    );
  });

  test('AWS’s own policies alone tell no account', async () => {
    const said = await readFiles({ 'd.json': details({ Policies: [policy('arn:aws:iam::aws:policy/X')] }) }, [
      'd.json',
    ]);
    expect(refusals(said)).toEqual([
      'd.json | Policies[0] arn:aws:iam::aws:policy/X |  | nothing tells whose account this is of',
    ]);
  });

  test('an empty account is an account without anything', async () => {
    expect(await readFiles({ 'd.json': details({}) }, ['d.json'])).toEqual([]);
  });
});

describe('what is something else', () => {
  const others = [
    { when: 'a JSON object', content: { name: 'x', version: '1' } },
    { when: 'a JSON array', content: [1, 2] },
    { when: 'an array of other objects', content: [{ a: 1 }] },
    { when: 'a number', content: 7 },
    { when: 'no JSON', content: 'users: []' },
    { when: 'nothing', content: '' },
    { when: 'JSON cut off', content: JSON.stringify(page).slice(0, 400) },
    { when: 'a section of another type', content: { UserDetailList: { ann: {} } } },
  ];

  test.each(others)('$when is refused', async ({ content }) => {
    const said = await readFiles({ 'file.json': content }, ['file.json']);
    expect(refusals(said).length).toBeGreaterThan(0);
    expect(refusals(said).filter((text) => !/^file\.json \| .*\S$/.test(text))).toEqual([]);
  });

  test('a path that is not there', async () => {
    await expect(readFiles({}, ['none.json'])).rejects.toThrow(InputError);
  });
});

describe('policy documents', () => {
  test('come URL-encoded from the API', async () => {
    const encoded = encodeURIComponent(JSON.stringify(trustsEc2));
    const said = await readFiles(
      { 'd.json': details({ RoleDetailList: [role('ci', { AssumeRolePolicyDocument: encoded })] }) },
      ['d.json'],
    );
    expect(refusals(said)).toEqual([]);
    expect(
      records(said).flatMap((record) => (record.record === 'fact' && record.fact === 'trust' ? [record.document] : [])),
    ).toEqual([trustsEc2]);
  });

  const broken = [
    { when: 'text that is no JSON', document: 'allow all', reason: /JSON/ },
    { when: 'URL-encoding that is broken', document: '%7B%22Version%22%3A%', reason: /JSON/ },
    {
      when: 'duplicate keys',
      document: encodeURIComponent(
        '{"Version":"2012-10-17","Statement":[{"Effect":"Deny","Effect":"Allow","Action":"*","Resource":"*"}]}',
      ),
      reason: /[Dd]uplicate|twice|second/,
    },
    { when: 'no statement', document: { Version: '2012-10-17' }, reason: /./ },
    {
      when: 'an effect that is none',
      document: { Version: '2012-10-17', Statement: [{ Effect: 'allow', Action: '*', Resource: '*' }] },
      reason: /Effect|Allow/,
    },
    { when: 'a number', document: 7, reason: /./ },
    { when: 'null', document: null, reason: /./ },
  ];

  test.each(broken)('$when is refused with its place', async ({ document, reason }) => {
    const own = { UserPolicyList: [{ PolicyName: 'own', PolicyDocument: document }] };
    const said = await readFiles({ 'd.json': details({ UserDetailList: [user('ann', own)] }) }, ['d.json']);
    const [refusal, ...others] = refusals(said);
    expect(others).toEqual([]);
    const place = `d.json | UserDetailList[0] arn:aws:iam::${account}:user/ann | UserPolicyList[0].PolicyDocument`;
    expect(refusal.slice(0, place.length)).toBe(place);
    expect(refusal.slice(place.length)).toMatch(reason);
  });
});

describe('fields', () => {
  const odd = [
    { when: 'no ARN', detail: user('ann', { Arn: undefined }), field: 'Arn' },
    { when: 'an ARN that is none', detail: user('ann', { Arn: 'ann' }), field: 'Arn' },
    { when: 'no name', detail: user('ann', { UserName: undefined }), field: 'UserName' },
    { when: 'groups that are no list', detail: user('ann', { GroupList: 'team' }), field: 'GroupList' },
    {
      when: 'an attached policy without ARN',
      detail: user('ann', { AttachedManagedPolicies: [{ PolicyName: 'x' }] }),
      field: 'AttachedManagedPolicies.0.PolicyArn',
    },
    { when: 'tags that are a text', detail: user('ann', { Tags: 'x' }), field: 'Tags' },
    {
      when: 'a boundary that is a text',
      detail: user('ann', { PermissionsBoundary: 'x' }),
      field: 'PermissionsBoundary',
    },
  ];

  test.each(odd)('$when', async ({ detail }) => {
    const said = await readFiles({ 'd.json': details({ UserDetailList: [user('bob'), detail] }) }, ['d.json']);
    const fields = odd.find((row) => row.detail === detail)?.field;
    expect(refusals(said).map((text) => text.split(' | ')[2])).toEqual([fields]);
    expect(refusals(said)[0]).toMatch(/^d\.json \| UserDetailList\[1\]/);
    expect(nodeIds(said)).toEqual([`arn:aws:iam::${account}:user/bob`]);
  });

  test('fields that nobody knows are passed over', async () => {
    const said = await readFiles(
      { 'd.json': details({ UserDetailList: [user('ann', { New: { a: [1] } })], More: [1] }) },
      ['d.json'],
    );
    expect(refusals(said)).toEqual([]);
    expect(counts(said)).toEqual({ users: 1 });
  });

  test('a role without a trust policy is refused', async () => {
    const said = await readFiles(
      { 'd.json': details({ RoleDetailList: [role('ci', { AssumeRolePolicyDocument: undefined })] }) },
      ['d.json'],
    );
    expect(refusals(said)).toEqual([
      `d.json | RoleDetailList[0] arn:aws:iam::${account}:role/ci | AssumeRolePolicyDocument | is missing`,
    ]);
  });

  test('an ARN that stands twice is refused', async () => {
    const said = await readFiles(
      {
        'a.json': details({ UserDetailList: [user('ann'), user('ann')] }),
        'b.json': details({ UserDetailList: [user('ann')] }),
      },
      ['a.json', 'b.json'],
    );
    expect(refusals(said)).toEqual([
      `a.json | UserDetailList[1] arn:aws:iam::${account}:user/ann | Arn | stands a second time in the same account`,
      `b.json | UserDetailList[0] arn:aws:iam::${account}:user/ann | Arn | stands a second time in the same account`,
    ]);
  });
});

describe('what records say of one another', () => {
  const memberships = (said: Parameters<typeof records>[0]): readonly string[] =>
    records(said).flatMap((record) => (record.record === 'fact' && record.fact === 'membership' ? [record.group] : []));

  test('a group is found by its name, whatever its path, before or after its user', async () => {
    const of = details({
      UserDetailList: [user('ann', { GroupList: ['team'] })],
      GroupDetailList: [group('team', '/ops/eu/')],
    });
    const said = await readFiles({ 'd.json': of }, ['d.json']);
    expect(memberships(said)).toEqual([`arn:aws:iam::${account}:group/ops/eu/team`]);
    expect(facts(said)).toEqual(['membership']);
  });

  test('an attached policy without its document is a gap', async () => {
    const held = (name: string) => ({
      AttachedManagedPolicies: [{ PolicyName: name, PolicyArn: `arn:aws:iam::aws:policy/${name}` }],
    });
    const limit = { PermissionsBoundary: { PermissionsBoundaryArn: `arn:aws:iam::${account}:policy/limit` } };
    const of = details({
      UserDetailList: [
        user('ann', { ...held('Lost'), ...limit }),
        user('bob', held('Lost')),
        user('cleo', held('Found')),
      ],
      Policies: [policy('arn:aws:iam::aws:policy/Found')],
    });
    expect(gaps(await readFiles({ 'd.json': of }, ['d.json']))).toEqual([
      {
        source: 'aws',
        scope: account,
        parts: ['identities'],
        call: 'iam:GetPolicyVersion',
        reason: 'attached, but its document was not in the payload',
        subjects: [`arn:aws:iam::${account}:policy/limit`, 'arn:aws:iam::aws:policy/Lost'],
      },
    ]);
  });
});
