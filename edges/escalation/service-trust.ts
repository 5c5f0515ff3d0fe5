import { requestContext } from '../../policy/context.ts';
import { decide } from '../../policy/evaluate.ts';
import { principalOf } from '../../policy/principal.ts';
import type { Estate } from '../estate/estate.ts';
import { conditionText, statementEvidence, type Grant, type Target } from '../estate/judge.ts';
import type { NamedPolicy } from '../estate/policies.ts';
import { roleTarget } from '../role-target.ts';
import { bestGrant } from './merge-grants.ts';

/** A role that a service may become when it is handed over. */
export interface ServiceRole {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** What the trust policy asks for beside the service, and the statement that admits it. */
  readonly trust: Grant;
}

/** Roles of an account by the service that they trust. */
export type ServiceRoles = (account: string, service: string) => readonly ServiceRole[];

/** Reads every trust policy once. A regional name of a service counts as the service: `states.eu-west-1.amazonaws.com`. */
export function buildServiceRoles(estate: Estate): ServiceRoles {
  const byPlace = new Map<string, ServiceRole[]>();
  for (const role of estate.trusts.keys()) {
    const target = roleTarget(estate, role);
    // AWS gives service-linked roles to their service alone; nobody passes them.
    if (target === undefined || role.includes(':role/aws-service-role/')) continue;
    for (const [service, names] of trustedServices(target.policy)) {
      const trust = bestGrant(names.flatMap((name) => admitted(estate, target, name) ?? []));
      if (trust === undefined) continue;
      const key = `${target.account} ${service}`;
      const roles = byPlace.get(key) ?? [];
      byPlace.set(key, roles);
      roles.push({ arn: role, tags: target.tags, trust });
    }
  }
  return (account, service) => byPlace.get(`${account} ${service}`) ?? [];
}

/** The names under which a trust policy speaks of each service. */
function trustedServices(policy: NamedPolicy | undefined): ReadonlyMap<string, readonly string[]> {
  const found = new Map<string, string[]>();
  for (const { source } of policy?.compiled.allows ?? []) {
    for (const { type, value } of source.principals ?? []) {
      if (type !== 'Service' || source.notPrincipal) continue;
      const service = value.replace(/\.[a-z]{2}(-[a-z]+)+-\d(?=\.amazonaws\.com)/, '').replace(/\.cn$/, '');
      found.set(service, [...(found.get(service) ?? []), value]);
    }
  }
  return found;
}

/** Judges the trust for the service when it acts for the account itself. */
function admitted({ organization }: Estate, target: Target, service: string): Grant | undefined {
  const principal = principalOf(service);
  const { policy, account, arn } = target;
  if (principal === undefined || policy === undefined) return undefined;
  const place = organization.place(account);
  const sourceArn = ownSourceArn(policy, account);
  const { decision, conditions, evidence } = decide({
    principal,
    action: 'sts:AssumeRole',
    resource: arn,
    resourceAccount: account,
    context: requestContext(
      {
        'aws:SourceAccount': account,
        ...(place?.organizationId === undefined ? {} : { 'aws:SourceOrgID': place.organizationId }),
        ...(sourceArn === undefined ? {} : { 'aws:SourceArn': sourceArn }),
      },
      'unknown',
      ['sts:ExternalId'],
    ),
    identityPolicies: [],
    resourcePolicy: policy.compiled,
  });
  if (decision !== 'allowed' && decision !== 'conditional') return undefined;
  return {
    conditions: conditions.map(conditionText),
    evidence: evidence.flatMap((item) =>
      item.policy === 'resource' ? statementEvidence(policy, item.statement, item.effect) : [],
    ),
  };
}

/** A source that the trust policy takes and that anyone in the account may make, where it leaves the name open. */
function ownSourceArn({ compiled }: NamedPolicy, account: string): string | undefined {
  const wanted = compiled.allows
    .flatMap(({ source }) => source.conditions)
    .filter(({ key }) => key.toLowerCase() === 'aws:sourcearn')
    .flatMap(({ values }) => values);
  const open = wanted.find(
    (value) => /[*?]/.test(value.split(':').slice(5).join(':')) && value.includes(`:${account}:`),
  );
  return open?.replaceAll('*', 'any').replaceAll('?', 'x');
}
