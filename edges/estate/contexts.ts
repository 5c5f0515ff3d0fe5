import { requestContext } from '../../policy/context.ts';
import type { RequestContext } from '../../policy/scope.ts';
import type { SettledValues, Target } from './judge.ts';
import type { Organization } from './organization.ts';
import { nobodysAccount, type Profile } from './profiles.ts';

/** What of a request decides its context. */
export interface Circumstances {
  readonly profile: Profile;
  readonly target: Target;
  readonly service: string;
  readonly values: SettledValues;
}

export const noValues: SettledValues = {};

/** At most so many contexts are kept for the next request that is like them. */
const maximumContexts = 4096;

/**
 * Makes the contexts of requests; requests that are alike in what a context is made of share one.
 *
 * @param readAt ISO 8601 time of which answers are true
 */
export function buildContexts(
  organization: Organization,
  readAt: string | undefined,
): (circumstances: Circumstances) => RequestContext {
  const known = new Map<string, RequestContext>();
  const ofProfile = buildProfileNumbers();
  const ofTarget = buildTargetNumbers();
  return (asked) => {
    const { profile, target, service, values } = asked;
    if (values !== noValues) return contextFor(asked, organization, readAt);
    const key = `${service} ${ofProfile(profile)} ${ofTarget(target)}`;
    const found = known.get(key);
    if (found) return found;
    if (known.size === maximumContexts) known.clear();
    const context = contextFor(asked, organization, readAt);
    known.set(key, context);
    return context;
  };
}

/** A number that is equal for profiles of which a context says the same. */
function buildProfileNumbers(): (profile: Profile) => number {
  const numbers = new Map<string, number>();
  const known = new WeakMap<Profile, number>();
  return (profile) => {
    const found = known.get(profile);
    if (found !== undefined) return found;
    const { account, tags, isForeign } = profile;
    const key = JSON.stringify([account, Object.entries(tags), isForeign, isSession(profile)]);
    const number = numberOf(numbers, key);
    known.set(profile, number);
    return number;
  };
}

/** The same for targets; those of one resource have the very same tags. */
function buildTargetNumbers(): (target: Target) => number {
  const numbers = new Map<string, number>();
  const ofTags = new WeakMap<Target['tags'], { readonly place: string; readonly number: number }>();
  return ({ tags, account, region }) => {
    const place = region === undefined ? account : `${account} ${region}`;
    const found = ofTags.get(tags);
    if (found?.place === place) return found.number;
    const number = numberOf(numbers, JSON.stringify([place, Object.entries(tags)]));
    ofTags.set(tags, { place, number });
    return number;
  };
}

function numberOf(numbers: Map<string, number>, key: string): number {
  const number = numbers.get(key) ?? numbers.size;
  numbers.set(key, number);
  return number;
}

function contextFor(
  { profile, target, service, values }: Circumstances,
  organization: Organization,
  readAt: string | undefined,
): RequestContext {
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
function timesOf(profile: Profile, readAt: string | undefined): Record<string, string> {
  const time = readAt === undefined ? Number.NaN : Date.parse(readAt);
  if (readAt === undefined || Number.isNaN(time)) return {};
  return {
    'aws:CurrentTime': readAt,
    'aws:EpochTime': String(Math.floor(time / 1000)),
    ...(isSession(profile) ? { 'aws:TokenIssueTime': readAt } : {}),
  };
}

function isSession({ principal: { kind } }: Profile): boolean {
  return kind === 'role' || kind === 'session';
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
