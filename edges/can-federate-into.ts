import { githubActions } from '../model/github-actions.ts';
import { requestContext } from '../policy/context.ts';
import { decide } from '../policy/evaluate.ts';
import { principalOf } from '../policy/principal.ts';
import { defineEdge, type Finding } from './define-edge.ts';
import { conditionText, statementEvidence, type Grant, type Target } from './estate/judge.ts';
import { strangersSubjects, workflowSubjects } from './github-subjects.ts';
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
    'What a provider puts into its tokens is known for GitHub Actions alone; elsewhere the claims stay conditions.',
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
        yield* throughProvider({ provider, target, workflows });
    }
  },
});

interface Way {
  readonly provider: string;
  readonly target: Target;
  /** Ids of the CI workflows that any document names. */
  readonly workflows: readonly string[];
}

function* throughProvider({ provider, target, workflows }: Way): Iterable<Finding> {
  const to = [target.arn];
  const grant = federated(provider, target, {});
  if (grant === undefined) return;
  yield { from: { node: provider }, to, ...grant };
  if (!provider.endsWith(`/${githubActions}`)) return;

  const wanted = wantedSubjects(target);
  for (const id of workflows) {
    const best = withSubject(provider, target, workflowSubjects(id.slice('github://'.length), wanted));
    if (best) yield { from: { node: id }, to, ...best };
  }
  const strangers = withSubject(provider, target, strangersSubjects(wanted));
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
function withSubject(provider: string, target: Target, subjects: readonly string[]): Grant | undefined {
  let best: Grant | undefined;
  for (const subject of subjects) {
    const grant = federated(provider, target, { [`${githubActions}:sub`]: subject });
    if (grant && (best === undefined || grant.conditions.length < best.conditions.length)) best = grant;
  }
  return best;
}

/** Judges the role's trust for a token of the provider; its audience is the caller's to choose. */
export function federated(
  provider: string,
  target: Target,
  claims: Readonly<Record<string, string>>,
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
    conditions: conditions.filter(({ key }) => !/:aud$/i.test(key)).map(conditionText),
    evidence: evidence.flatMap(({ policy: layer, statement, effect }) =>
      layer === 'resource' ? statementEvidence(policy, statement, effect) : [],
    ),
  };
}
