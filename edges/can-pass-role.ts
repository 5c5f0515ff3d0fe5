import { mayAllowAction } from '../policy/inspect.ts';
import { askersOf, type Asker } from './access/askers.ts';
import { askedAction, buildSpeaking } from './access/speaking.ts';
import { defineEdge, type Finding, type Said } from './define-edge.ts';
import { alike } from './escalation/alike.ts';
import { controlStatements, type ControlStatements } from './escalation/control-statements.ts';
import { buildWayJudge, type WayGrant, type WayJudge } from './escalation/judge-way.ts';
import { bestGrant, grantKey, mergeGrants } from './escalation/merge-grants.ts';
import type { PassWay } from './escalation/pass-way.ts';
import { passWays } from './escalation/pass-ways.ts';
import { retagged, taggingActions } from './escalation/retag.ts';
import { buildServiceRoles, type ServiceRole, type ServiceRoles } from './escalation/service-trust.ts';
import type { Estate } from './estate/estate.ts';
import type { Grant } from './estate/judge.ts';
import type { Profile } from './estate/profiles.ts';

export const canPassRole = defineEdge({
  kind: 'CAN_PASS_ROLE',
  title: 'can pass the role to its own code',
  description:
    'The principal may start something in a service that the role trusts, hand the role over to it, and choose what it runs: the code acts as the role.',
  abuse:
    'aws lambda create-function --role <role> --zip-file fileb://mine.zip …, then aws lambda invoke; or the like in the service that the step names: an instance, a task, a build, a stack, a notebook.',
  remediation:
    'Scope iam:PassRole to the roles that are needed, and to one service by iam:PassedToService; let only deployments create compute.',
  references: [
    'https://docs.aws.amazon.com/IAM/latest/UserGuide/id_roles_use_passrole.html',
    'https://pathfinding.cloud/paths/lambda-001',
    'https://pathfinding.cloud/paths/ec2-001',
    'https://pathfinding.cloud/paths/cloudformation-001',
  ],
  nhi: ['NHI5', 'NHI6'],
  mitre: ['T1548.005', 'T1578.002', 'T1648'],
  limits:
    'Networks, images and quotas that the new compute needs are taken to be there. What must exist already (a cluster, a job to update) is a condition where nothing of its type was listed.',
  cost: 3,
  *derive(estate) {
    const controlsOf = controlStatements(estate);
    const profiled = estate.index.of('instance-profile');
    const passing: Passing = {
      estate,
      controlsOf,
      judgeWay: buildWayJudge(estate, controlsOf),
      rolesOf: buildServiceRoles(estate),
      inInstanceProfile: new Set(profiled.map(({ role }) => role)),
    };
    const speaking = buildSpeaking(actionsAsked.map(askedAction));
    for (const profiles of estate.profilesOf.values()) {
      const passers = profiles.filter(mayPass);
      for (const asker of askersOf(estate, passers, speaking, false)) yield* passes(passing, asker);
    }
  },
});

interface Passing {
  readonly estate: Estate;
  readonly controlsOf: ControlStatements;
  readonly judgeWay: WayJudge;
  readonly rolesOf: ServiceRoles;
  /** Roles that an EC2 instance can be given. */
  readonly inInstanceProfile: ReadonlySet<string>;
}

/** The ways through one service to the same roles. */
const lanes = lanesOf(passWays);

function lanesOf(ways: readonly PassWay[]): readonly (readonly [PassWay, ...PassWay[]])[] {
  const found = new Map<string, [PassWay, ...PassWay[]]>();
  for (const way of ways) {
    const key = [way.service, way.passedTo, way.alsoPass, way.instanceProfile].join(' ');
    const lane = found.get(key);
    if (lane) lane.push(way);
    else found.set(key, [way]);
  }
  return [...found.values()];
}

const actionsAsked = [
  ...new Set(['iam:PassRole', ...taggingActions, ...passWays.flatMap(({ needs }) => needs.map(([action]) => action))]),
];

function mayPass({ policies, isForeign }: Profile): boolean {
  return !isForeign && policies.some(({ compiled }) => mayAllowAction(compiled, 'iam:PassRole'));
}

