import { createRandom } from './random.ts';
import type { Random } from './random.ts';

/** What stands in the estate; `category` is absent on what is only gone through. */
export const estateKinds = [
  { word: 'role', kind: 'EstRole', category: 'identity' },
  { word: 'user', kind: 'EstUser', category: 'identity' },
  { word: 'service', kind: 'EstServiceAccount', category: 'identity' },
  { word: 'group', kind: 'EstGroup', category: undefined },
  { word: 'system', kind: 'EstHost', category: 'system' },
  { word: 'data', kind: 'EstBucket', category: 'data' },
  { word: 'automation', kind: 'EstPipeline', category: 'automation' },
] as const;

/** The words of its edges. */
export const estateEdgeKinds = ['MemberOf', 'CanAssume', 'CanRead', 'CanWrite', 'Administers', 'RunsAs'] as const;

/** An invented estate as numbers; nodes are identities first, then groups, then resources. */
export interface Estate {
  readonly nodeCount: number;
  /** Nodes below it are identities. */
  readonly identityCount: number;
  /** Nodes from it on are resources. */
  readonly firstResource: number;
  /** Length nodeCount; index into {@link estateKinds}. */
  readonly kind: Uint8Array;
  /** Length nodeCount; 1, 5, 25 or 100 on resources, else 0. */
  readonly weight: Uint32Array;
  /** Length edgeCount; node index of each edge's tail. */
  readonly from: Uint32Array;
  /** Length edgeCount; node index of each edge's head. */
  readonly to: Uint32Array;
  /** Length edgeCount; index into {@link estateEdgeKinds}. */
  readonly edgeKind: Uint8Array;
  /** Length edgeCount; 1 where the edge holds under conditions only. */
  readonly isConditional: Uint8Array;
}

/** How large an estate is wanted. */
export interface EstateSize {
  readonly nodeCount: number;
  /** At least one and a half times the nodes, so that there is room for the estate's frame. */
  readonly edgeCount: number;
  readonly seed: number;
}

const MEMBER_OF = 0;
const CAN_ASSUME = 1;
const CAN_READ = 2;
const ADMINISTERS = 4;
const RUNS_AS = 5;
const TEAM_SIZE = 40;

/**
 * Invents an estate: two identities in five nodes, in teams and groups; a twentieth of them a core in which everyone
 * becomes everyone, which about half of the identities reach and the other half cannot.
 *
 * The same size and seed give the same estate, without two edges of the same ends.
 */
export function generateEstate({ nodeCount, edgeCount, seed }: EstateSize): Estate {
  if (nodeCount < 100 || edgeCount < nodeCount * 1.5) throw new RangeError(`${edgeCount} edges for ${nodeCount} nodes`);

  const random = createRandom(seed);
  const identityCount = Math.floor(nodeCount * 0.4);
  const firstResource = identityCount + Math.ceil(nodeCount * 0.04);
  const kind = Uint8Array.from({ length: nodeCount }, (_, u) => kindOf(random, u, identityCount, firstResource));
  const weight = kind.map((k) => (k > 3 ? weightOf(random) : 0));
  const edges = createEdges(nodeCount, edgeCount);

  const shape = { nodeCount, identityCount, firstResource };
  connectCore(random, shape, edges);
  connectIdentities(random, shape, edges);
  connectResources(random, shape, edges);
  const { from, to, edgeKind } = edges;
  const isConditional = Uint8Array.from(from, () => (random.fraction() < 0.1 ? 1 : 0));
  return { ...shape, kind, weight: Uint32Array.from(weight), from, to, edgeKind, isConditional };
}

type Shape = Pick<Estate, 'nodeCount' | 'identityCount' | 'firstResource'>;

/** Edges under construction. */
interface Edges {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  readonly edgeKind: Uint8Array;
  /** Ends that are taken, as from × nodeCount + to. */
  readonly taken: Set<number>;
  readonly nodeCount: number;
  count: number;
}

