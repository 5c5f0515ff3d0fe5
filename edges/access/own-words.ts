import type { Evidence } from '../../model/answers.ts';
import type { Said } from '../define-edge.ts';
import type { Resource } from '../estate/resources.ts';
import type { OwnWords } from './answers.ts';

/** What a row's own policy says at given places; the same object for all who hold the row so. */
export type OwnSaid = (row: Resource, words: OwnWords) => Said;

export function buildOwnSaid(): OwnSaid {
  const known = new WeakMap<Resource, Map<string, Said>>();
  return (row, { proofs, key }) => {
    const ofRow = known.get(row) ?? new Map<string, Said>();
    known.set(row, ofRow);
    const said = ofRow.get(key) ?? { conditions: unreadOf(row), evidence: proofs.map((proof) => moved(proof, row)) };
    ofRow.set(key, said);
    return said;
  };
}

function unreadOf({ unread }: Resource): readonly string[] {
  return unread === undefined ? [] : [unread];
}

/** The statement at the same place in another resource's policy. */
function moved({ item, index }: { readonly item: Evidence; readonly index: number }, { policy }: Resource): Evidence {
  const text = policy?.statements[index];
  return policy === undefined || text === undefined ? item : { ...item, document: policy.id, text };
}
