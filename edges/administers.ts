import type { CompiledStatement } from '../policy/compile.ts';
import { administrationOf } from './administration.ts';
import { defineEdge, type Finding } from './define-edge.ts';
import type { Estate } from './estate/estate.ts';
import { statementEvidence, type Grant } from './estate/judge.ts';
import type { NamedPolicy } from './estate/policies.ts';
import type { Profile } from './estate/profiles.ts';

export const administers = defineEdge({
  kind: 'ADMINISTERS',
  title: 'administers',
  description: 'The effective permissions are every action on every resource of the account.',
  abuse: 'Nothing to do: everything in the account is open already.',
  remediation:
    'Replace the administrator policy by what was used in the last months; keep full administration for a guarded break-glass role.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html'],
  nhi: ['NHI5'],
  limits:
    'An organisation policy that denies an account something beside IAM is taken to bound the administration itself, not to end it.',
  cost: 0,
  *derive(estate) {
    for (const profile of estate.profiles) {
      if (!estate.accounts.has(profile.account) || profile.unread.length > 0) continue;
      yield* administration(estate, profile);
    }
  },
});

/** A probe on IAM itself: what an administrator may do and an organisation policy may take away. */
const iamWrites = [
  'iam:CreateUser',
  'iam:AttachUserPolicy',
  'iam:AttachRolePolicy',
  'iam:PutRolePolicy',
  'iam:CreatePolicyVersion',
  'iam:UpdateAssumeRolePolicy',
];

function* administration(estate: Estate, profile: Profile): Iterable<Finding> {
  const held = profile.policies.find(allowsEverything);
  if (held === undefined) return;
  if (profile.boundary !== undefined && !allowsEverything(profile.boundary)) return;
  const limiting = [...profile.policies, ...(profile.boundary ? [profile.boundary] : [])];
  if (limiting.some(({ compiled }) => compiled.denies.some(isUnconditional))) return;

  const probes = iamWrites.map((action) => estate.judge(profile, action, anyIam(profile.account)));
  const grants = probes.filter((grant) => grant !== undefined);
  if (grants.length < probes.length) return;
  const to = [administrationOf(profile.account)];
  const conditions = [...new Set([...grants.flatMap((grant: Grant) => grant.conditions), ...openConditions(limiting)])];
  yield { from: { profile: profile.index }, to, conditions, evidence: everythingEvidence(held) };
}

/** `*` on `*`, under whatever conditions. */
function allowsEverything({ compiled }: NamedPolicy): boolean {
  return compiled.allows.some(isEverything);
}

function isEverything({ actions, resources }: CompiledStatement): boolean {
  return actions.all && !actions.not && resources !== undefined && resources.all && !resources.not;
}

function isUnconditional({ conditions }: CompiledStatement): boolean {
  return conditions.length === 0;
}

/** Denials under conditions: the administration is whole only while they do not hold. */
function openConditions(policies: readonly NamedPolicy[]): readonly string[] {
  return policies.flatMap(({ id, compiled }) =>
    compiled.denies.map(({ index, sid }) => `the denial ${sid ?? index} of ${id} does not hold`),
  );
}

function everythingEvidence(policy: NamedPolicy) {
  return policy.compiled.allows.filter(isEverything).flatMap(({ index }) => statementEvidence(policy, index, 'Allow'));
}

function anyIam(account: string) {
  return { arn: `arn:aws:iam::${account}:role/any`, account, tags: {}, policy: undefined };
}
