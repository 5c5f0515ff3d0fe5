import type { EdgeKindInfo, Kinds, NodeKindInfo } from './api/shapes.ts';
import { wordsOfKind } from './format/name.ts';

/** The vocabulary of what is loaded; a word that is not in it still gets a readable entry. */
export interface KindBook {
  node(kind: string): NodeKindInfo;
  edge(kind: string): EdgeKindInfo;
}

/** A book over what `/api/kinds` answered. */
export function createKindBook(kinds: Kinds): KindBook {
  const nodes = new Map(kinds.nodes.map((entry) => [entry.kind, entry]));
  const edges = new Map(kinds.edges.map((entry) => [entry.kind, entry]));
  return {
    node: (kind) =>
      nodes.get(kind) ?? { kind, title: wordsOfKind(kind), category: 'passage', glyph: '·', human: false },
    edge: (kind) => edges.get(kind) ?? undescribed(kind),
  };
}

function undescribed(kind: string): EdgeKindInfo {
  return { kind, title: wordsOfKind(kind), description: '', abuse: '', remediation: '', references: [], nhi: [] };
}
