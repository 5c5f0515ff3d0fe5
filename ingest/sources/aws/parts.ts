import { awsCall, awsCalls, type AwsCall } from './calls.ts';

/** A slice of what is known of a resource; each comes from calls of its own and survives a gap on its own. */
export type Field = 'resource' | 'tags' | 'config' | 'runsAs' | 'policy';

const fields: readonly Field[] = ['resource', 'tags', 'config', 'runsAs', 'policy'];

const regionalTypes = new Set(
  awsCalls.flatMap((call) => (call.scope === 'regional' && call.resourceType ? [call.resourceType] : [])),
);

/** The part that holds the field of resources of a type. */
export function partOf(resourceType: string, field: Field, region: string): string {
  return `${resourceType} ${field}${regionalTypes.has(resourceType) ? `@${region}` : ''}`;
}

/** The part that holds an account's credentials of a kind (`access-key`). */
export function credentialPart(kind: string): string {
  return `credentials ${kind}`;
}

/** The part that holds when identities last used services. */
export const lastAccessedPart = 'last accessed';

const credentialParts: Readonly<Record<string, readonly string[]>> = {
  ListAccessKeys: [credentialPart('access-key')],
  ListSSHPublicKeys: [credentialPart('ssh-key')],
  ListSigningCertificates: [credentialPart('certificate')],
  GenerateCredentialReport: [credentialPart('password')],
  GetCredentialReport: [credentialPart('password')],
};

/** The parts that a call would have yielded; none for a call that nobody knows. */
export function partsOfCall(service: string, operation: string, region: string): readonly string[] {
  const call = awsCall(`${service}:${operation}`);
  return call === undefined ? [] : [...new Set(call.yields.flatMap((yielded) => partsOfYield(call, yielded, region)))];
}

/** Everything that is read of one region. */
function regionParts(region: string): readonly string[] {
  return [...regionalTypes].flatMap((type) => fields.map((field) => partOf(type, field, region)));
}

function partsOfYield(call: AwsCall, yielded: AwsCall['yields'][number], region: string): readonly string[] {
  if (yielded === 'credentials') return credentialParts[call.operation] ?? [];
  if (yielded === 'identities') return [call.resourceType ?? 'identities'];
  if (yielded === 'lastAccessed') return [lastAccessedPart];
  if (yielded === 'organization') return ['organization'];
  if (yielded === 'regions') return regionParts(region);
  const type = call.resourceType;
  if (type === undefined) return [];
  if (yielded === 'resource') return fields.map((field) => partOf(type, field, region));
  return fields.includes(yielded as Field) ? [partOf(type, yielded as Field, region)] : [];
}
