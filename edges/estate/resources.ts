import { parseArn } from '../../model/arn.ts';
import { asObject } from '../../model/json.ts';
import type { FactIndex } from './fact-index.ts';
import { namePolicy, type NamedPolicy } from './policies.ts';

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
}

/** Resources by where rules look for them. */
export interface ResourceShelf {
  /** Types that any account holds. */
  readonly types: readonly string[];
  /** In id order. */
  inAccount(account: string, type: string): readonly Resource[];
  /** Those whose own policy speaks to other accounts, or to everyone. */
  openToOthers(type: string): readonly Resource[];
}

export function buildResourceShelf(index: FactIndex): ResourceShelf {
  const policies = new Map(index.of('resource-policy').map((fact) => [fact.resource, fact]));
  const byPlace = new Map<string, Resource[]>();
  const open = new Map<string, Resource[]>();
  for (const node of index.nodes.values()) {
    const type = node.properties['type'];
    if (typeof type !== 'string' || node.origin.source !== 'aws') continue;
    const said = policies.get(node.id);
    const account = parseArn(node.id)?.account || node.origin.scope;
    const policy = said === undefined ? undefined : namePolicy(node.id, said.document, 'resource');
    const read = { id: node.id, type, account, region: node.region, tags: node.tags ?? {}, policy };
    const resource = type === 'AWS::KMS::Key' && policy === undefined ? withDefaultPolicy(read) : read;
    add(byPlace, `${account} ${type}`, resource);
    if (policy !== undefined && speaksToOthers(policy, account)) add(open, type, resource);
  }
  for (const resources of [...byPlace.values(), ...open.values()]) resources.sort((a, b) => (a.id < b.id ? -1 : 1));
  return {
    types: [...new Set([...byPlace.keys()].map((key) => key.slice(key.indexOf(' ') + 1)))].sort(),
    inAccount: (account, type) => byPlace.get(`${account} ${type}`) ?? [],
    openToOthers: (type) => open.get(type) ?? [],
  };
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
