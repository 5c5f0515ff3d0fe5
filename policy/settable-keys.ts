import { arnField } from './arn.ts';
import type { Scope } from './scope.ts';

/**
 * Context keys that whoever makes the request sets as he likes, and that change nothing about what the request does: a
 * condition on them stops nobody who can read it.
 *
 * Not among them: what only others know or give (sts:ExternalId, aws:MultiFactorAuthPresent, aws:SourceIp), and
 * parameters that are the point of the request (iam:PolicyARN, iam:PassedToService, ec2:InstanceType).
 */
const settable: ReadonlySet<string> = new Set([
  'aws:useragent',
  'aws:referer',
  'aws:securetransport',
  'aws:tagkeys',
  'sts:rolesessionname',
  'sts:sourceidentity',
  'sts:transitivetagkeys',
  'sts:durationseconds',
  's3:prefix',
  's3:delimiter',
  's3:max-keys',
  's3:authtype',
  's3:signatureversion',
  's3:tlsversion',
  's3:x-amz-acl',
  's3:x-amz-storage-class',
  's3:x-amz-content-sha256',
  's3:x-amz-server-side-encryption',
  's3:x-amz-server-side-encryption-aws-kms-key-id',
  's3:x-amz-metadata-directive',
  's3:requestobjecttagkeys',
]);

const settablePrefixes = ['aws:requesttag/', 's3:requestobjecttag/', 'kms:encryptioncontext:'];

/** Services whose requests go to one region, or to the bucket's, whatever the caller wants. */
const withoutRegion: ReadonlySet<string> = new Set(['s3', 'iam', 'organizations', 'route53', 'cloudfront']);

/**
 * Whether the caller sets the key at will.
 *
 * @param key in lower case
 */
export function isSettable(key: string, { resource }: Scope): boolean {
  if (key === 'aws:requestedregion') return !withoutRegion.has(arnField(resource, 2));
  return settable.has(key) || settablePrefixes.some((prefix) => key.startsWith(prefix));
}
