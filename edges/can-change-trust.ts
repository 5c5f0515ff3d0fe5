import { parseArn } from '../model/arn.ts';
import { mayAllowAction } from '../policy/inspect.ts';
import { federated } from './can-federate-into.ts';
import { defineEdge, type Finding } from './define-edge.ts';
import { trustWays } from './escalation/become.ts';
import { deriveBecoming } from './escalation/derive-becoming.ts';
import { mergeGrants } from './escalation/merge-grants.ts';
import type { Estate } from './estate/estate.ts';
import { roleTarget } from './role-target.ts';

export const canChangeTrust = defineEdge({
  kind: 'CAN_CHANGE_TRUST',
  title: 'can write itself into the trust of',
  description:
    "The principal may rewrite the role's trust policy, or the metadata of the SAML provider that it trusts: it names itself, or signs its own assertions, and becomes the role.",
  abuse:
    'aws iam update-assume-role-policy --role-name <role> --policy-document <one that names you>, then aws sts assume-role.',
  remediation: 'Keep iam:UpdateAssumeRolePolicy for the pipeline that deploys roles, and deny it elsewhere by an SCP.',
  references: [
    'https://pathfinding.cloud/paths/iam-012',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html',
  ],
  nhi: ['NHI5'],
  mitre: ['T1098.003', 'T1484.002'],
  limits:
    'Resource control policies that keep strangers from assuming roles are not judged: a principal of the account can be named instead. Service-linked roles cannot be changed. New OIDC thumbprints, which help only who also answers for the provider, are no way.',
  cost: 2,
  *derive(estate) {
    yield* deriveBecoming(estate, trustWays);
    yield* throughProviders(estate);
  },
});

/** Who replaces the metadata of a SAML provider signs whatever assertion a role asks for. */
function* throughProviders(estate: Estate): Iterable<Finding> {
  const action = 'iam:UpdateSAMLProvider';
  const trusting = samlRoles(estate);
  if (trusting.length === 0) return;
  for (const profile of estate.profiles) {
    const may = profile.policies.some(({ compiled }) => mayAllowAction(compiled, action));
    if (!may || profile.isForeign || profile.session !== undefined) continue;
    for (const { provider, role, trust } of trusting) {
      const account = parseArn(provider)?.account ?? '';
      if (account !== profile.account) continue;
      const tags = estate.index.nodes.get(provider)?.tags ?? {};
      const changed = estate.judge(profile, action, { arn: provider, account, tags, policy: undefined });
      if (changed)
        yield { from: { profile: profile.index }, to: [role], rule: 'iam-121', ...mergeGrants([changed, trust]) };
    }
  }
}

/** Roles that trust a SAML provider, with what is asked beside the assertion, which the attacker writes himself. */
function samlRoles(estate: Estate) {
  return [...estate.trusts].flatMap(([role, { compiled }]) => {
    const target = roleTarget(estate, role);
    if (target === undefined) return [];
    const named = compiled.allows.flatMap(({ source }) => source.principals ?? []);
    const providers = named.filter(({ type, value }) => type === 'Federated' && value.includes(':saml-provider/'));
    return [...new Set(providers.map(({ value }) => value))].flatMap((provider) => {
      const grant = federated({ provider, target, clients: undefined }, {});
      if (grant === undefined) return [];
      const conditions = grant.conditions.filter((condition) => !/^\S+ saml:/i.test(condition));
      return [{ provider, role, trust: { ...grant, conditions } }];
    });
  });
}
