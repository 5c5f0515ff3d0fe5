import { administrationOf } from '../edges/administration.ts';
import { accountOfNode } from '../edges/estate/accounts.ts';
import type { Estate } from '../edges/estate/estate.ts';
import { nodeKind } from '../model/node-kinds.ts';
import type { NodeRecord } from '../model/records.ts';
import { buildFindings } from './findings.ts';
import { environmentOfName, environmentOfTags } from './environment.ts';
import type { GraphBuilder } from './graph-builder.ts';

/** Adds every node that sources said, and an administration for each account that was read. */
export function addNodes(builder: GraphBuilder, estate: Estate): void {
  const people = peoplesIdentities(estate);
  const findings = buildFindings(estate);
  const environments = accountEnvironments(estate);
  for (const node of estate.index.nodes.values()) {
    const kind = nodeKind(node.kind);
    const category = node.category ?? kind.category;
    const scope = scopeOf(node);
    const environment = environmentOfTags(node) ?? environments.get(scope);
    builder.node({
      id: node.id,
      name: node.name,
      kind: node.kind,
      category,
      weight: node.weight ?? kind.weight,
      human: node.human ?? (kind.human || people.has(node.id)),
      scope,
      owner: ownerOf(node),
      environment: environment === 'every' ? undefined : environment,
      findings: category === 'identity' ? findings(node.id) : [],
    });
  }
  for (const account of estate.accounts) {
    const id = administrationOf(account);
    const name = `administration of ${account}`;
    builder.node({
      id,
      name,
      kind: 'administration',
      category: 'passage',
      weight: 0,
      human: false,
      scope: account,
      owner: undefined,
      environment: environments.get(account),
      findings: [],
    });
  }
}

/** Users with an active console password: people, unless a tag says otherwise. */
function peoplesIdentities({ index }: Estate): ReadonlySet<string> {
  return new Set(
    index
      .of('credential')
      .filter(({ credential, active }) => active && index.nodes.get(credential)?.kind === 'aws-password')
      .map(({ identity }) => identity),
  );
}

/** Environment of each account whose name speaks of one. */
function accountEnvironments({ index }: Estate): ReadonlyMap<string, string> {
  const environments = new Map<string, string>();
  for (const { account, name } of index.of('account')) {
    const environment = environmentOfName(name);
    if (environment !== undefined) environments.set(account, environment);
  }
  return environments;
}

function scopeOf(node: NodeRecord): string {
  if (node.origin.source !== 'aws') return node.origin.scope;
  if (node.kind === 'anyone' || node.kind === 'ci-workflow') return '';
  return accountOfNode({ ...node, standIn: false }) ?? '';
}

const ownerTags = ['owner', 'Owner', 'team', 'Team'];

function ownerOf({ tags = {} }: NodeRecord): string | undefined {
  const tag = ownerTags.find((name) => Object.hasOwn(tags, name) && tags[name] !== '');
  return tag === undefined ? undefined : tags[tag];
}
