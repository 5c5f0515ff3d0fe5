import { buildCsr, tailsOf } from './csr.ts';
import type { Csr, OrderedCsr } from './csr.ts';

/**
 * The graph with every edge turned round; `order` names the original edge of each turned one.
 *
 * Within a row the edges ascend by their original position, so tails ascend too.
 * Time O(n + m); about 8n + 12m bytes at peak.
 */
export function transpose(graph: Csr): OrderedCsr {
  return buildCsr(graph.offsets.length - 1, graph.targets, tailsOf(graph));
}
