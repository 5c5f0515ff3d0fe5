import { actionMatcher } from '../policy/action.ts';
import type { CompiledPolicy, CompiledStatement } from '../policy/compile.ts';
import { resourceMatcher } from '../policy/resource.ts';
import { administrationOf } from './administration.ts';
import { defineEdge, type Finding } from './define-edge.ts';
import { administering, everything, iamWrite } from './escalation/administration.ts';
import type { Estate } from './estate/estate.ts';
import type { NamedPolicy } from './estate/policies.ts';
import type { Profile } from './estate/profiles.ts';
import { fullStatements } from './full-statements.ts';

export const administers = defineEdge({
  kind: 'ADMINISTERS',
  title: 'administers',
  description: 'The effective permissions are every action on every resource of the account.',
  abuse: 'Nothing to do: everything in the account is open already.',
  remediation:
    'Replace the administrator policy by what was used in the last months; keep full administration for a guarded break-glass role.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_job-functions.html'],
  nhi: ['NHI5'],
  mitre: ['T1078.004'],
  limits:
    'An organisation policy that denies an account something beside IAM is taken to bound the administration itself, not to end it; a denial of anything in the own policies ends it.',
  cost: 0,
  *derive(estate) {
    for (const profile of estate.profiles) {
      // A role administers, whatever its session is called.
      if (!estate.accounts.has(profile.account) || profile.session !== undefined) continue;
      const found = administration(estate, profile) ?? lostAdministration(estate, profile);
      if (found) yield found;
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

function administration(estate: Estate, profile: Profile): Finding | undefined {
  const narrowed = narrow(profile);
  if (narrowed.policies.every(({ compiled }) => compiled.allows.length === 0)) return undefined;

  const conditions = new Set<string>();
  let evidence: Finding['evidence'] = [];
  for (const action of iamWrites) {
    const grant = iamWrite(estate, narrowed, [action, 'role/any']);
    if (grant === undefined) return undefined;
    for (const condition of grant.conditions) conditions.add(condition);
    if (grant.evidence.length > evidence.length) evidence = grant.evidence;
  }
  const to = [administrationOf(profile.account)];
  return { from: { profile: profile.index }, to, conditions: [...conditions], evidence };
}

/** What an attached policy would make of the profile if it allowed everything: nobody read it. */
function lostAdministration(estate: Estate, profile: Profile): Finding | undefined {
  const { account, index, lost, unread } = profile;
  if (lost.length === 0) return undefined;
  const narrowed = narrow(profile);
  const policies = [...narrowed.policies, everything];
  const others = unread.filter((words) => !lost.some((id) => words.startsWith(`${id},`)));
  const left = administering(estate, { ...narrowed, policies, unread: others });
  if (left === undefined) return undefined;
  const evidence = lost.map((document) => ({ document, statement: 'not read', effect: 'Fact' }) as const);
  const assumed = `${lost.join(' or ')}, which was not read, allows everything`;
  return { from: { profile: index }, to: [administrationOf(account)], conditions: [assumed, ...left], evidence };
}

/** The profile with only what grants everything, and with whatever it denies taken for a denial of everything. */
function narrow(profile: Profile): Profile {
  const full = fullStatements(profile.policies);
  return {
    ...profile,
    policies: profile.policies.map((policy) => narrowed(policy, full)),
    boundary: profile.boundary && narrowed(profile.boundary, fullStatements([profile.boundary])),
  };
}

const everyAction = actionMatcher(['*'], false);
const everyResource = resourceMatcher(['*'], false, false);

function narrowed(policy: NamedPolicy, full: ReadonlySet<CompiledStatement>): NamedPolicy {
  const widened = (statement: CompiledStatement) => ({ ...statement, actions: everyAction, resources: everyResource });
  const allows = policy.compiled.allows.filter((statement) => full.has(statement)).map(widened);
  const denies = policy.compiled.denies.map(widened);
  const compiled: CompiledPolicy = { ...policy.compiled, allows, denies, statements: [...allows, ...denies] };
  return { ...policy, compiled };
}
