import type { EdgeDoc, EdgeRule } from './define-edge.ts';
import * as registry from './registry.ts';

/** Every rule, in the order of its kind's name. */
export const edgeRules: readonly EdgeRule[] = Object.values(registry);

const byKind = new Map(edgeRules.map((rule) => [rule.kind, rule]));

/** What is known of an edge kind; a kind that no rule derives was said by a source. */
export function edgeDoc(kind: string): EdgeDoc {
  return byKind.get(kind) ?? registry.related;
}
