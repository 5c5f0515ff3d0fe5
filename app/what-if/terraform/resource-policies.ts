import { parseArn } from '../../../model/arn.ts';
import { asObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { withDocument, type Translate } from './iam-resources.ts';
import { textIn, type PlanWorld } from './plan-world.ts';
import type { PlannedResource } from './read-plan.ts';

/** Where a resource's policy stands in a plan. */
export interface PolicyPlace {
  /** CloudFormation type of what it is on. */
  readonly type: string;
  /** Field that names it. */
  readonly names: string;
  /** Field of the policy. */
  readonly policy: string;
}

/** Policies of resources: those that stand alone, and those that are part of the resource. */
export function resourcePolicy({ type, names, policy }: PolicyPlace): Translate {
  return (world, resource) => {
    const known = world.text(resource, names);
    const said = known === 'unknown' ? undefined : (known.value ?? textIn(resource.before, names));
    const id = said === undefined ? undefined : resourceNamed(world, type, said);
    if (id === undefined) {
      const isAbout = textIn(resource.after, policy) !== undefined || resource.unknown.has(policy);
      if (isAbout)
        world.tell(resource, `${names} is not known before it is applied: what its policy allows is not counted`);
      return;
    }
    if (resource.after === undefined) {
      if (textIn(resource.before, policy) !== undefined)
        world.want(resource, 'is-detached', { change: 'set-resource-policy', resource: id, document: null });
      return;
    }
    withDocument(world, resource, policy, (document) => put(world, resource, { id, type }, document));
  };
}

interface On {
  readonly id: string;
  readonly type: string;
}

/** The resource comes with its policy where nobody has read it. */
function put(world: PlanWorld, resource: PlannedResource, { id, type }: On, document: JsonObject): void {
  const account = parseArn(id)?.account || world.account;
  world.want(resource, 'comes', (facts) =>
    facts.nodes.has(id)
      ? undefined
      : { change: 'add-resource', id, type, ...(account === undefined ? {} : { account }) },
  );
  world.want(resource, 'is-other', { change: 'set-resource-policy', resource: id, document });
}

/** The ARN of what a plan calls by ARN, name, id or URL. */
function resourceNamed({ facts, account }: PlanWorld, type: string, said: string): string | undefined {
  if (said.startsWith('arn:')) return said;
  if (type === 'AWS::S3::Bucket') return `arn:aws:s3:::${said}`;
  const queue = /^https:\/\/sqs\.([a-z0-9-]+)\.amazonaws\.com\/(\d{12})\/(.+)$/.exec(said);
  if (queue) return `arn:aws:sqs:${queue[1]}:${queue[2]}:${queue[3]}`;
  for (const [id, node] of facts.nodes) {
    if (node.properties['type'] !== type || !/[:/]/.test(id.at(-said.length - 1) ?? '')) continue;
    if (id.endsWith(said) && (account === undefined || id.includes(account))) return id;
  }
  return undefined;
}

/** One statement of a function's policy. */
export const lambdaPermission: Translate = (world, resource) => {
  const { before, after } = resource;
  const known = world.text(resource, 'function_name');
  const said = known === 'unknown' ? undefined : (known.value ?? textIn(before, 'function_name'));
  const id = said === undefined ? undefined : resourceNamed(world, 'AWS::Lambda::Function', said);
  const statement = after && permissionStatement(after);
  if (id === undefined || (after !== undefined && statement === undefined)) {
    world.tell(resource, 'who may call which function is not known before it is applied');
    return;
  }
  const gone = textIn(before, 'statement_id');
  world.want(resource, 'comes', (facts) =>
    facts.nodes.has(id) ? undefined : { change: 'add-resource', id, type: 'AWS::Lambda::Function' },
  );
  world.want(resource, 'is-other', (facts) => {
    const fact = facts.of('resource-policy').find((each) => each.resource === id);
    const document = asObject(fact?.document) ?? { Version: '2012-10-17' };
    const kept = listOf(document['Statement']).filter((each) => gone === undefined || asObject(each)?.['Sid'] !== gone);
    const all = statement === undefined ? kept : [...kept, { ...statement, Resource: id }];
    if (all.length > 0)
      return { change: 'set-resource-policy', resource: id, document: { ...document, Statement: all } };
    return fact === undefined ? undefined : { change: 'set-resource-policy', resource: id, document: null };
  });
};

function permissionStatement(values: JsonObject): JsonObject | undefined {
  const [action, principal] = [textIn(values, 'action'), textIn(values, 'principal')];
  if (action === undefined || principal === undefined) return undefined;
  const [source, account] = [textIn(values, 'source_arn'), textIn(values, 'source_account')];
  const organization = textIn(values, 'principal_org_id');
  const condition = {
    ...(source === undefined ? {} : { ArnLike: { 'aws:SourceArn': source } }),
    ...(account === undefined && organization === undefined
      ? {}
      : {
          StringEquals: {
            ...(account === undefined ? {} : { 'aws:SourceAccount': account }),
            ...(organization === undefined ? {} : { 'aws:PrincipalOrgID': organization }),
          },
        }),
  };
  const isService = principal.endsWith('.amazonaws.com');
  return {
    Sid: textIn(values, 'statement_id') ?? '',
    Effect: 'Allow',
    Principal: principal === '*' ? '*' : isService ? { Service: principal } : { AWS: principal },
    Action: action,
    ...(Object.keys(condition).length === 0 ? {} : { Condition: condition }),
  };
}

function listOf(value: JsonValue | undefined): readonly JsonValue[] {
  if (Array.isArray(value)) return value;
  return value === undefined ? [] : [value];
}
