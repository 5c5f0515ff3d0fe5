import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { collectAws } from '../../../ingest/collect/aws.ts';
import { savePayload } from '../../../ingest/collect/save.ts';
import type { PayloadItem } from '../../../ingest/payload.ts';
import { UnavailableError, UsageError } from '../../../model/errors.ts';
import {
  callerIdentity,
  jsonError,
  queryAnswer,
  queryError,
  type ScriptedAnswer,
  type ScriptedRequest,
  scriptedAccount as account,
  startScripted,
} from '../../helpers/scripted-endpoint.ts';
import { collect, collectScripted, scriptedOptions } from './collected.ts';

let folder = '';
beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'ambit-refused-'));
});
afterEach(() => rm(folder, { recursive: true, force: true }));

const user = `<member><Arn>arn:aws:iam::${account}:user/ann</Arn><UserName>ann</UserName></member>`;
const firstPage = queryAnswer(
  'GetAccountAuthorizationDetails',
  `<UserDetailList>${user}</UserDetailList><IsTruncated>true</IsTruncated><Marker>more</Marker>`,
);

const endings: readonly { when: string; answer: (request: ScriptedRequest) => ScriptedAnswer }[] = [
  {
    when: 'the token expires on page 2',
    answer: ({ operation, fields }) => {
      if (operation !== 'GetAccountAuthorizationDetails') return undefined;
      return fields['Marker'] === undefined
        ? firstPage
        : queryError(403, 'ExpiredToken', 'The security token is expired');
    },
  },
  {
    when: 'the token expires at a JSON service, late',
    answer: ({ operation }) =>
      operation === 'ListKeys' ? jsonError(400, 'ExpiredTokenException', 'The security token is expired') : undefined,
  },
  {
    when: 'the key is withdrawn meanwhile',
    answer: ({ operation, attempt }) => {
      if (operation === 'GetCallerIdentity' && attempt > 1) return queryError(403, 'InvalidClientTokenId', 'invalid');
      return operation === 'ListKeys' ? jsonError(400, 'UnrecognizedClientException', 'invalid') : undefined;
    },
  },
];

test.each(endings)('the whole run ends and nothing is saved when $when', async ({ answer }) => {
  const endpoint = await startScripted(
    (request) => answer(request) ?? (request.operation === 'GetCallerIdentity' ? callerIdentity() : undefined),
  );
  const yielded: PayloadItem[] = [];
  const run = async () => {
    const items = savePayload(collectAws({ ...scriptedOptions, endpoint: endpoint.url }), join(folder, 'saved'));
    for await (const item of items) yielded.push(item);
  };
  await expect(run()).rejects.toThrow(UnavailableError);
  expect(await readdir(folder)).toEqual([]);
  await endpoint.close();
});

test('a region that alone refuses the credentials is a gap', async () => {
  const collected = await collectScripted(({ operation }) =>
    operation === 'ListKeys' ? jsonError(400, 'UnrecognizedClientException', 'invalid') : undefined,
  );
  expect(collected.outcomes(account, 'kms:ListKeys')).toEqual(['denied 0']);
});

const beginnings: readonly { when: string; answer: ScriptedAnswer }[] = [
  { when: 'denied', answer: queryError(403, 'AccessDenied', 'no') },
  { when: 'refused for its key', answer: queryError(403, 'InvalidClientTokenId', 'The security token is invalid') },
  { when: 'answered with nothing', answer: { body: '' } },
  { when: 'answered by a web page', answer: { type: 'text/html', body: '<!doctype html><html></html>' } },
  { when: 'answered without an account', answer: queryAnswer('GetCallerIdentity', '<Arn>arn:aws:iam::1:root</Arn>') },
  { when: 'answered for an account that is a path', answer: callerIdentity('../../../tmp') },
  { when: 'never answered', answer: 'hang' },
];

test.each(beginnings)('the run does not begin where its first call is $when', async ({ answer }) => {
  await expect(collectScripted(() => answer, { callTimeoutMs: 600 })).rejects.toThrow(UnavailableError);
});

test('the run does not begin where nothing listens', async () => {
  const endpoint = await startScripted(() => undefined);
  await endpoint.close();
  await expect(collect({ ...scriptedOptions, endpoint: endpoint.url })).rejects.toThrow(UnavailableError);
});

test('the run does not begin with a profile that nobody configured', async () => {
  const endpoint = await startScripted(() => callerIdentity());
  const options = { endpoint: endpoint.url, profile: 'ambit-no-such-profile', callTimeoutMs: 9000 };
  await expect(collect(options)).rejects.toThrow(/AWS cannot be read: CredentialsProviderError/);
  expect(endpoint.asked).toEqual([]);
  await endpoint.close();
});

test('a region that the account does not have is refused before anything is read', async () => {
  const regions =
    '<regionInfo><item><regionName>us-east-1</regionName></item><item><regionName>eu-west-1</regionName></item></regionInfo>';
  const script = ({ operation }: ScriptedRequest): ScriptedAnswer =>
    operation === 'DescribeRegions'
      ? { body: `<DescribeRegionsResponse>${regions}</DescribeRegionsResponse>` }
      : undefined;
  await expect(collectScripted(script, { regions: ['us-esat-1'] })).rejects.toThrow(UsageError);
  const collected = await collectScripted(script);
  const queues = collected.calls(account, 'sqs:ListQueues').map(({ region, outcome }) => `${region} ${outcome}`);
  expect(queues).toEqual(['us-east-1 denied']);
  const found = collected.calls(account, 'ec2:DescribeRegions');
  expect(found.find(({ region }) => region === 'eu-west-1')?.outcome).toBe('skipped');
});

test('members of the organisation are asked for with a role only', async () => {
  await expect(collectScripted(() => undefined, { organization: true })).rejects.toThrow(UsageError);
});
