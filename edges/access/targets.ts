import type { Target } from '../estate/judge.ts';
import type { Resource } from '../estate/resources.ts';
import type { KeysOf } from './places.ts';

/** Actions that are asked on the objects in a bucket and not on the bucket. */
const objectAction = /^s3:(get|put|delete|restore)object/i;

/**
 * What an action on a resource is asked on: the resource itself, or places inside it.
 *
 * A hold on one object is a hold on the bucket, so the places that the policies speak of are asked about one by one.
 */
export function targetsOf(resource: Resource, action: string, keysOf: KeysOf): readonly Target[] {
  return placesOf(resource, action, keysOf).map((arn) => targetAt(resource, arn));
}

/** ARNs of the same. */
export function placesOf(resource: Resource, action: string, keysOf: KeysOf): readonly string[] {
  const { id, type } = resource;
  if (type === 'AWS::S3::Bucket' && objectAction.test(action)) return keysOf(resource).map((key) => `${id}/${key}`);
  return type === 'AWS::DynamoDB::Table' ? [id, `${id}/index/any`] : [id];
}

/** Whether actions may be asked on places inside resources of the type. */
export function hasPlaces(type: string): boolean {
  return type === 'AWS::S3::Bucket' || type === 'AWS::DynamoDB::Table';
}

/** A place in a resource, as its owner guards it. */
export function targetAt({ account, region, tags, policy, unread }: Resource, arn: string): Target {
  return {
    arn,
    account,
    tags,
    policy,
    ...(region === undefined ? {} : { region }),
    ...(unread === undefined ? {} : { unread }),
  };
}