function createEdges(nodeCount: number, edgeCount: number): Edges {
  return {
    from: new Uint32Array(edgeCount),
    to: new Uint32Array(edgeCount),
    edgeKind: new Uint8Array(edgeCount),
    taken: new Set(),
    nodeCount,
    count: 0,
  };
}

/** Adds an edge unless its ends are taken, equal, or there are enough. */
function addEdge(edges: Edges, from: number, to: number, kind: number): void {
  const key = from * edges.nodeCount + to;
  if (from === to || edges.count === edges.from.length || edges.taken.has(key)) return;
  edges.taken.add(key);
  edges.from[edges.count] = from;
  edges.to[edges.count] = to;
  edges.edgeKind[edges.count++] = kind;
}

function kindOf(random: Random, u: number, identityCount: number, firstResource: number): number {
  const draw = random.fraction();
  if (u < identityCount) return draw < 0.6 ? 0 : draw < 0.75 ? 1 : 2;
  if (u < firstResource) return 3;
  return draw < 0.35 ? 4 : draw < 0.85 ? 5 : 6;
}

function weightOf(random: Random): number {
  const draw = random.fraction();
  if (draw < 0.002) return 100;
  if (draw < 0.05) return 25;
  return draw < 0.75 ? 5 : 1;
}

const coreSize = ({ identityCount }: Shape): number => Math.floor(identityCount / 20);
/** Identities below it, and groups in the lower half, may lead to the core; what stands above never does. */
const exposedCount = ({ identityCount }: Shape): number => Math.floor(identityCount * 0.52);

/** A ring with shortcuts, so that each of the core becomes each other; administrators of what lies about. */
function connectCore(random: Random, shape: Shape, edges: Edges): void {
  const size = coreSize(shape);
  for (let u = 0; u < size; u++) {
    addEdge(edges, u, (u + 1) % size, CAN_ASSUME);
    addEdge(edges, u, random.below(size), CAN_ASSUME);
    addEdge(edges, u, shape.firstResource + random.below(shape.nodeCount - shape.firstResource), ADMINISTERS);
  }
}

/** One group or two for each identity, a step or two inside its team, and for the exposed a way to the core. */
function connectIdentities(random: Random, shape: Shape, edges: Edges): void {
  const { identityCount, firstResource } = shape;
  const groupCount = firstResource - identityCount;
  const exposed = exposedCount(shape);
  const half = groupCount >>> 1;
  for (let group = 0; group < half; group += 4) {
    addEdge(edges, identityCount + group, random.below(coreSize(shape)), CAN_ASSUME);
  }
  for (let u = 0; u < identityCount; u++) {
    const isExposed = u < exposed;
    const group = isExposed ? random.skewed(half) : half + random.skewed(groupCount - half);
    addEdge(edges, u, identityCount + group, MEMBER_OF);
    if (isExposed && random.fraction() < 0.6) addEdge(edges, u, random.below(coreSize(shape)), CAN_ASSUME);
    const teamEnd = Math.min(isExposed ? exposed : identityCount, u + TEAM_SIZE);
    if (random.fraction() < 0.4) addEdge(edges, u, u + random.below(teamEnd - u), CAN_ASSUME);
  }
}

/** A few resources run as an identity; the rest of the edges lead from identities and groups to resources. */
function connectResources(random: Random, shape: Shape, edges: Edges): void {
  const { nodeCount, identityCount, firstResource } = shape;
  const resourceCount = nodeCount - firstResource;
  const exposed = exposedCount(shape);
  for (let i = 0; i < resourceCount / 20; i++) {
    const runner = exposed + random.below(identityCount - exposed);
    addEdge(edges, firstResource + random.below(resourceCount), runner, RUNS_AS);
  }
  while (edges.count < edges.from.length) {
    const isDirect = random.fraction() < 0.7;
    const holder = isDirect ? random.below(identityCount) : identityCount + random.below(firstResource - identityCount);
    const isPopular = random.fraction() < 0.3;
    const resource = isPopular ? random.skewed(resourceCount) : random.below(resourceCount);
    addEdge(edges, holder, firstResource + resource, CAN_READ + random.below(2));
  }
}
