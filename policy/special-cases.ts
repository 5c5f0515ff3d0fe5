import { arnField, type ArnText } from './arn.ts';
import type { Principal } from './principal.ts';
import { rcpServices } from './rcp-services.ts';

/** Calls that anyone with credentials may make, whatever policies say ("GetCallerIdentity", STS API Reference). */
const free: ReadonlySet<string> = new Set(['sts:getcalleridentity']);

/** Calls on a role that change it, which AWS refuses for roles that are its own. */
const roleChanges: ReadonlySet<string> = new Set([
  'iam:attachrolepolicy',
  'iam:detachrolepolicy',
  'iam:putrolepolicy',
  'iam:deleterolepolicy',
  'iam:updateassumerolepolicy',
  'iam:putrolepermissionsboundary',
  'iam:deleterolepermissionsboundary',
  'iam:deleterole',
]);

/** Calls on a managed policy that change it, which AWS refuses for policies that it manages. */
const policyChanges: ReadonlySet<string> = new Set([
  'iam:createpolicyversion',
  'iam:deletepolicyversion',
  'iam:setdefaultpolicyversion',
  'iam:deletepolicy',
  'iam:tagpolicy',
  'iam:untagpolicy',
]);

const assumeCalls: ReadonlySet<string> = new Set([
  'sts:assumerole',
  'sts:assumerolewithsaml',
  'sts:assumerolewithwebidentity',
  'sts:tagsession',
  'sts:setsourceidentity',
  'sts:setcontext',
]);

/**
 * Whether the call needs no permission: every caller with credentials may make it, even one whom a policy denies it.
 *
 * @param action in lower case, as everywhere here
 */
export function needsNoPermission(action: string, principal: Principal): boolean {
  if (principal.kind === 'anonymous' || principal.kind === 'service' || principal.kind === 'federated') return false;
  // "You cannot use policies to control authentication operations" (STS, GetSessionToken); sessions cannot call it.
  if (action === 'sts:getsessiontoken') return principal.kind === 'user' || principal.kind === 'root';
  return free.has(action);
}

/** Whether AWS refuses the call whatever policies say: roles and policies of its own, and root cannot assume roles. */
export function refusedByAws(action: string, resource: ArnText, principal: Principal): boolean {
  if (principal.kind === 'root' && action === 'sts:assumerole') return true;
  if (action === 'sts:getsessiontoken') return !needsNoPermission(action, principal);
  const name = arnField(resource, 5);
  if (roleChanges.has(action))
    return name.startsWith('role/aws-service-role/') || name.startsWith('role/aws-reserved/');
  return policyChanges.has(action) && arnField(resource, 4) === 'aws';
}

/** Whether the resource's own policy must allow too: role trust policies and KMS key policies. */
export function mustAllowItself(action: string, service: string, resource: ArnText): boolean {
  if (service === 'kms') return arnField(resource, 2) === 'kms' && arnField(resource, 5).startsWith('key/');
  return service === 'sts' && isAssumption(action, resource);
}

/** Whether the call assumes a role, or sets something about doing so, which its trust policy must allow. */
export function isAssumption(action: string, resource: ArnText): boolean {
  return assumeCalls.has(action) && arnField(resource, 2) === 'iam' && arnField(resource, 5).startsWith('role/');
}

/** Whether SCPs restrict the caller: users, roles and root of member accounts, but no service-linked role. */
export function underServiceControl({ account, serviceLinked }: Principal): boolean {
  return account !== undefined && !serviceLinked;
}

/** Whether RCPs restrict the call: on resources of some services, by anyone but service-linked roles. */
export function underResourceControl(action: string, service: string, { serviceLinked }: Principal): boolean {
  return !serviceLinked && rcpServices.has(service) && action !== 'kms:retiregrant';
}

/** Whether the caller needs no identity policy: services, providers and strangers have none, root needs none. */
export function needsNoIdentityPolicy({ kind }: Principal): boolean {
  return kind === 'service' || kind === 'federated' || kind === 'anonymous' || kind === 'root';
}

/** The owner's root can always read and mend a bucket's policy, whatever that policy says (S3, PutBucketPolicy). */
export function isBucketRescue(action: string, { kind }: Principal): boolean {
  return kind === 'root' && /^s3:(get|put|delete)bucketpolicy$/.test(action);
}
