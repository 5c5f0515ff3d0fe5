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
  readonly policy: NamedPolicy | undefined;
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
    const policy = said === undefined ? undefined : namePolicy(node.id, said.document, 'resource');
    const account = parseArn(node.id)?.account || node.origin.scope;
    const resource = { id: node.id, type, account, region: node.region, tags: node.tags ?? {}, policy };
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
