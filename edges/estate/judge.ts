import type { Evidence } from '../../model/answers.ts';
import { serviceOf } from '../../policy/action.ts';
import { requestContext } from '../../policy/context.ts';
import type { CompiledPolicy } from '../../policy/compile.ts';
import { decide } from '../../policy/evaluate.ts';
import type { Evidence as Deciding } from '../../policy/gate.ts';
import type { ConditionItem } from '../../policy/literal.ts';
import type { AccessRequest } from '../../policy/request-types.ts';
import type { RequestContext } from '../../policy/scope.ts';
import type { ControlLevels, Controls } from './controls.ts';
import type { Organization } from './organization.ts';
import { buildMayOpen } from './may-open.ts';
import type { NamedPolicy } from './policies.ts';
import { nobodysAccount, type Profile } from './profiles.ts';

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
  const contextOfAsked = rememberingLast(contextFor);
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
      context: contextOfAsked({ profile, target, organization, readAt, service: serviceOf(action), values }),
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

interface Asked {
  readonly profile: Profile;
  readonly target: Target;
  readonly organization: Organization;
  readonly readAt: string | undefined;
  readonly service: string;
  readonly values: SettledValues;
}

const noValues: SettledValues = {};

/** Rules ask about one place after another with the same tags: the context is the same then. */
function rememberingLast(make: (asked: Asked) => RequestContext): (asked: Asked) => RequestContext {
  let last: { readonly asked: Asked; readonly context: RequestContext } | undefined;
  return (asked) => {
    if (last === undefined || !isSameContext(last.asked, asked)) last = { asked, context: make(asked) };
    return last.context;
  };
}

function isSameContext(a: Asked, b: Asked): boolean {
  return (
    a.profile === b.profile &&
    a.service === b.service &&
    a.values === b.values &&
    a.target.tags === b.target.tags &&
    a.target.account === b.target.account &&
    a.target.region === b.target.region
  );
}

function buildCompiledOf(): (profile: Profile) => readonly CompiledPolicy[] {
  const known = new WeakMap<Profile, readonly CompiledPolicy[]>();
  return (profile) => {
    const policies = known.get(profile) ?? profile.policies.map(({ compiled }) => compiled);
    known.set(profile, policies);
    return policies;
  };
}

function contextFor({ profile, target, organization, readAt, service, values }: Asked): RequestContext {
  const known = { ...contextOf(profile, target, organization), ...timesOf(profile, readAt) };
  // Services repeat aws:ResourceTag under a name of their own: ec2:ResourceTag, iam:ResourceTag, ssm:resourceTag.
  for (const [key, value] of Object.entries(target.tags)) known[`${service}:ResourceTag/${key}`] = value;
  const settled = [...settledFor(profile, organization), `${service}:ResourceTag/`];
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) settled.push(key);
    else known[key] = value;
  }
  return requestContext(known, 'unknown', settled);
}

/** The time, and that of the session, which a role's is young whenever the attacker opens it. */
function timesOf({ principal }: Profile, readAt: string | undefined): Record<string, string> {
  const time = readAt === undefined ? Number.NaN : Date.parse(readAt);
  if (readAt === undefined || Number.isNaN(time)) return {};
  const isSession = principal.kind === 'role' || principal.kind === 'session';
  return {
    'aws:CurrentTime': readAt,
    'aws:EpochTime': String(Math.floor(time / 1000)),
    ...(isSession ? { 'aws:TokenIssueTime': readAt } : {}),
  };
}

/** Keys about which the estate knows all there is; what is not among the values is absent. */
function settledFor(profile: Profile, { isRead }: Organization): readonly string[] {
  const organizationKeys = ['aws:PrincipalOrgID', 'aws:PrincipalOrgPaths', 'aws:ResourceOrgID', 'aws:ResourceOrgPaths'];
  return [
    'aws:ResourceTag/',
    ...(profile.isForeign ? [] : ['aws:PrincipalTag/']),
    // Whoever it is on the internet, he is not in an organisation of ours.
    ...(isRead || profile.account === nobodysAccount ? organizationKeys : []),
  ];
}

function contextOf(profile: Profile, target: Target, organization: Organization): Record<string, string> {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(profile.tags)) values[`aws:PrincipalTag/${key}`] = value;
  for (const [key, value] of Object.entries(target.tags)) values[`aws:ResourceTag/${key}`] = value;
  const from = organization.place(profile.account);
  const to = organization.place(target.account);
  if (from?.organizationId !== undefined)
    Object.assign(values, { 'aws:PrincipalOrgID': from.organizationId, 'aws:PrincipalOrgPaths': orgPath(from) });
  if (target.region !== undefined) values['aws:RequestedRegion'] = target.region;
  if (to?.organizationId !== undefined)
    Object.assign(values, { 'aws:ResourceOrgID': to.organizationId, 'aws:ResourceOrgPaths': orgPath(to) });
  return values;
}

/** `o-id/r-root/ou-a/ou-b/`, as AWS writes it. */
function orgPath({
  organization,
  levels,
}: {
  readonly organization: string;
  readonly levels: readonly string[];
}): string {
  return `${[organization, ...levels.slice(0, -1)].join('/')}/`;
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
