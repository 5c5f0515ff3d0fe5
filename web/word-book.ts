import type { EdgeKindInfo, Kinds, NodeKindInfo, NodeSummary } from './api/shapes.ts';
import { plain, wordsOfKind } from './format/name.ts';

/** What people call what is loaded; a word that is not in it still gets a readable entry. */
export interface WordBook {
  node(kind: string): NodeKindInfo;
  edge(kind: string): EdgeKindInfo;
  /** An account or cluster by its name, or by its id where it has none; by both where its name alone would mislead. */
  scope(scope: string): string;
  /** The name with the id behind it: `halyard-production (444455556666)`. */
  scopeWithId(scope: string): string;
  /** A node by its name; the administration of an account by the account's. */
  nameOf(node: Pick<NodeSummary, 'kind' | 'name' | 'scope'>): string;
}

/** A book over what `/api/kinds` answered, and the names of scopes that `/api/status` told. */
export function createWordBook(kinds: Kinds, scopeNames: Readonly<Record<string, string>>): WordBook {
  const nodes = new Map(kinds.nodes.map((entry) => [entry.kind, entry]));
  const edges = new Map(kinds.edges.map((entry) => [entry.kind, entry]));
  const scopes = scopeBook(scopeNames);
  return {
    ...scopes,
    node: (kind) =>
      nodes.get(kind) ?? { kind, title: wordsOfKind(kind), category: 'passage', glyph: '·', human: false },
    edge: (kind) => edges.get(kind) ?? undescribed(kind),
    nameOf: ({ kind, name, scope }) =>
      kind === 'administration' && scope !== '' ? `administration of ${scopes.scope(scope)}` : plain(name),
  };
}

function scopeBook(scopeNames: Readonly<Record<string, string>>): Pick<WordBook, 'scope' | 'scopeWithId'> {
  const names = new Map(Object.entries(scopeNames).filter(([, name]) => name !== ''));
  const bearers = new Map<string, number>();
  for (const text of [...names.values(), ...names.keys()]) bearers.set(text, (bearers.get(text) ?? 0) + 1);

  const idOf = (scope: string) => (scope === '' ? 'outside any account' : plain(scope));
  const scopeWithId = (scope: string) => {
    const name = names.get(scope);
    return name === undefined || name === scope ? idOf(scope) : `${plain(name)} (${idOf(scope)})`;
  };
  const scope = (scope: string) => {
    const name = names.get(scope);
    if (name === undefined) return idOf(scope);
    // A name that two accounts bear, or that is another's id, tells neither.
    return bearers.get(name) === 1 ? plain(name) : scopeWithId(scope);
  };
  return { scope, scopeWithId };
}

function undescribed(kind: string): EdgeKindInfo {
  return { kind, title: wordsOfKind(kind), description: '', abuse: '', remediation: '', references: [], nhi: [] };
}
