import { arnField } from './arn.ts';
import type { Principal } from './principal.ts';
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
  'ec2:osuser',
  'ssm:sessiondocumentaccesscheck',
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

/** Keys of which a caller who makes the request himself settles one value (undefined: that they are absent). */
const ofDirectCalls: ReadonlyMap<string, readonly (readonly string[] | undefined)[]> = new Map([
  ['aws:viaawsservice', [['false']]],
  ['aws:calledvia', [undefined]],
  ['aws:calledviafirst', [undefined]],
  ['aws:calledvialast', [undefined]],
]);

/** What the caller can make of a key: anything, one of some values, or nothing. */
export type Reach = 'anything' | 'nothing' | readonly (readonly string[] | undefined)[];

/**
 * What the caller can make of a key at will.
 *
 * @param key in lower case
 */
export function reachOf(key: string, { principal, resource }: Scope): Reach {
  if (key === 'aws:tokenissuetime' && mayHaveKeys(principal)) return [undefined];
  if (key === 'aws:requestedregion') return withoutRegion.has(arnField(resource, 2)) ? 'nothing' : 'anything';
  if (settable.has(key) || settablePrefixes.some((prefix) => key.startsWith(prefix))) return 'anything';
  return ofDirectCalls.get(key) ?? 'nothing';
}

/** A user or root signs without a token by its access keys, which are there before any token is. */
function mayHaveKeys({ kind }: Principal): boolean {
  return kind === 'user' || kind === 'root';
}
