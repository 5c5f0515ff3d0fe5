import { githubActions } from '../model/github-actions.ts';
import { requestContext } from '../policy/context.ts';
import { decide } from '../policy/evaluate.ts';
import { principalOf } from '../policy/principal.ts';
import { defineEdge, type Finding } from './define-edge.ts';
import { conditionText, statementEvidence, type Grant, type Target } from './estate/judge.ts';
import { strangersSubjects, workflowSubjects } from './github-subjects.ts';
import { bestGrant } from './escalation/merge-grants.ts';
import type { Estate } from './estate/estate.ts';
import { roleTarget } from './role-target.ts';

export const canFederateInto = defineEdge({
  kind: 'CAN_FEDERATE_INTO',
  title: 'can federate into',
  description:
    'The role trusts an identity provider: whoever obtains a token from it that fits the trust policy becomes the role.',
  abuse:
    'Run a job (or log in) at the provider so that its token carries the subject that the trust policy asks for, then call sts:AssumeRoleWithWebIdentity or sts:AssumeRoleWithSAML.',
  remediation:
    "Pin the token's subject to one repository and one branch or environment, and its audience; one role a workflow.",
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_providers_create_oidc.html',
    'https://docs.github.com/en/actions/security-for-github-actions/security-hardening-your-deployments/about-security-hardening-with-openid-connect',
  ],
  nhi: ['NHI4', 'NHI6'],
  mitre: ['T1199', 'T1550.001'],
  limits:
    'What a provider puts into its tokens is known for GitHub Actions alone; elsewhere the claims stay conditions, but for the audience, which is one of the client ids that the provider is registered with.',
  cost: 1,
  *derive(estate) {
    const workflows = [...estate.index.nodes.values()].filter(({ kind }) => kind === 'ci-workflow').map(({ id }) => id);
    for (const [role, trust] of estate.trusts) {
      const target = roleTarget(estate, role);
      if (target === undefined) continue;
      const providers = trust.compiled.allows
        .flatMap(({ source }) => source.principals ?? [])
        .filter(({ type }) => type === 'Federated');
      for (const provider of new Set(providers.map(({ value }) => value)))
        yield* throughProvider({ provider, target, workflows, clients: registeredClients(estate, provider) });
    }
  },
});

interface Way extends Federation {
  /** Ids of the CI workflows that any document names. */
  readonly workflows: readonly string[];
}

function* throughProvider(way: Way): Iterable<Finding> {
  const { provider, target, workflows } = way;
  const to = [target.arn];
  const grant = federated(way, {});
  if (grant === undefined) return;
  yield { from: { node: provider }, to, ...grant };
  if (!provider.endsWith(`/${githubActions}`)) return;

  const wanted = wantedSubjects(target);
  for (const id of workflows) {
    const best = withSubject(way, workflowSubjects(id.slice('github://'.length), wanted));
    if (best) yield { from: { node: id }, to, ...best };
  }
  const strangers = withSubject(way, strangersSubjects(wanted));
  // A stranger does not choose who owns the repository, so a claim that is left keeps him out.
  if (strangers && !strangers.conditions.some((condition) => condition.includes(`${githubActions}:`)))
    yield { from: { node: 'public://anyone' }, to, ...strangers };
}

/** What the trust policy says about the token's subject. */
function wantedSubjects({ policy }: Target): readonly string[] {
  return (policy?.compiled.allows ?? [])
    .flatMap(({ source }) => source.conditions)
    .filter(({ key }) => key.toLowerCase() === `${githubActions}:sub`)
    .flatMap(({ values }) => values);
}

/** The grant with the fewest conditions that one of the subjects brings. */
function withSubject(federation: Federation, subjects: readonly string[]): Grant | undefined {
  return bestGrant(subjects.flatMap((subject) => federated(federation, { [`${githubActions}:sub`]: subject }) ?? []));
}

/** Who vouches for the caller, and for what. */
export interface Federation {
  readonly provider: string;
  readonly target: Target;
  /** Audiences that the provider is registered with; undefined where nobody said, and of SAML. */
  readonly clients: readonly string[] | undefined;
}

/** Client ids that AWS takes tokens of an OIDC provider for. */
function registeredClients({ index }: Estate, provider: string): Federation['clients'] {
  const told = index.nodes.get(provider)?.properties['clientIds'];
  if (!Array.isArray(told) || told.length === 0) return undefined;
  return told.filter((id) => typeof id === 'string');
}

/** Judges the role's trust for a token of the provider, whose audience is one of those registered. */
export function federated(federation: Federation, claims: Readonly<Record<string, string>>): Grant | undefined {
  const { provider, clients } = federation;
  const at = provider.indexOf(':oidc-provider/');
  if (at < 0 || clients === undefined) return admitted(federation, claims, audienceIsFree(provider));
  const audience = `${provider.slice(at + ':oidc-provider/'.length)}:aud`;
  return bestGrant(clients.flatMap((id) => admitted(federation, { ...claims, [audience]: id }, false) ?? []));
}

/** A workflow of GitHub's names its audience itself, and AWS alone is that of its SAML; elsewhere the provider decides. */
function audienceIsFree(provider: string): boolean {
  return provider.includes(':saml-provider/') || provider.endsWith(`/${githubActions}`);
}

function admitted(
  { provider, target }: Federation,
  claims: Readonly<Record<string, string>>,
  isFree: boolean,
): Grant | undefined {
  const principal = principalOf(provider);
  const { policy } = target;
  if (principal === undefined || policy === undefined) return undefined;
  const action = provider.includes(':saml-provider/') ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
  const { decision, conditions, evidence } = decide({
    principal,
    action,
    resource: target.arn,
    resourceAccount: target.account,
    context: requestContext(claims, 'unknown', []),
    identityPolicies: [],
    resourcePolicy: policy.compiled,
  });
  if (decision !== 'allowed' && decision !== 'conditional') return undefined;
  return {
    conditions: conditions.filter(({ key }) => !(isFree && /:aud$/i.test(key))).map(conditionText),
    evidence: evidence.flatMap(({ policy: layer, statement, effect }) =>
      layer === 'resource' ? statementEvidence(policy, statement, effect) : [],
    ),
  };
}
