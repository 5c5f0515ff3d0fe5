import { requestContext } from '../policy/context.ts';
import { decide } from '../policy/evaluate.ts';
import { principalOf } from '../policy/principal.ts';
import { defineEdge, type Finding } from './define-edge.ts';
import type { Estate } from './estate/estate.ts';
import { conditionText, statementEvidence, type Grant, type Target } from './estate/judge.ts';
import { roleTarget } from './role-target.ts';

/** Host of the provider that every GitHub Actions workflow in the world gets its tokens from. */
const githubActions = 'token.actions.githubusercontent.com';

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
  limits:
    'What a provider puts into its tokens is known for GitHub Actions alone; elsewhere the claims stay conditions.',
  cost: 1,
  *derive(estate) {
    for (const [role, trust] of estate.trusts) {
      const target = roleTarget(estate, role);
      if (target === undefined) continue;
      const providers = trust.compiled.allows
        .flatMap(({ source }) => source.principals ?? [])
        .filter(({ type }) => type === 'Federated');
      for (const provider of new Set(providers.map(({ value }) => value)))
        yield* throughProvider(estate, provider, target);
    }
  },
});

function* throughProvider(estate: Estate, provider: string, target: Target): Iterable<Finding> {
  const grant = federated(provider, target, {});
  if (grant) yield { from: { node: provider }, to: [target.arn], ...grant };
  if (!provider.endsWith(`/${githubActions}`)) return;
  for (const { id, kind } of estate.index.nodes.values()) {
    if (kind !== 'ci-workflow') continue;
    const subject = subjectOf(id.slice('github://'.length), target);
    const asWorkflow =
      subject === undefined ? undefined : federated(provider, target, { [`${githubActions}:sub`]: subject });
    if (asWorkflow) yield { from: { node: id }, to: [target.arn], ...asWorkflow };
  }
  if (grant && !grant.conditions.some((condition) => condition.includes(`${githubActions}:`))) {
    yield { from: { node: 'public://anyone' }, to: [target.arn], ...grant };
  }
}

/** Judges the role's trust for a token of the provider; its audience is the caller's to choose. */
function federated(provider: string, target: Target, claims: Readonly<Record<string, string>>): Grant | undefined {
  const principal = principalOf(provider);
  if (principal === undefined || target.policy === undefined) return undefined;
  const action = provider.includes(':saml-provider/') ? 'sts:AssumeRoleWithSAML' : 'sts:AssumeRoleWithWebIdentity';
  const { decision, conditions, evidence } = decide({
    principal,
    action,
    resource: target.arn,
    resourceAccount: target.account,
    context: requestContext(claims, 'unknown', []),
    identityPolicies: [],
    resourcePolicy: target.policy.compiled,
  });
  if (decision !== 'allowed' && decision !== 'conditional') return undefined;
  const policy = target.policy;
  return {
    conditions: conditions.filter(({ key }) => !/:aud$/i.test(key)).map(conditionText),
    evidence: evidence.flatMap(({ policy: layer, statement, effect }) =>
      layer === 'resource' ? statementEvidence(policy, statement, effect) : [],
    ),
  };
}

/** A subject that a workflow of the repository may carry and that the trust policy names; undefined where there is none. */
function subjectOf(repository: string, { policy }: Target): string | undefined {
  const wanted = (policy?.compiled.allows ?? [])
    .flatMap(({ source }) => source.conditions)
    .filter(({ key }) => key.toLowerCase() === `${githubActions}:sub`)
    .flatMap(({ values }) => values);
  const own = repository.includes('/') ? `repo:${repository}:` : `repo:${repository}/`;
  const fitting = wanted.find((pattern) => pattern.startsWith(own));
  return fitting?.replaceAll('*', 'any').replaceAll('?', 'x');
}
