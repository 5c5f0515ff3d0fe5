import { parseArn } from '../../model/arn.ts';
import { serviceOf } from '../../policy/action.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant, SettledValues, Target } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import type { Resource } from '../estate/resources.ts';
import { keyNeeds, type KeyNeed } from './key-needs.ts';
import { targetAt } from './targets.ts';

/** An action that was granted on a place in a resource. */
export interface Granted {
  readonly resource: Resource;
  readonly action: string;
  /** The resource, or the object in it. */
  readonly target: Target;
  readonly grant: Grant;
}

/**
 * The grant together with what the key of the resource's data must allow too; undefined where the key keeps the
 * profile from the data, so that the action yields nothing.
 */
export function withKey(estate: Estate, profile: Profile, granted: Granted): Grant | undefined {
  const { resource, action, grant } = granted;
  const need = resource.encryptedBy === undefined ? undefined : keyNeeds.get(action);
  if (resource.encryptedBy === undefined || need === undefined) return grant;
  const allowed = ofKey(estate, profile, granted, need);
  if (allowed !== undefined) return united(grant, allowed);
  if (need.mayChooseKey === undefined) return undefined;
  return united(grant, unproven(`what it writes is encrypted otherwise than with ${resource.encryptedBy}`));
}

/** What the key must let be done, all of it. */
function ofKey(estate: Estate, profile: Profile, granted: Granted, need: KeyNeed): Grant | undefined {
  const { encryptedBy = '' } = granted.resource;
  const key = estate.resources.key(encryptedBy);
  if (key === undefined) return unproven(`the key ${encryptedBy}, which was not read, lets it decrypt`);
  if (key.managedByAws) return unproven();
  let all = unproven();
  for (const action of need.actions) {
    const allowed = throughService(estate, profile, granted, { key, action });
    if (allowed === undefined) return undefined;
    all = united(all, allowed);
  }
  return all;
}

/** The key's answer to the service that asks it in the caller's name. */
function throughService(
  estate: Estate,
  profile: Profile,
  { resource, action: caller, target }: Granted,
  { key, action }: { readonly key: Resource; readonly action: string },
): Grant | undefined {
  const service = serviceOf(caller);
  const region = resource.region ?? parseArn(resource.id)?.region ?? '';
  const via = {
    'kms:ViaService': `${service}.${region || (parseArn(key.id)?.region ?? '')}.amazonaws.com`,
    'aws:ViaAWSService': 'true',
  };
  const answers = encryptionContexts(service, resource, target).map((context) =>
    estate.judge(profile, action, targetAt(key, key.id), { ...via, ...context }),
  );
  const allowed = answers.filter((answer) => answer !== undefined);
  if (allowed.length === answers.length) return allowed.sort((a, b) => b.conditions.length - a.conditions.length)[0];
  if (allowed.length === 0) return undefined;
  return united(allowed[0], unproven(`the key's conditions on the encryption context fit what ${resource.id} says`));
}

/** What the service tells the key of the data, as one of these; S3 names the bucket where it keeps a key of its own. */
function encryptionContexts(service: string, { id }: Resource, { arn }: Target): readonly SettledValues[] {
  if (service === 's3') return [id, arn].map((said) => ({ 'kms:EncryptionContext:aws:s3:arn': said }));
  const names: Readonly<Record<string, string>> = {
    sqs: 'aws:sqs:arn',
    sns: 'aws:sns:topicArn',
    secretsmanager: 'SecretARN',
    ssm: 'PARAMETER_ARN',
    kinesis: 'aws:kinesis:arn',
  };
  return [{ [`kms:EncryptionContext:${names[service]}`]: id }];
}

function unproven(...conditions: readonly string[]): Grant {
  return { conditions, evidence: [] };
}

function united(a: Grant, b: Grant): Grant {
  const shown = new Set(a.evidence.map(({ document, statement }) => `${document}\n${statement}`));
  return {
    conditions: [...new Set([...a.conditions, ...b.conditions])],
    evidence: [...a.evidence, ...b.evidence.filter((item) => !shown.has(`${item.document}\n${item.statement}`))],
  };
}
