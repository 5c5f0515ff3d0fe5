import type { Grant } from '../estate/judge.ts';
import { namePolicy, type NamedPolicy } from '../estate/policies.ts';
import type { Profile } from '../estate/profiles.ts';
import { everything } from './administration.ts';
import { iamCall } from './iam-calls.ts';
import { isCustomerManaged, type IamEstate, type IamTarget } from './iam-estate.ts';

/** What binds a principal, as changing it finds and leaves it. */
export interface Holding {
  readonly policies: readonly NamedPolicy[];
  readonly boundary: NamedPolicy | undefined;
}

/** A call that changes what a principal may do. */
export interface Grip {
  /** Published id where it is a way by itself, else one of ours. */
  readonly id: string;
  readonly action: string;
  readonly grant: Grant;
  readonly change: (holding: Holding) => Holding;
}

/** Published ids of the calls that write or hand out a policy, by action. */
const idOf: Readonly<Record<string, string>> = {
  'iam:CreatePolicyVersion': 'iam-001',
  'iam:PutRolePolicy': 'iam-005',
  'iam:PutUserPolicy': 'iam-007',
  'iam:AttachUserPolicy': 'iam-008',
  'iam:AttachRolePolicy': 'iam-009',
  'iam:AttachGroupPolicy': 'iam-010',
  'iam:PutGroupPolicy': 'iam-011',
  'iam:SetDefaultPolicyVersion': 'iam-101',
};

/** Id of everything that only takes a denial or a boundary away. */
const loosening = 'iam-102';

/** Every call that a grip may be; whoever may do none of them has none. */
export const gripActions: readonly string[] = [
  ...Object.keys(idOf),
  ...['User', 'Role', 'Group'].flatMap((kind) => [`iam:Delete${kind}Policy`, `iam:Detach${kind}Policy`]),
  ...['User', 'Role'].flatMap((kind) => [`iam:Delete${kind}PermissionsBoundary`, `iam:Put${kind}PermissionsBoundary`]),
  'iam:RemoveUserFromGroup',
];

/** What a profile may change about a user or role: its own policies, its groups', and its boundary. */
export function gripsOn(
  iam: IamEstate,
  profile: Profile,
  target: IamTarget,
  groups: readonly string[],
): readonly Grip[] {
  const grips: Grip[] = [];
  const add = (action: string, on: IamTarget | PolicyTarget, change: Grip['change']): void => {
    const grant = iamCall(iam, profile, action, on);
    if (grant) grips.push({ id: idOf[action] ?? loosening, action, grant, change });
  };
  const kind = target.kind === 'user' ? 'User' : 'Role';
  const own = new Set(iam.attached(target.arn));
  const isOwn = (policy: NamedPolicy): boolean => policy.via === undefined && own.has(policy.id);
  holderGrips(add, kind, target, isOwn);
  for (const action of [`iam:Delete${kind}PermissionsBoundary`, `iam:Put${kind}PermissionsBoundary`])
    if (target.boundary !== undefined) add(action, target, (holding) => ({ ...holding, boundary: undefined }));
  for (const group of groups) {
    const on = iam.target(group);
    if (on === undefined) continue;
    holderGrips(add, 'Group', on, ({ via }) => via === group);
    add(
      'iam:RemoveUserFromGroup',
      on,
      without(({ via }) => via === group),
    );
  }
  const held = [
    ...own,
    ...groups.flatMap((group) => iam.attached(group)),
    ...(target.boundary ? [target.boundary] : []),
  ];
  for (const id of new Set(held)) if (isCustomerManaged(id)) versionGrips(iam, add, id, target.account);
  return grips;
}

interface PolicyTarget {
  readonly arn: string;
  readonly account: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly boundary: undefined;
}

type Add = (action: string, on: IamTarget | PolicyTarget, change: Grip['change']) => void;

/** Grips on the policies of one user, role or group. Writing an inline policy may write over each that is there. */
function holderGrips(add: Add, kind: string, on: IamTarget, isOwn: (policy: NamedPolicy) => boolean): void {
  const isInline = (policy: NamedPolicy): boolean => isOwn(policy) && policy.id.startsWith(`${on.arn}/`);
  const isManaged = (policy: NamedPolicy): boolean => isOwn(policy) && !isInline(policy);
  add(`iam:Put${kind}Policy`, on, (holding) => plus(without(isInline)(holding)));
  add(`iam:Attach${kind}Policy`, on, plus);
  add(`iam:Delete${kind}Policy`, on, without(isInline));
  add(`iam:Detach${kind}Policy`, on, without(isManaged));
}

/** Grips on a managed policy: a new version of the attacker's, or another one that is there. */
function versionGrips(iam: IamEstate, add: Add, id: string, account: string): void {
  const tags = iam.estate.index.nodes.get(id)?.tags ?? {};
  const on = { arn: id, account, tags, boundary: undefined };
  add('iam:CreatePolicyVersion', on, replaced(id, everything));
  for (const { isDefault, document, id: version } of iam.policy(id)?.versions ?? []) {
    const policy = isDefault ? undefined : namePolicy(`${id} ${version}`, document, 'identity');
    if (policy) add('iam:SetDefaultPolicyVersion', on, replaced(id, policy));
  }
}

function plus(holding: Holding): Holding {
  return { ...holding, policies: [...holding.policies, everything] };
}

function without(leaves: (policy: NamedPolicy) => boolean): Grip['change'] {
  return (holding) => ({ ...holding, policies: holding.policies.filter((policy) => !leaves(policy)) });
}

function replaced(id: string, by: NamedPolicy): Grip['change'] {
  return ({ policies, boundary }) => ({
    policies: policies.map((policy) => (policy.id === id ? by : policy)),
    boundary: boundary?.id === id ? by : boundary,
  });
}