function* passes(passing: Passing, { profile, profiles }: Asker): Iterable<Finding> {
  const from = profiles.length === 1 ? { profile: profiles[0] } : { profiles };
  for (const lane of lanes) {
    const roles = candidates(passing, profile, lane[0]);
    if (roles.length === 0) continue;
    const way = bestGrant(lane.flatMap((each) => passing.judgeWay(profile, each) ?? []));
    const second = way === undefined ? undefined : secondPass(passing, profile, lane[0]);
    if (way !== undefined && second !== undefined)
      for (const found of handOver(passing, { profile, lane: lane[0], way, second }, roles)) yield { from, ...found };
  }
}

function candidates(
  { rolesOf, inInstanceProfile }: Passing,
  { account }: Profile,
  way: PassWay,
): readonly ServiceRole[] {
  const roles = rolesOf(account, way.service);
  if (way.instanceProfile === undefined) return roles;
  const inside = roles.filter(({ arn }) => inInstanceProfile.has(arn));
  if (way.instanceProfile === 'holds it') return inside;
  return roles.filter(({ arn }) => !inInstanceProfile.has(arn));
}

const nothing: Grant = { conditions: [], evidence: [] };

/** That some role may be handed to the service that must have one of its own. */
function secondPass(passing: Passing, profile: Profile, { alsoPass }: PassWay): Grant | undefined {
  if (alsoPass === undefined) return nothing;
  const roles = passing.rolesOf(profile.account, alsoPass);
  return bestGrant(
    roles.flatMap((role) => passGrant(passing, profile, role, { 'iam:PassedToService': alsoPass }) ?? []),
  );
}

interface HandOver {
  readonly profile: Profile;
  readonly lane: PassWay;
  readonly way: WayGrant;
  readonly second: Grant;
}

function* handOver(
  passing: Passing,
  { profile, lane, way, second }: HandOver,
  roles: readonly ServiceRole[],
): Iterable<Omit<Finding, 'from'>> {
  const values = {
    'iam:PassedToService': lane.passedTo ?? lane.service,
    ...(way.made === undefined ? {} : { 'iam:AssociatedResourceArn': way.made }),
  };
  const groups = new Map<string, Passed>();
  for (const part of alike(profile, ['iam:PassRole'], roles, passing.controlsOf(profile.account))) {
    const passed = passGrant(passing, profile, part[0], values);
    if (passed === undefined) continue;
    const merged = mergeGrants([passed, way, second]);
    const handed = grantKey(merged);
    for (const { arn, trust } of part) {
      const key = JSON.stringify([handed, trust.conditions]);
      const group = groups.get(key) ?? { grant: withConditions(merged, trust.conditions), to: [], each: [] };
      groups.set(key, group);
      group.to.push(arn);
      group.each.push({ conditions: [], evidence: trust.evidence });
    }
  }
  for (const { grant, to, each } of groups.values()) yield { to, rule: way.way.id, ...grant, each };
}

/** Roles that are passed by the same statements, and trust the service under the same conditions. */
interface Passed {
  readonly grant: Grant;
  readonly to: string[];
  /** By which statement each role trusts the service. */
  readonly each: Said[];
}

function withConditions({ conditions, evidence }: Grant, more: readonly string[]): Grant {
  return { conditions: [...new Set([...conditions, ...more])], evidence };
}

/** Judges the handing over of a role, tagged first where a tag is asked for and the profile may set it. */
function passGrant(
  { estate }: Passing,
  profile: Profile,
  { arn, tags }: ServiceRole,
  values: Readonly<Record<string, string>>,
): Grant | undefined {
  const role = { arn, account: profile.account, tags };
  const passed = estate.judge(profile, passing, { ...role, policy: undefined }, values);
  if (passed?.conditions.length === 0) return passed;
  const others = Array.from(retagged(estate, profile, passing, role), ({ tags: set, grant }) => {
    const then = estate.judge(profile, passing, { ...role, tags: set, policy: undefined }, values);
    return then && mergeGrants([then, grant]);
  });
  return bestGrant([passed, ...others].filter((each) => each !== undefined));
}

const passing = 'iam:PassRole';
