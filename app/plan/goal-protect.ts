import { explainPath } from '../../graph/explain.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import { Ways } from '../../graph/plan/ways.ts';
import type { Unblockable } from '../../queries/plan/plan.ts';
import { protect, type Protection } from './protect.ts';
import { reaching, type Protecting } from './protecting.ts';

/** What is to be protected from whom. */
export interface Wanted {
  readonly targets: readonly string[];
  /** Absent: all identities that reach a target. */
  readonly from?: readonly string[] | undefined;
}

/** A protection, and who cannot be kept out. */
export interface PossibleProtection extends Protection {
  readonly unblockable: readonly Unblockable[];
}

/** Keeps from the targets whoever can be kept from them, and says who cannot, by which way. */
export async function protectWhereverPossible(
  question: Omit<Protecting, 'sources' | 'targets'>,
  { targets, from }: Wanted,
): Promise<PossibleProtection> {
  const { graph, costs, oracle } = question;
  const asked = from ?? identitiesOf(graph);
  const open = reaching(graph, asked, targets);
  const changeable = [...costs.keys()].filter((grant) => costs[grant] < Infinity);
  const floor = open.length === 0 ? graph : oracle.without(changeable);
  const stuck = new Set(reaching(floor, open, targets));
  const bare = stuck.size === 0 || changeable.length === costs.length ? floor : oracle.without(costs.keys());
  const bareStuck = new Set(reaching(bare, [...stuck], targets));
  const unblockable = [...stuck].flatMap((source): readonly Unblockable[] => {
    const way = new Ways(floor, question.table).find(nodesIn(floor, [source]), marked(floor, targets), new Set());
    if (way === undefined) return [];
    const path = explainPath(floor, way.edges).map((step) => ({
      from: floor.id(step.from),
      to: floor.id(step.to),
      kind: step.kind,
    }));
    const to = floor.id(floor.data.csr.targets[way.edges[way.edges.length - 1]]);
    return [{ from: source, to, path, reason: bareStuck.has(source) ? 'nothing to take away' : 'keep' }];
  });
  const sources = open.filter((id) => !stuck.has(id));
  return { ...(await protect({ ...question, sources, targets })), unblockable };
}

function identitiesOf(graph: OpenGraph): readonly string[] {
  return Array.from(
    graph.nodesWhere((node) => graph.category(node) === 'identity'),
    (node) => graph.id(node),
  );
}

function nodesIn(graph: OpenGraph, ids: readonly string[]): readonly number[] {
  return ids.flatMap((id) => graph.indexOf(id) ?? []);
}

function marked(graph: OpenGraph, ids: readonly string[]): Uint8Array {
  const marks = new Uint8Array(graph.nodeCount);
  for (const node of nodesIn(graph, ids)) marks[node] = 1;
  return marks;
}
