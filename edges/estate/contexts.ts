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

/** At most so many of each are kept for the next request that is like them. */
const maximumKept = 4096;

/**
 * Makes the contexts of requests; requests that are alike in what a context is made of share one.
 *
 * @param readAt ISO 8601 time of which answers are true
 */
export function buildContexts(
  organization: Organization,
  readAt: string | undefined,
): (circumstances: Circumstances) => RequestContext {
  const ofProfile = buildProfileNumbers();
  const ofTarget = buildTargetNumbers();
  const callers = new Kept<number, RequestContext>();
  const asked = new Kept<string, RequestContext>();
  const known = new Kept<string, RequestContext>();
  return ({ profile, target, service, values }) => {
    const from = ofProfile(profile);
    const to = `${service} ${ofTarget(target)}`;
    const whole = (): RequestContext => {
      const caller = callers.get(from, () => callerPart(profile, organization, readAt));
      return together(
        caller,
        asked.get(to, () => targetPart(target, service, organization)),
      );
    };
    const context = known.get(`${from} ${to}`, whole);
    return values === noValues ? context : together(context, settledPart(values));
  };
}

/** Keeps what was made; forgets all of it when it is too much. */
class Kept<K, V> {
  readonly #values = new Map<K, V>();

  get(key: K, make: () => V): V {
    const found = this.#values.get(key);
    if (found !== undefined) return found;
    const made = make();
    if (this.#values.size === maximumKept) this.#values.clear();
    this.#values.set(key, made);
    return made;
  }
}

/** What both say; where they speak of one key, the second does. */
function together(first: RequestContext, second: RequestContext): RequestContext {
  const values = new Map(first.values);
  for (const [key, list] of second.values) values.set(key, list);
  const settled = new Set(first.settled);
  for (const key of second.settled) settled.add(key);
  return { values, settled, otherwise: 'unknown', now: second.now ?? first.now };
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

function callerPart(profile: Profile, organization: Organization, readAt: string | undefined): RequestContext {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(profile.tags)) values[`aws:PrincipalTag/${key}`] = value;
  const from = organization.place(profile.account);
  if (from?.organizationId !== undefined)
    Object.assign(values, { 'aws:PrincipalOrgID': from.organizationId, 'aws:PrincipalOrgPaths': orgPath(from) });
  return requestContext({ ...values, ...timesOf(profile, readAt) }, 'unknown', settledFor(profile, organization));
}

function targetPart({ tags, account, region }: Target, service: string, organization: Organization): RequestContext {
  const values: Record<string, string> = {};
  for (const [key, value] of Object.entries(tags)) {
    values[`aws:ResourceTag/${key}`] = value;
    // Services repeat it under a name of their own: ec2:ResourceTag, iam:ResourceTag, ssm:resourceTag.
    values[`${service}:ResourceTag/${key}`] = value;
  }
  const to = organization.place(account);
  if (region !== undefined) values['aws:RequestedRegion'] = region;
  if (to?.organizationId !== undefined)
    Object.assign(values, { 'aws:ResourceOrgID': to.organizationId, 'aws:ResourceOrgPaths': orgPath(to) });
  return requestContext(values, 'unknown', [`${service}:ResourceTag/`]);
}

function settledPart(values: SettledValues): RequestContext {
  const said: Record<string, string> = {};
  const settled: string[] = [];
  for (const [key, value] of Object.entries(values)) {
    if (value === undefined) settled.push(key);
    else said[key] = value;
  }
  return requestContext(said, 'unknown', settled);
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
