import type { Evidence } from '../../model/answers.ts';
import { serviceOf } from '../../policy/action.ts';
import type { CompiledPolicy } from '../../policy/compile.ts';
import { decide } from '../../policy/evaluate.ts';
import type { Evidence as Deciding } from '../../policy/gate.ts';
import type { ConditionItem } from '../../policy/literal.ts';
import type { AccessRequest } from '../../policy/request-types.ts';
import { buildContexts, noValues } from './contexts.ts';
import type { ControlLevels, Controls } from './controls.ts';
import type { Organization } from './organization.ts';
import { buildMayOpen } from './may-open.ts';
import type { NamedPolicy } from './policies.ts';
import type { Profile } from './profiles.ts';

/** What is asked for, and what its owner has to say about it. */
export interface Target {
  /** ARN that the action is asked on. */
  readonly arn: string;
  readonly account: string;
  /** Where the ARN does not tell it: a bucket's. */
  readonly region?: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly policy: NamedPolicy | undefined;
  /** What is assumed because nobody could read it; a condition of every grant on it. */
  readonly unread?: string;
}

/** That something is allowed: under which conditions (none is certain), and by what. */
export interface Grant {
  readonly conditions: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Values of context keys that the request itself settles; undefined where it certainly lacks the key. */
export type SettledValues = Readonly<Record<string, string | undefined>>;

/** Decides whether a profile may do an action; undefined where it may not whatever the context is. */
export type Judge = (profile: Profile, action: string, target: Target, values?: SettledValues) => Grant | undefined;

/**
 * @param readAt ISO 8601 time of which answers are true: what expired before it is over
 */
export function buildJudge(organization: Organization, controls: Controls, readAt: string | undefined): Judge {
  const mayOpen = buildMayOpen();
  const contextOf = buildContexts(organization, readAt);
  const compiledOf = buildCompiledOf();
  const evidenceOf = buildEvidenceOf();
  return (profile, action, target, values = noValues) => {
    if (!mayOpen(profile, action, target)) return undefined;
    const scps = controls(profile.account, 'SCP');
    const rcps = controls(target.account, 'RCP');
    const request: AccessRequest = {
      principal: profile.principal,
      action,
      resource: target.arn,
      resourceAccount: target.account,
      context: contextOf({ profile, target, service: serviceOf(action), values }),
      identityPolicies: compiledOf(profile),
      permissionBoundary: profile.boundary?.compiled,
      resourcePolicy: target.policy?.compiled,
      serviceControlPolicies: scps.compiled,
      resourceControlPolicies: rcps.compiled,
      principalInManagementAccount: organization.place(profile.account)?.isManagement ?? false,
      resourceInManagementAccount: organization.place(target.account)?.isManagement ?? false,
    };
    const { decision, conditions, evidence } = decide(request);
    if (decision !== 'allowed' && decision !== 'conditional') return undefined;
    return {
      conditions: [
        ...profile.unread,
        ...(target.unread === undefined ? [] : [target.unread]),
        ...conditions.map(conditionText),
      ],
      evidence: evidence.flatMap((item) => named(item, { profile, target, scps, rcps, evidenceOf })),
    };
  };
}

function buildCompiledOf(): (profile: Profile) => readonly CompiledPolicy[] {
  const known = new WeakMap<Profile, readonly CompiledPolicy[]>();
  return (profile) => {
    const policies = known.get(profile) ?? profile.policies.map(({ compiled }) => compiled);
    known.set(profile, policies);
    return policies;
  };
}

/** `StringEquals sts:ExternalId: x or y`. */
export function conditionText({ operator, key, values }: ConditionItem): string {
  return `${operator} ${key}: ${values.join(' or ')}`;
}

interface Judged {
  readonly profile: Profile;
  readonly target: Target;
  readonly scps: ControlLevels;
  readonly rcps: ControlLevels;
  readonly evidenceOf: typeof statementEvidence;
}

/** Names a deciding statement. The allows of organisation policies are everywhere and tell nothing. */
function named(deciding: Deciding, judged: Judged): readonly Evidence[] {
  const policy = policyOf(deciding, judged);
  if (policy === undefined) return [];
  const isOrganization = deciding.policy === 'scp' || deciding.policy === 'rcp';
  if (isOrganization && deciding.effect === 'Allow') return [];
  return judged.evidenceOf(policy, deciding.statement, deciding.effect);
}

/** A statement that decides many requests is one proof. */
function buildEvidenceOf(): typeof statementEvidence {
  const known = new WeakMap<NamedPolicy, (readonly [Evidence])[]>();
  return (policy, index, effect) => {
    const ofPolicy = known.get(policy) ?? [];
    known.set(policy, ofPolicy);
    return (ofPolicy[index] ??= statementEvidence(policy, index, effect));
  };
}

/** A statement as proof: by its Sid where it has one, else by its index. */
export function statementEvidence(policy: NamedPolicy, index: number, effect: 'Allow' | 'Deny'): readonly [Evidence] {
  const text = policy.statements[index] ?? {};
  const sid = text['Sid'];
  const statement = typeof sid === 'string' && sid !== '' ? sid : String(index);
  return [{ document: policy.id, statement, effect, ...(policy.via === undefined ? {} : { via: policy.via }), text }];
}

function policyOf(
  { policy, index, level = 0 }: Deciding,
  { profile, target, scps, rcps }: Judged,
): NamedPolicy | undefined {
  if (policy === 'identity') return profile.policies[index];
  if (policy === 'boundary') return profile.boundary;
  if (policy === 'resource') return target.policy;
  if (policy === 'scp') return scps.named[level]?.[index];
  return policy === 'rcp' ? rcps.named[level]?.[index] : undefined;
}
