import { parseArn } from '../../model/arn.ts';
import { asObject, type JsonObject } from '../../model/json.ts';
import { encryptionKey } from './encryption-key.ts';
import type { FactIndex } from './fact-index.ts';
import { grantStatements } from './key-grants.ts';
import { namePolicy, type NamedPolicy } from './policies.ts';
import { typeActions, type TypeActions } from './type-actions.ts';

/** A resource as rules see it. */
export interface Resource {
  readonly id: string;
  /** CloudFormation type. */
  readonly type: string;
  readonly account: string;
  readonly region: string | undefined;
  readonly tags: Readonly<Record<string, string>>;
  /** As it was read, or as AWS would have it where a key's was not. */
  readonly policy: NamedPolicy | undefined;
  /** What is assumed since nobody could read it; a condition of every grant on the resource. */
  readonly unread?: string;
  /** ARN of the customer's key that whoever reads or writes its data must be let use; see {@link ResourceShelf.key}. */
  readonly encryptedBy?: string;
  /** A key that AWS keeps for a service: whoever may use the service's data may use it. */
  readonly managedByAws?: true;
}

/** Resources by where rules look for them. */
export interface ResourceShelf {
  /** Types that any account holds. */
  readonly types: readonly string[];
  /** In id order. */
  inAccount(account: string, type: string): readonly Resource[];
  /** Those whose own policy speaks to other accounts, or to everyone. */
  openToOthers(type: string): readonly Resource[];
  /** The KMS key of that ARN; undefined where it was not read. */
  key(arn: string): Resource | undefined;
  /** What resources say themselves, the grants of keys with it. */
  readonly policies: readonly NamedPolicy[];
  readonly actionsOn: TypeActions;
}

export function buildResourceShelf(index: FactIndex): ResourceShelf {
  const policies = new Map(index.of('resource-policy').map((fact) => [fact.resource, fact]));
  const byPlace = new Map<string, Resource[]>();
  const open = new Map<string, Resource[]>();
  const keys = new Map<string, Resource>();
  for (const node of index.nodes.values()) {
    const type = node.properties['type'];
    if (typeof type !== 'string' || node.origin.source !== 'aws') continue;
    const said = policies.get(node.id);
    const account = parseArn(node.id)?.account || node.origin.scope;
    const policy = said === undefined ? undefined : namePolicy(node.id, said.document, 'resource');
    const config = asObject(node.properties['config']);
    const read = { id: node.id, type, account, region: node.region, tags: node.tags ?? {}, policy };
    const encryptedBy = encryptionKey({ ...read, config });
    const plain = encryptedBy === undefined ? read : { ...read, encryptedBy };
    const resource = type === 'AWS::KMS::Key' ? asKey(plain, config) : plain;
    if (type === 'AWS::KMS::Key') keys.set(node.id, resource);
    add(byPlace, `${account} ${type}`, resource);
    if (resource.policy !== undefined && speaksToOthers(resource.policy, account)) add(open, type, resource);
  }
  for (const resources of [...byPlace.values(), ...open.values()]) resources.sort((a, b) => (a.id < b.id ? -1 : 1));
  const all = [...byPlace.values()].flat();
  return {
    types: [...new Set([...byPlace.keys()].map((key) => key.slice(key.indexOf(' ') + 1)))].sort(),
    inAccount: (account, type) => byPlace.get(`${account} ${type}`) ?? [],
    openToOthers: (type) => open.get(type) ?? [],
    key: (arn) => keys.get(arn),
    policies: all.flatMap(({ policy }) => policy ?? []),
    actionsOn: typeActions((type) => all.flatMap((resource) => (resource.type === type ? resource.id : []))),
  };
}

/** A key with its grants, which allow as statements of its policy would. */
function asKey(key: Resource, config: JsonObject | undefined): Resource {
  if (config?.['manager'] === 'AWS') return { ...key, managedByAws: true };
  const read = key.policy === undefined ? withDefaultPolicy(key) : key;
  const grants = grantStatements(config);
  if (grants.length === 0 || read.policy === undefined) return read;
  const { id, statements } = read.policy;
  const document = { Version: read.policy.compiled.version, Statement: [...statements, ...grants] };
  return { ...read, policy: namePolicy(id, document, 'resource') ?? read.policy };
}

/** AWS gives every key this policy unless another is written: it leaves the key to the account's IAM. */
function withDefaultPolicy(key: Resource): Resource {
  const Principal = { AWS: `arn:aws:iam::${key.account}:root` };
  const document = {
    Version: '2012-10-17',
    Statement: [{ Effect: 'Allow', Principal, Action: 'kms:*', Resource: '*' }],
  };
  const policy = namePolicy('default key policy', document, 'resource');
  return { ...key, policy, unread: `the policy of ${key.id}, which was not read, leaves it to IAM` };
}

function speaksToOthers({ compiled, statements }: NamedPolicy, account: string): boolean {
  return compiled.allows.some(({ index, source }) => {
    if (source.notPrincipal || asObject(statements[index]?.['Principal']) === undefined) return true;
    return (source.principals ?? []).some(({ type, value }) => type === 'AWS' && !value.includes(account));
  });
}

function add(lists: Map<string, Resource[]>, key: string, resource: Resource): void {
  const list = lists.get(key);
  if (list) list.push(resource);
  else lists.set(key, [resource]);
}
