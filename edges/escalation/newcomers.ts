import { principalOf } from '../../policy/principal.ts';
import type { Grant } from '../estate/judge.ts';
import type { NamedPolicy } from '../estate/policies.ts';
import type { Profile } from '../estate/profiles.ts';
import { everything } from './administration.ts';
import { iamCall } from './iam-calls.ts';
import { policiesOfGroup, type IamEstate } from './iam-estate.ts';
import type { WayJudge } from './judge-way.ts';
import { mergeGrants } from './merge-grants.ts';
import { inIam, type Need, type Way } from './way.ts';

/** A user or role that somebody may make for himself, and what it holds then. */
export interface Newcomer {
  /** Which way of making it, and what that needs. */
  readonly id: string;
  readonly grant: Grant;
  readonly profile: Profile;
}

const user = inIam('user/<new>');
const role = inIam('role/<new>');
const madeUser: Need = ['iam:CreateUser', user];
const madeRole: Need = ['iam:CreateRole', role];
const keyed: Need = ['iam:CreateAccessKey', user];
const signedIn: Need = ['iam:CreateLoginProfile', user];

/** Ways to a newcomer that holds a policy which the attacker writes, or one that AWS keeps. */
const writtenWays: readonly Way[] = [
  { id: 'iam-111', needs: [madeRole, ['iam:AttachRolePolicy', role]] },
  { id: 'iam-112', needs: [madeRole, ['iam:PutRolePolicy', role]] },
  { id: 'iam-113', needs: [madeUser, ['iam:AttachUserPolicy', user], keyed] },
  { id: 'iam-114', needs: [madeUser, ['iam:PutUserPolicy', user], keyed] },
  { id: 'iam-115', needs: [madeUser, ['iam:AttachUserPolicy', user], signedIn] },
  { id: 'iam-116', needs: [madeUser, ['iam:PutUserPolicy', user], signedIn] },
];

/** Ways to a user that is then put into a group. */
const joiningWays: readonly Way[] = [
  { id: 'iam-117', needs: [madeUser, keyed] },
  { id: 'iam-118', needs: [madeUser, signedIn] },
];

/** Calls of which whoever makes a newcomer must be allowed one. */
export const makingActions: readonly string[] = ['iam:CreateUser', 'iam:CreateRole'];

/** Everyone whom the profile may make, under no boundary and under each that it must set. */
export function* newcomers(iam: IamEstate, profile: Profile, judgeWay: WayJudge): Iterable<Newcomer> {
  for (const boundary of boundaries(profile)) {
    const asked: Asked = { iam, profile, judgeWay, boundary };
    for (const way of writtenWays) yield* made(asked, way, [everything]);
    yield* members(asked);
  }
}

interface Asked {
  readonly iam: IamEstate;
  readonly profile: Profile;
  readonly judgeWay: WayJudge;
  readonly boundary: string | undefined;
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

function* made(
  { iam, profile, judgeWay, boundary }: Asked,
  way: Way,
  policies: readonly NamedPolicy[],
): Iterable<Newcomer> {
  const grant = judgeWay(profile, way, {
    'iam:PolicyARN': 'arn:aws:iam::aws:policy/AdministratorAccess',
    'iam:PermissionsBoundary': boundary,
  });
  if (grant?.made === undefined) return;
  const newcomer = profileOf(iam, grant.made, { policies, boundary });
  if (newcomer) yield { id: way.id, grant, profile: newcomer };
}

/** New users in each group that holds something. */
function* members(asked: Asked): Iterable<Newcomer> {
  const { iam, profile } = asked;
  const fresh = joiningWays.flatMap((way) => [...made(asked, way, [])]);
  if (fresh.length === 0) return;
  for (const group of iam.targets(profile.account, 'group')) {
    const policies = policiesOfGroup(iam, group.arn);
    const joined = policies.length === 0 ? undefined : iamCall(iam, profile, 'iam:AddUserToGroup', group);
    if (joined === undefined) continue;
    const unread = iam.attached(group.arn).filter((id) => iam.shelf.get(id, 'identity') === undefined);
    const words = unread.map((id) => `${id}, which was not read, does not deny it`);
    for (const { id, grant, profile: alone } of fresh) {
      const member = { ...alone, policies, unread: [...alone.unread, ...words] };
      yield { id, grant: mergeGrants([grant, joined]), profile: member };
    }
  }
}

interface Held {
  readonly policies: readonly NamedPolicy[];
  readonly boundary: string | undefined;
}

function profileOf({ shelf }: IamEstate, arn: string, { policies, boundary }: Held): Profile | undefined {
  const principal = principalOf(arn);
  if (principal?.account === undefined) return undefined;
  const limit = boundary === undefined ? undefined : shelf.get(boundary, 'boundary');
  const isLost = boundary !== undefined && limit === undefined;
  const unread = isLost ? [`${boundary}, which was not read, leaves all of IAM`] : [];
  const held = { account: principal.account, principal, policies, boundary: limit, unread, lost: [] };
  return { ...held, index: -1, members: [], tags: {}, session: undefined, isForeign: false };
}
