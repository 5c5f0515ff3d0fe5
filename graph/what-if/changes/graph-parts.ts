import { recordNames } from '../../../model/record-key.ts';
import type { Fact } from '../../../model/records.ts';
import type { AlteredFacts } from '../altered-facts.ts';
import { defineChange } from '../define-change.ts';

/** Every kind of fact that names nodes. */
const factKinds: readonly Fact['fact'][] = [
  'attachment',
  'boundary',
  'trust',
  'membership',
  'resource-policy',
  'runs-as',
  'instance-profile',
  'credential',
  'holds-credential',
  'relation',
];

/** Takes one shown edge away and leaves the facts that it came from: what may be done by other means stays. */
export const removeEdge = defineChange({
  names: ['remove-edge'],
  apply(facts, { from, to, kind }) {
    facts.cutEdges.push({ from, to, kind });
    return undefined;
  },
});

/** Deletes a node and every fact that names it; what documents say of it no longer means anybody. */
export const removeNode = defineChange({
  names: ['remove-node'],
  apply(facts, { id }) {
    facts.cutNodes.add(id);
    if (facts.nodes.has(id)) facts.dropNode(id);
    for (const kind of factKinds) dropNaming(facts, kind, id);
    return undefined;
  },
});

function dropNaming(facts: AlteredFacts, kind: Fact['fact'], id: string): void {
  facts.drop(kind, (fact) => recordNames(fact).includes(id));
}
