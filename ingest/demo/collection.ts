import { type AwsCall, awsCalls } from '../sources/aws/calls.ts';
import { development, homeRegion, management, production, secondRegion, tooling } from './accounts.ts';
import { daysAgo } from './calendar.ts';

interface Trouble {
  readonly outcome: 'denied' | 'skipped';
  readonly error: string;
}

const grantsDenied: Trouble = {
  outcome: 'denied',
  error: 'AccessDeniedException',
};
const regionLeftOut: Trouble = {
  outcome: 'skipped',
  error: 'the region was left out',
};

/** What went wrong, by account, call and region: one denied call, and one region that was not asked about. */
const troubles: ReadonlyMap<string, Trouble> = new Map([
  [`${development.id} kms:ListGrants ${homeRegion}`, grantsDenied],
  [`${tooling.id} ec2:DescribeRegions ${secondRegion}`, regionLeftOut],
]);

/** The content of an account's `collection.json`: an ordinary run with a few gaps. */
export function collectionDocument(account: { readonly id: string }) {
  const calls = awsCalls
    .filter(({ service }) => service !== 'organizations' || account.id === management.id)
    .flatMap((call) => regionsOf(account.id, call).map((region) => callOf(account.id, call, region)));
  return { startedAt: daysAgo(0.01), finishedAt: daysAgo(0), calls };
}

function regionsOf(account: string, call: AwsCall): readonly string[] {
  if (call.scope === 'global') return ['global'];
  const isInBoth = account === production.id || account === development.id;
  return isInBoth || troubles.has(keyOf(account, call, secondRegion)) ? [homeRegion, secondRegion] : [homeRegion];
}

function callOf(account: string, call: AwsCall, region: string) {
  const { service, operation } = call;
  return { service, operation, region, ...(troubles.get(keyOf(account, call, region)) ?? { outcome: 'ok' }) };
}

function keyOf(account: string, { service, operation }: AwsCall, region: string): string {
  return `${account} ${service}:${operation} ${region}`;
}
