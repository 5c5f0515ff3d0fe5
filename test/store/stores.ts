import type { GraphCodec } from '../../model/graph-rows.ts';
import { openEmbeddedStore } from '../../store/embedded.ts';
import { openNeo4jStore } from '../../store/neo4j.ts';
import type { Store } from '../../store/store.ts';
import { neo4jServer, newEstate, optionsFor, type Neo4jServer } from '../helpers/neo4j.ts';
import { temporaryFolders } from './notation.ts';

/** One kind of store, for tests that hold of all of them. */
export interface StoreKind {
  readonly kind: 'embedded' | 'neo4j';
  /** Opens the store of that name, which is empty unless this file opened it before. */
  open(name: string, options?: { readonly readOnly?: boolean }): Promise<Store>;
}

/** Both stores; a file's own folders and estates. */
export function storeKinds(): readonly StoreKind[] {
  const folder = temporaryFolders();
  const estates = new Map<string, string>();
  let server: Neo4jServer | undefined;
  return [
    { kind: 'embedded', open: (name, options) => openEmbeddedStore(folder(name), options) },
    {
      kind: 'neo4j',
      open(name, options = {}) {
        server ??= neo4jServer();
        const url = estates.get(name) ?? newEstate(server);
        estates.set(name, url);
        return openNeo4jStore(url, { ...optionsFor(server), codec: anyBytes, ...options });
      },
    },
  ];
}

const pieceBytes = 5000;

/** Takes any bytes for a graph: pieces of them are the nodes' names, and each piece leads to the next. */
export const anyBytes: GraphCodec = {
  open(bytes) {
    const pieces = Math.ceil(bytes.length / pieceBytes) + 1;
    const nameOf = (index: number): string =>
      index === 0
        ? String(bytes.length)
        : Buffer.from(bytes.subarray((index - 1) * pieceBytes, index * pieceBytes)).toString('latin1');
    return {
      nodeCount: pieces,
      edgeCount: pieces - 1,
      node: (index) => ({
        index,
        id: `piece ${index}`,
        name: nameOf(index),
        kind: 'other',
        category: 'passage',
        weight: 0,
        human: false,
        scope: '',
        owner: undefined,
        environment: undefined,
        findings: [],
        shownAs: index,
      }),
      edge: (index) => ({
        index,
        from: index,
        to: index + 1,
        kind: 'NEXT',
        rule: '',
        conditions: [],
        evidence: [],
        hop: 1,
        cost: 1,
      }),
    };
  },
  collect(nodeCount, edgeCount) {
    const names = new Map<number, string>();
    const edges = new Set<number>();
    return {
      node: ({ index, name }) => void names.set(index, name),
      edge: ({ index }) => void edges.add(index),
      finish() {
        if (names.size !== nodeCount || edges.size !== edgeCount) throw new RangeError('a piece is missing');
        const pieces = Array.from({ length: nodeCount - 1 }, (_, at) => names.get(at + 1) ?? '');
        const bytes = new Uint8Array(Number(names.get(0)));
        bytes.set(Buffer.from(pieces.join(''), 'latin1'));
        return bytes;
      },
    };
  },
};
