import { mayAllowAction } from '../policy/inspect.ts';
import { principalOf } from '../policy/principal.ts';
import { administrationOf } from './administration.ts';
import { defineEdge } from './define-edge.ts';
import { administering, everything } from './escalation/administration.ts';
import { controlStatements } from './escalation/control-statements.ts';
import { buildIamEstate, type IamEstate } from './escalation/iam-estate.ts';
import { buildWayJudge, type WayGrant, type WayJudge } from './escalation/judge-way.ts';
import { bestGrant, mergeGrants } from './escalation/merge-grants.ts';
import { inIam, type Need, type Way } from './escalation/way.ts';
import type { Profile } from './estate/profiles.ts';

export const canCreatePrincipal = defineEdge({
  kind: 'CAN_CREATE_PRINCIPAL',
  title: 'can make a new administrator',
  description:
    'The principal may make a new user or role, give it a policy, and use it: a new administrator of its own, unless a boundary that it must set leaves no IAM.',
  abuse:
    'aws iam create-user, attach-user-policy with AdministratorAccess and create-access-key; or create-role with a trust policy that names you, and attach-role-policy.',
  remediation:
    'Demand a permissions boundary of whatever is created (iam:PermissionsBoundary), and name the policies that may be attached (iam:PolicyARN).',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/access_policies_boundaries.html#access_policies_boundaries-delegate',
    'https://pathfinding.cloud/paths/iam-015',
  ],
  nhi: ['NHI5'],
  mitre: ['T1136.003', 'T1098.003'],
  limits:
    'A new member of a group that exists already is not thought of, nor what a boundary leaves that has no IAM in it.',
  cost: 3,
  *derive(estate) {
    const iam = buildIamEstate(estate);
    const judgeWay = buildWayJudge(estate, controlStatements(estate));
    for (const profile of estate.profiles) {
      const isActor = !profile.isForeign && profile.session === undefined;
      const may = (action: string): boolean =>
        profile.policies.some(({ compiled }) => mayAllowAction(compiled, action));
      if (!isActor || !(may('iam:CreateUser') || may('iam:CreateRole'))) continue;
      const grant = bestGrant(newcomers(iam, profile, judgeWay));
      if (grant === undefined) continue;
      const { way, conditions, evidence } = grant;
      const to = [administrationOf(profile.account)];
      yield { from: { profile: profile.index }, to, rule: way.id, conditions, evidence };
    }
  },
});

const user = inIam('user/<new>');
const role = inIam('role/<new>');
const madeUser: Need = ['iam:CreateUser', user];
const madeRole: Need = ['iam:CreateRole', role];
const keyed: Need = ['iam:CreateAccessKey', user];
const signedIn: Need = ['iam:CreateLoginProfile', user];

const ways: readonly Way[] = [
  { id: 'iam-111', needs: [madeRole, ['iam:AttachRolePolicy', role]] },
  { id: 'iam-112', needs: [madeRole, ['iam:PutRolePolicy', role]] },
  { id: 'iam-113', needs: [madeUser, ['iam:AttachUserPolicy', user], keyed] },
  { id: 'iam-114', needs: [madeUser, ['iam:PutUserPolicy', user], keyed] },
  { id: 'iam-115', needs: [madeUser, ['iam:AttachUserPolicy', user], signedIn] },
  { id: 'iam-116', needs: [madeUser, ['iam:PutUserPolicy', user], signedIn] },
];

function* newcomers(iam: IamEstate, profile: Profile, judgeWay: WayJudge): Iterable<WayGrant> {
  for (const boundary of boundaries(profile)) {
    const values = {
      'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
      'iam:PermissionsBoundary': boundary,
    };
    for (const way of ways) {
      const grant = judgeWay(profile, way, values);
      const left = grant && administratingNewcomer(iam, profile, way, boundary);
      if (grant && left) yield { ...grant, ...mergeGrants([grant, { conditions: left, evidence: [] }]) };
    }
  }
}

/** No boundary, and each that the profile's policies ask for by name. */
function boundaries({ policies }: Profile): readonly (string | undefined)[] {
  const named = policies
    .flatMap(({ compiled }) => compiled.allows)
    .flatMap(({ source }) => source.conditions)
    .filter(({ key }) => key.toLowerCase() === 'iam:permissionsboundary')
    .flatMap(({ values }) => values.filter((value) => !/[*?]/.test(value)));
  return [undefined, ...new Set(named)];
}

/** What the newcomer must meet to administer the account with everything that its boundary leaves. */
function administratingNewcomer(
  { estate, shelf }: IamEstate,
  { account }: Profile,
  { id }: Way,
  boundary: string | undefined,
): readonly string[] | undefined {
  const kind = id === 'iam-111' || id === 'iam-112' ? 'role' : 'user';
  const principal = principalOf(`arn:aws:iam::${account}:${kind}/any`);
  if (principal === undefined) return undefined;
  const limit = boundary === undefined ? undefined : shelf.get(boundary, 'boundary');
  const unread =
    boundary === undefined || limit !== undefined ? [] : [`${boundary}, which was not read, leaves all of IAM`];
  const newcomer = { index: -1, account, members: [], principal, tags: {}, session: undefined, isForeign: false };
  return administering(estate, { ...newcomer, policies: [everything], boundary: limit, unread, lost: [] });
}
