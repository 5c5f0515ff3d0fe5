import { closureBytes, membersOfSet, mostAddressable, type ClosureQuestion } from '../../engine/closure-question.ts';
import { ClosureThreads } from '../../engine/closure-threads.ts';
import { production } from '../../graph/environment.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import { UnavailableError } from '../../model/errors.ts';
import { isResource } from '../../model/node-kind.ts';
import { isCrownJewel } from '../radii.ts';

/** What of production somebody reaches. */
export interface ProductionRadius {
  readonly resources: number;
  readonly identities: number;
  /** Summed weight of the resources. */
  readonly weight: number;
}

/** What each of some identities reaches; arrays run along them. */
export interface ProductionRadii {
  readonly certain: readonly ProductionRadius[];
  readonly possible: readonly ProductionRadius[];
  /** Node indices of the crown jewels in the possible radius, ascending. */
  readonly crownJewels: readonly (readonly number[])[];
}

/** The engine sums whole numbers: weights are taken in thousandths. */
const weightScale = 1000;

/** Resources and identities in production, by index. */
export function productionNodes(graph: OpenGraph): Uint32Array {
  return graph.nodesWhere((node) => {
    const category = graph.category(node);
    return (category === 'identity' || isResource(category)) && graph.environment(node) === production;
  });
}

/**
 * What of these nodes each source reaches, for both certainties, by the closure of all of them.
 *
 * @param nodes of {@link productionNodes}
 * @throws {UnavailableError} before any work, when it would take more memory than can be addressed
 */
export function productionRadii(graph: OpenGraph, sources: Uint32Array, nodes: Uint32Array): ProductionRadii {
  const isIdentity = Uint8Array.from(nodes, (node) => (graph.category(node) === 'identity' ? 1 : 0));
  const weight = Float64Array.from(nodes, (node, at) =>
    isIdentity[at] === 1 ? 0 : Math.round(graph.data.nodeWeight[node] * weightScale),
  );
  const all = { graph: graph.data.csr, sources, targets: { node: nodes, group: isIdentity, weight }, groupCount: 2 };
  const specials = nodes.filter((node) => isCrownJewel(graph, node));
  const [certain, possible] = answer([
    { ...all, keep: graph.isCertain, specials: new Uint32Array() },
    { ...all, specials },
  ]);
  return {
    certain: radiusList(certain),
    possible: radiusList(possible),
    crownJewels: Array.from(possible.reached.setOf, (set) =>
      membersOfSet(possible.reached, set).map((member) => specials[member]),
    ),
  };
}

type Answers = ReturnType<ClosureThreads['answer']>;

function answer(questions: readonly ClosureQuestion[]): Answers {
  const bytes = Math.max(...questions.map(closureBytes));
  if (bytes > mostAddressable)
    throw new UnavailableError(
      `what is reached of production may take ${bytes} bytes, ${mostAddressable} can be addressed`,
    );
  const threads = new ClosureThreads(1);
  const answers = threads.answer(questions);
  void threads.close();
  return answers;
}

function radiusList({ counts, weights }: Answers[number]): readonly ProductionRadius[] {
  return Array.from(weights, (weight, at) => ({
    resources: counts[at * 2],
    identities: counts[at * 2 + 1],
    weight: weight / weightScale,
  }));
}
