import type { JsonObject } from '../../../model/json.ts';
import { type AwsCall, awsCalls } from './calls.ts';

/** The role that a run assumes in the member accounts of an organisation, in the policy that it is given here. */
export const exampleRoleName = 'AmbitCollector';

/**
 * The least-privilege IAM policy that a collection needs: the actions of the table of calls and nothing else.
 *
 * Below the 6,144 characters of a managed policy.
 * @param roleName role to assume in member accounts
 */
export function collectorPolicy(roleName: string = exampleRoleName): JsonObject {
  const bySid = new Map<string, Set<string>>();
  for (const call of awsCalls) {
    const actions = bySid.get(sidOf(call)) ?? new Set();
    bySid.set(sidOf(call), actions);
    for (const action of call.actions) actions.add(action);
  }
  const statements = [...bySid].map(([sid, actions]) => ({
    Sid: sid,
    Effect: 'Allow',
    Action: [...actions].sort(),
    Resource: sid === assumeSid ? `arn:aws:iam::*:role/${roleName}` : '*',
  }));
  return { Version: '2012-10-17', Statement: statements.filter(({ Action }) => Action.length > 0) };
}

const assumeSid = 'EnterMemberAccounts';

/** Statements that can be left out where their part is not wanted have a name of their own. */
function sidOf(call: AwsCall): string {
  if (call.service === 'sts') return call.operation === 'AssumeRole' ? assumeSid : 'WhoAmI';
  if (call.yields.includes('lastAccessed')) return 'ReadLastAccess';
  if (call.yields.includes('organization')) return 'ReadOrganization';
  return call.service === 'iam' ? 'ReadIdentities' : 'ReadResources';
}

/** `docs/collector-policy.md`: the policy, and what each call of the collector is for. */
export function collectorPolicyPage(): string {
  return `${head}
\`\`\`json
${policyText(collectorPolicy())}
\`\`\`

Resources are \`*\` because every call but \`sts:AssumeRole\` lists what there is, or asks about something that a
listing named. \`EnterMemberAccounts\` is needed with \`--organization\` only, \`ReadLastAccess\` only where last accesses
are collected, and \`ReadOrganization\` only in the management account or a delegated administrator's.

## What each call is for

A call that is denied becomes a gap in the report, and what an earlier collection knew of it stays.

${[...new Set(awsCalls.map(({ service }) => service))].map(sectionOf).join('\n')}`;
}

const head = `# What the AWS collector needs

<!-- Generated from ingest/sources/aws/calls.ts; edit that table, not this page. -->

\`ambit ingest aws --live\` reads, and never writes. It reads no secret: not the values of Secrets Manager, of SSM
parameters or of objects, and of environment variables it keeps the ids of access keys only. This is the least that it
must be allowed; in member accounts of an organisation the role named by \`--role-name\` needs the same without
\`EnterMemberAccounts\` and \`ReadOrganization\`.
`;

/** The policy with a list of actions on one line where it fits there, as a formatter would have it. */
function policyText(policy: JsonObject): string {
  return JSON.stringify(policy, null, 2).replaceAll(
    /\[\n\s+("[^"]+"(?:,\n\s+"[^"]+")*)\n\s+\]/g,
    (whole, list: string) => {
      const line = `[${list.replaceAll(/,\n\s+/g, ', ')}]`;
      return line.length <= 100 ? line : whole;
    },
  );
}

function sectionOf(service: string): string {
  const calls = awsCalls.filter((call) => call.service === service);
  return `### ${service}\n\n${calls.map((call) => `- ${lineOf(call)}\n`).join('')}`;
}

function lineOf(call: AwsCall): string {
  const own = `${call.service}:${call.operation}`;
  const actions = call.actions.filter((action) => action !== own).map((action) => ` (as \`${action}\`)`);
  const needs = call.actions.length === 0 ? ' (needs no permission)' : actions.join('');
  const where = call.scope === 'global' ? 'once an account' : 'in each region';
  const times = call.perItem ? `for each of \`${call.of ?? ''}\`` : where;
  const adds = call.yields.map((yielded) => words[yielded]).join(', ');
  const of = call.resourceType === undefined ? '' : ` of \`${call.resourceType}\``;
  return `\`${call.operation}\`${needs}, ${times}: ${adds}${of}`;
}

const words: Readonly<Record<AwsCall['yields'][number], string>> = {
  account: 'the account itself',
  regions: 'the regions to read',
  organization: 'organisation',
  identities: 'identities',
  credentials: 'credentials',
  lastAccessed: 'last accesses',
  resource: 'existence',
  policy: 'resource policy',
  runsAs: 'the role that it runs as',
  config: 'configuration',
  tags: 'tags',
};
