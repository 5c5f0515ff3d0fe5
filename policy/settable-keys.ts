import { arnField } from './arn.ts';
import type { Scope } from './scope.ts';
import { mayHaveKeys, mayRenewToken, tokenTimes } from './token-times.ts';

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
export function reachOf(key: string, scope: Scope): Reach {
  if (key === 'aws:tokenissuetime') return tokenReach(scope);
  const service = arnField(scope.resource, 2);
  if (key === 'aws:requestedregion') return withoutRegion.has(service) ? 'nothing' : 'anything';
  if (settable.has(key) || settablePrefixes.some((prefix) => key.startsWith(prefix))) return 'anything';
  return ofDirectCalls.get(key) ?? 'nothing';
}

/** No token where there are access keys, and a fresh one where it is to be had. */
function tokenReach(scope: Scope): Reach {
  const times = tokenTimes(scope);
  const fresh = times === undefined || times === 'never' || !mayRenewToken(scope) ? [] : [[isoOf(times.last)]];
  const reach = [...(mayHaveKeys(scope.principal) ? [undefined] : []), ...fresh];
  return reach.length === 0 ? 'nothing' : reach;
}

function isoOf(time: number): string {
  return new Date(time).toISOString();
}
