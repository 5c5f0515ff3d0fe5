import { createRandom } from './random.ts';
import type { Random } from './random.ts';

/** An invented organisation as numbers: account after account, in each its administration, identities, groups, resources. */
export interface AccountEstate {
  readonly nodeCount: number;
  readonly identityCount: number;
  /** Length nodeCount; 0 identity, 1 group or administration, 2 resource. */
  readonly kind: Uint8Array;
  /** Length nodeCount; 1, 5, 25 or 100 on resources, else 0. */
  readonly weight: Uint32Array;
  /** Length edgeCount; tails and heads, not in order. */
  readonly from: Uint32Array;
  readonly to: Uint32Array;
}

const IDENTITIES = 1000;
const GROUPS = 60;
const RESOURCES = 2500;
const ACCOUNT = 1 + GROUPS + IDENTITIES + RESOURCES;
const EDGES_AN_IDENTITY = 11;

/**
 * Invents accounts of 1,000 identities and 2,500 resources with 11 edges an identity.
 *
 * An account's administration reaches all of the account, and 3 in 100 identities reach it. One identity in 200 becomes
 * one of another account, mostly of the twentieth of accounts that everything trusts.
 */
export function generateAccounts(accountCount: number, seed: number): AccountEstate {
  const random = createRandom(seed);
  const nodeCount = accountCount * ACCOUNT;
  const edgeCount = accountCount * IDENTITIES * EDGES_AN_IDENTITY;
  const edges = { from: new Uint32Array(edgeCount), to: new Uint32Array(edgeCount), count: 0 };
  const kind = new Uint8Array(nodeCount);
  const weight = new Uint32Array(nodeCount);
  for (let account = 0; account < accountCount; account++) {
    const first = account * ACCOUNT;
    kind.fill(1, first, first + 1 + GROUPS);
    kind.fill(2, first + 1 + GROUPS + IDENTITIES, first + ACCOUNT);
    for (let u = first + 1 + GROUPS + IDENTITIES; u < first + ACCOUNT; u++) {
      weight[u] = random.below(1000) === 0 ? 100 : [1, 5, 5, 25][random.below(4)];
    }
    connectAccount(random, first, accountCount, edges);
  }
  return { nodeCount, identityCount: accountCount * IDENTITIES, kind, weight, from: edges.from, to: edges.to };
}

interface Edges {
  readonly from: Uint32Array;
  readonly to: Uint32Array;
  count: number;
}

function connectAccount(random: Random, first: number, accountCount: number, edges: Edges): void {
  const end = edges.count + IDENTITIES * EDGES_AN_IDENTITY;
  const add = (from: number, to: number): void => {
    if (edges.count === end) return;
    edges.from[edges.count] = from;
    edges.to[edges.count++] = to;
  };
  const group = (): number => first + 1 + random.skewed(GROUPS);
  const resource = (): number => first + 1 + GROUPS + IDENTITIES + random.below(RESOURCES);
  for (let u = first + 1; u < first + ACCOUNT; u++) add(first, u);
  for (let u = first + 1 + GROUPS; u < first + 1 + GROUPS + IDENTITIES; u++) {
    add(u, group());
    if (random.below(100) < 3) add(u, first);
    if (random.below(100) < 30) add(u, first + 1 + GROUPS + random.below(IDENTITIES));
    if (random.below(200) > 0) continue;
    const account = random.below(10) < 9 ? random.below(Math.ceil(accountCount / 20)) : random.below(accountCount);
    add(u, account * ACCOUNT + 1 + GROUPS + random.below(IDENTITIES));
  }
  while (edges.count < end) {
    const holder = random.below(2) === 0 ? group() : first + 1 + GROUPS + random.below(IDENTITIES);
    add(holder, resource());
  }
}
