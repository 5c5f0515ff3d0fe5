/**
 * What a node is to the blast radius.
 *
 * `identity` acts, `credential` lets its holder act, `system`, `data` and `automation` are resources;
 * `passage` is something one goes through (a group, an administration) and `inner` only carries the graph's shape.
 */
export type Category = 'identity' | 'credential' | 'system' | 'data' | 'automation' | 'passage' | 'inner';

/** One kind of node, with what a legend needs to show it. */
export interface NodeKind {
  /** Kebab-case and stable: `aws-role`. */
  readonly kind: string;
  readonly title: string;
  readonly category: Category;
  /** One character, drawn inside the node's mark. */
  readonly glyph: string;
  /** Only on identities: whether a person is behind it. */
  readonly human: boolean;
  /** Summed into the blast radius where no tag says otherwise: 1 low, 5 normal, 25 high, 100 critical. */
  readonly weight: 0 | 1 | 5 | 25 | 100;
  /** CloudFormation type, where AWS has one for it. */
  readonly resourceType?: string;
}

/** Whether nodes of the category are counted as resources. */
export function isResource(category: Category): boolean {
  return category === 'system' || category === 'data' || category === 'automation';
}
