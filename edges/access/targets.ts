import type { Target } from '../estate/judge.ts';
import { namePolicy, type NamedPolicy } from '../estate/policies.ts';
import type { Profile } from '../estate/profiles.ts';
import type { Resource } from '../estate/resources.ts';

/** Actions that are asked on the objects in a bucket and not on the bucket. */
const objectAction = /^s3:(get|put|delete|restore)object/i;

/** At most so many places inside one resource are asked about. */
const maximumPlaces = 12;

/**
 * What an action on a resource is asked on: the resource itself, or places inside it.
 *
 * A hold on one object is a hold on the bucket, so the places that the policies speak of are asked about one by one.
 */
export function targetsOf(resource: Resource, action: string, profile: Profile): readonly Target[] {
  const { account, region, tags, policy } = resource;
  if (resource.type === 'AWS::KMS::Key' && policy === undefined) {
    const unread = `the policy of ${resource.id}, which was not read, leaves it to IAM`;
    return [{ arn: resource.id, account, tags, policy: defaultKeyPolicy(account), unread }];
  }
  const target = (arn: string): Target => ({ arn, account, ...(region === undefined ? {} : { region }), tags, policy });
  if (resource.type === 'AWS::S3::Bucket' && objectAction.test(action)) {
    return objectsOf(resource, profile).map((key) => target(`${resource.id}/${key}`));
  }
  if (resource.type === 'AWS::DynamoDB::Table') return [target(resource.id), target(`${resource.id}/index/any`)];
  return [target(resource.id)];
}

/** Keys that stand for all that the policies tell apart in a bucket. */
function objectsOf(resource: Resource, { policies }: Profile): readonly string[] {
  const keys = new Set(['any']);
  const speaking = [...policies, ...(resource.policy ? [resource.policy] : [])];
  for (const { compiled } of speaking) {
    for (const { source } of compiled.allows) {
      for (const pattern of source.resources ?? []) {
        const key = keyOf(pattern);
        if (key !== undefined && keys.size < maximumPlaces) keys.add(key);
      }
    }
  }
  return [...keys];
}

/** A key that fits a pattern's object part: `logs/any` where the pattern ends in `bucket/logs/` and a star. */
function keyOf(pattern: string): string | undefined {
  const slash = pattern.indexOf('/');
  if (!pattern.startsWith('arn:') || slash < 0 || !pattern.includes(':s3:')) return undefined;
  return pattern
    .slice(slash + 1)
    .replaceAll('*', 'any')
    .replaceAll('?', 'x');
}

/** AWS gives every key this policy unless another is written: it leaves the key to the account's IAM. */
function defaultKeyPolicy(account: string): NamedPolicy | undefined {
  const statement = {
    Effect: 'Allow',
    Principal: { AWS: `arn:aws:iam::${account}:root` },
    Action: 'kms:*',
    Resource: '*',
  };
  return namePolicy('default key policy', { Version: '2012-10-17', Statement: [statement] }, 'resource');
}
