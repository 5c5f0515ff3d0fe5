import { evidenceOf } from '../graph/explain.ts';
import { none } from '../graph/compiled-graph.ts';
import type { OpenGraph } from '../graph/open-graph.ts';
import type { Evidence, NodeSummary, PolicyFinding, ReportRow } from '../model/answers.ts';
import type { Certainty } from '../model/certainty.ts';
import type { JsonObject } from '../model/json.ts';
import { recordKey } from '../model/record-key.ts';
import type { AmbitRecord } from '../model/records.ts';
import { heldPolicies } from './held-policies.ts';
import { PolicyFindings } from './policy-findings.ts';
import type { OpenSnapshot } from './workspace.ts';

/** An edge at a node, as lists show it. */
export interface Neighbour {
  readonly kind: string;
  readonly certainty: Certainty;
  readonly conditions: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** Everything that is known of one node. */
export interface NodeDescription {
  readonly node: NodeSummary & {
    readonly human: boolean;
    readonly owner: string | null;
    /** `production`, another one, or null where it is not known. */
    readonly environment: string | null;
    readonly region: string | null;
    readonly tags: Readonly<Record<string, string>>;
    readonly properties: JsonObject;
    readonly observedAt: string | null;
  };
  /** Its row of the report, where it is an identity. */
  readonly report: ReportRow | null;
  /** At most {@link neighbourLimit} edges each way; how many there are stands beside them. */
  readonly out: readonly (Neighbour & { readonly to: NodeSummary })[];
  readonly outCount: number;
  readonly in: readonly (Neighbour & { readonly from: NodeSummary })[];
  readonly inCount: number;
  /** Its keys, passwords and certificates. */
  readonly credentials: readonly JsonObject[];
  /** What does nothing in the policies that bind it. */
  readonly policyFindings: readonly PolicyFinding[];
  /** The facts that mention it, by kind and by what they name. */
  readonly facts: readonly {
    readonly fact: string;
    readonly names: readonly string[];
    readonly source: string;
    readonly observedAt: string;
  }[];
}

const neighbourLimit = 200;

export async function describeNode(open: OpenSnapshot, node: number): Promise<NodeDescription> {
  const { graph, snapshot } = open;
  const id = graph.id(node);
  const records = await snapshot.recordsAbout(id);
  const said = records.filter((record) => record.record === 'node');
  const out = neighbours(graph, node, 'out');
  const into = neighbours(graph, node, 'in');
  return {
    node: {
      ...graph.summary(node),
      human: graph.data.nodeHuman[node] === 1,
      owner: graph.owner(node),
      environment: graph.environment(node),
      region: said.find(({ region }) => region !== undefined)?.region ?? null,
      tags: merged(said.map(({ tags }) => tags ?? {})),
      properties: merged(said.map(({ properties }) => properties)),
      observedAt:
        said
          .map(({ origin }) => origin.observedAt)
          .sort()
          .at(-1) ?? null,
    },
    report: (await open.report()).find((row) => row.id === id) ?? null,
    out: out.slice(0, neighbourLimit).map(({ node: to, ...edge }) => ({ to, ...edge })),
    outCount: out.length,
    in: into.slice(0, neighbourLimit).map(({ node: from, ...edge }) => ({ from, ...edge })),
    inCount: into.length,
    credentials: await credentialsOf(open, id, records),
    policyFindings: findingsIn(await heldPolicies(snapshot, id, records)),
    facts: records.flatMap(factOf),
  };
}

function findingsIn(records: readonly AmbitRecord[]): readonly PolicyFinding[] {
  const findings = new PolicyFindings();
  for (const record of records) findings.see(record);
  return findings.list;
}

/** Later ones win. Nothing is assigned, so that a key `__proto__` stays a key. */
function merged<T>(objects: readonly Readonly<Record<string, T>>[]): Record<string, T> {
  return Object.fromEntries(objects.flatMap((object) => Object.entries(object)));
}

async function credentialsOf(
  { snapshot }: OpenSnapshot,
  identity: string,
  records: readonly AmbitRecord[],
): Promise<readonly JsonObject[]> {
  const described: JsonObject[] = [];
  for (const record of records) {
    if (record.record !== 'fact' || record.fact !== 'credential' || record.identity !== identity) continue;
    const about = await snapshot.recordsAbout(record.credential);
    const node = about.find((candidate) => candidate.record === 'node');
    if (node?.record === 'node') described.push({ ...node.properties, id: node.id, name: node.name, kind: node.kind });
  }
  return described;
}

function factOf(record: AmbitRecord) {
  if (record.record === 'node') return [];
  const names = recordKey(record).split('\n').slice(1);
  return [{ fact: record.fact, names, source: record.origin.source, observedAt: record.origin.observedAt }];
}

interface Found extends Neighbour {
  readonly node: NodeSummary;
}

/** The shown nodes one step away; inner nodes are walked through, and what they add to the proof is kept. */
function neighbours(graph: OpenGraph, start: number, way: 'out' | 'in'): readonly Found[] {
  const found = new Map<string, Found>();
  const seen = new Set<string>();
  const stack: { readonly node: number; readonly edges: readonly number[] }[] = [start, ...facets(graph, start)].map(
    (node) => ({ node, edges: [] }),
  );
  for (let at = stack.pop(); at !== undefined; at = stack.pop()) {
    for (const { node, edge } of steps(graph, at.node, way)) {
      const edges = [...at.edges, edge];
      const shown = graph.data.nodeShownAs[node];
      const isOnTheWay = shown === none || shown === start || (way === 'in' && node !== shown);
      if (!isOnTheWay) addNeighbour(graph, found, shown, edges);
      const key = `${node} ${telling(graph, edges) ?? ''}`;
      if (!isOnTheWay || seen.has(key)) continue;
      seen.add(key);
      stack.push({ node, edges });
    }
  }
  return [...found.values()].sort((a, b) => b.node.weight - a.node.weight || (a.node.id < b.node.id ? -1 : 1));
}

function addNeighbour(graph: OpenGraph, found: Map<string, Found>, shown: number, edges: readonly number[]): void {
  const edge = telling(graph, edges);
  if (edge === undefined) return;
  const kind = graph.text(graph.data.edgeKind[edge]);
  const conditions = [...new Set(edges.flatMap((each) => graph.conditions(each)))];
  const key = `${shown} ${kind}`;
  const known = found.get(key);
  if (known !== undefined && known.conditions.length <= conditions.length) return;
  const certainty = conditions.length === 0 ? 'certain' : 'conditional';
  found.set(key, { node: graph.summary(shown), kind, certainty, conditions, evidence: evidenceOf(graph, edge) });
}

/** Holds on the node from which something of its own follows. */
function facets(graph: OpenGraph, node: number): readonly number[] {
  return Array.from(steps(graph, node, 'in'), (step) => step.node).filter(
    (inner) => inner !== node && graph.data.nodeShownAs[inner] === node,
  );
}

function telling(graph: OpenGraph, edges: readonly number[]): number | undefined {
  return edges.find((edge) => graph.text(graph.data.edgeKind[edge]) !== '');
}

function* steps(
  graph: OpenGraph,
  node: number,
  way: 'out' | 'in',
): Iterable<{ readonly node: number; readonly edge: number }> {
  const csr = way === 'out' ? graph.data.csr : graph.reverse;
  for (let e = csr.offsets[node]; e < csr.offsets[node + 1]; e++) {
    yield { node: csr.targets[e], edge: way === 'out' ? e : graph.reverse.order[e] };
  }
}
