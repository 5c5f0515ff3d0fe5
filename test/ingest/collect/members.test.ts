import { expect, test } from 'vitest';
import {
  jsonAnswer,
  jsonError,
  queryAnswer,
  type ScriptedRequest,
  scriptedAccount as account,
} from '../../helpers/scripted-endpoint.ts';
import { collectScripted } from './collected.ts';

const members = [
  { Id: account, Name: 'root', Status: 'ACTIVE' },
  { Id: '222222222222', Name: 'open', Status: 'ACTIVE' },
  { Id: '333333333333', Name: 'shut', Status: 'ACTIVE' },
  { Id: '444444444444', Name: 'gone', Status: 'SUSPENDED' },
  { Id: '../../../../x', Name: 'evil', Status: 'ACTIVE' },
];

function organization({ operation, fields }: ScriptedRequest) {
  if (operation === 'DescribeOrganization')
    return jsonAnswer({ Organization: { Id: 'o-1', MasterAccountId: account } });
  if (operation === 'ListAccounts') {
    // Two pages.
    const isFirst = fields['NextToken'] === undefined;
    return jsonAnswer(isFirst ? { Accounts: members.slice(0, 2), NextToken: 'n' } : { Accounts: members.slice(2) });
  }
  if (operation === 'AssumeRole' && fields['RoleArn'] === 'arn:aws:iam::222222222222:role/reader') {
    const keys = '<AccessKeyId>ASIAIOSFODNN7EXAMPLE</AccessKeyId><SecretAccessKey>s</SecretAccessKey>';
    const session = `${keys}<SessionToken>t</SessionToken><Expiration>2099-01-01T00:00:00Z</Expiration>`;
    return queryAnswer(operation, `<Credentials>${session}</Credentials>`);
  }
  return undefined;
}

test('members that can be entered are read, the others are gaps of the own account', async () => {
  const collected = await collectScripted(organization, { organization: true, roleName: 'reader' });
  expect(collected.items.map(({ file }) => file)).toEqual([
    'organization.json',
    '222222222222/collection.json',
    `${account}/collection.json`,
  ]);
  expect(collected.calls(account, 'sts:AssumeRole')).toMatchObject([
    { outcome: 'denied', count: 1, resources: ['arn:aws:iam::333333333333:role/reader'] },
    { outcome: 'ok', count: 1 },
    { outcome: 'skipped', error: 'the account is not active', resources: ['arn:aws:iam::444444444444:role/reader'] },
  ]);
  expect(collected.outcomes('222222222222', 'iam:GetAccountAuthorizationDetails')).toEqual(['denied 0']);
});

test('what of an organisation cannot be read is a gap, the rest is said', async () => {
  const collected = await collectScripted(organization);
  expect(collected.values('organization.json')).toEqual([
    {
      id: 'o-1',
      managementAccount: account,
      accounts: members.slice(0, 4).map(({ Id, Name }) => ({ id: Id, name: Name })),
      units: [],
      policies: [],
    },
  ]);
  expect(collected.outcomes(account, 'organizations:ListAccounts')).toEqual(['ok 5']);
  expect(collected.outcomes(account, 'organizations:ListPolicies')).toEqual(['denied 0']);
  expect(collected.outcomes(account, 'organizations:ListAccountsForParent')).toEqual(['skipped 0']);
});

test('an account of no organisation has no gap for it', async () => {
  const collected = await collectScripted(({ operation }) =>
    operation === 'DescribeOrganization' ? jsonError(400, 'AWSOrganizationsNotInUseException', 'none') : undefined,
  );
  expect(collected.values('organization.json')).toEqual([]);
  expect(collected.outcomes(account, 'organizations:DescribeOrganization')).toEqual(['ok 0']);
});
