import { arnField, arnText } from '../../policy/arn.ts';
import { mayAllowAction } from '../../policy/inspect.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant, SettledValues } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import { namesFor, regionsFor } from './choices.ts';
import type { ControlStatements } from './control-statements.ts';
import { bestGrant, mergeGrants } from './merge-grants.ts';
import { withoutOwnParameters } from './own-parameters.ts';
import { standing } from './standing.ts';
import { filledArn, type Need, type Way } from './way.ts';

/** That a profile may go a way, and the thing that it makes on it. */
export interface WayGrant extends Grant {
  readonly way: Way;
  /** ARN of what it makes; undefined where the way names nothing new. */
  readonly made: string | undefined;
}

/** Judges whole ways; made once for an estate. */
export type WayJudge = (profile: Profile, way: Way, values?: SettledValues) => WayGrant | undefined;

export function buildWayJudge(estate: Estate, controlsOf: ControlStatements): WayJudge {
  return (profile, way, values = {}) => {
    if (!mayGo(profile, way.needs)) return undefined;
    const own = [...profile.policies, ...(profile.boundary ? [profile.boundary] : [])];
    const statements = [...own.flatMap(({ compiled }) => compiled.statements), ...controlsOf(profile.account)];
    return bestGrant(grants({ estate, profile, way, values }, regionsFor(statements, way.needs)));
  };
}

/** Whether the profile's policies speak of every call in an Allow: a cheap way to leave most profiles out. */
export function mayGo({ policies }: Profile, needs: readonly Need[]): boolean {
  return needs.every(([action]) => policies.some(({ compiled }) => mayAllowAction(compiled, action)));
}

interface Going {
  readonly estate: Estate;
  readonly profile: Profile;
  readonly way: Way;
  readonly values: SettledValues;
}

/** Judges one call alone in a region, whatever the name is that it is asked on. */
export function judgeNeed(estate: Estate, profile: Profile, need: Need, region: string): Grant | undefined {
  const going = { estate, profile, way: { id: '', needs: [need] }, values: {} };
  return bestGrant(
    namesFor(profile, [need]).flatMap((name) => asked(going, need, { region, name, existing: undefined }) ?? []),
  );
}

/** At most so many existing things are asked about. */
const maximumExisting = 64;

function* grants(going: Going, regions: readonly string[]): Iterable<WayGrant> {
  const { way, profile, estate } = going;
  const listed = way.existing === undefined ? [] : standing(estate, profile.account, way.existing);
  if (listed === undefined) return;
  const assumed = way.existing === undefined || listed.length > 0 ? [] : [`the account has ${way.existing.words}`];
  const onNew = way.needs.filter(([, on]) => /<new>|<old>/.test(on));
  const isOnOld = onNew.some(([, on]) => on.includes('<old>'));
  const old = isOnOld ? listed.slice(0, maximumExisting) : [];
  const names = onNew.length === 0 ? ['any'] : namesFor(profile, onNew);
  const first = way.needs.find(isOwnInstance) ?? onNew.find(([, on]) => !on.includes(':instance-profile/'));
  for (const place of placesOf(old, regions, names)) {
    const each = grantsAt(going, place);
    if (each.length < way.needs.length) continue;
    const { conditions, evidence } = mergeGrants(each);
    const made = first === undefined ? undefined : arnAt(first, profile, place);
    yield { way, made, conditions: [...assumed, ...withoutOwnParameters(conditions)], evidence };
  }
}

/** Whether the call makes an instance: AWS names it, so it fits what leaves its name open. */
function isOwnInstance([action, on]: Need): boolean {
  return action === 'ec2:RunInstances' && on.includes(':instance/');
}

/** Every choice that the attacker has: an existing thing lies in a region of its own. */
function placesOf(old: readonly string[], regions: readonly string[], names: readonly string[]): readonly Place[] {
  return (old.length === 0 ? [undefined] : old).flatMap((existing) => {
    const own = existing === undefined ? '' : arnField(arnText(existing), 3);
    return (own === '' ? regions : [own]).flatMap((region) => names.map((name) => ({ region, name, existing })));
  });
}

/** Where a need is asked. */
interface Place {
  readonly region: string;
  readonly name: string;
  /** ARN of what `<old>` stands for, where things of its type were listed. */
  readonly existing: string | undefined;
}

/** One grant a need, in their order; fewer where one is not allowed. */
function grantsAt(going: Going, place: Place): readonly Grant[] {
  const found: Grant[] = [];
  for (const need of going.way.needs) {
    const names = need[1].includes('<any>') ? namesFor(going.profile, [need]) : [place.name];
    const best = bestGrant(names.flatMap((name) => asked(going, need, { ...place, name }) ?? []));
    if (best === undefined) break;
    found.push(best);
  }
  return found;
}

function asked({ estate, profile, values }: Going, need: Need, place: Place): Grant | undefined {
  const arn = arnAt(need, profile, place);
  const tags = estate.index.nodes.get(arn)?.tags ?? {};
  return estate.judge(profile, need[0], { arn, account: profile.account, tags, policy: undefined }, values);
}

function arnAt([, on]: Need, { principal, account }: Profile, { region, name, existing }: Place): string {
  if (existing !== undefined && on.includes('<old>')) return existing;
  const partition = arnField(arnText(principal.id), 1) || 'aws';
  return filledArn(on, { account, region, name, partition });
}
