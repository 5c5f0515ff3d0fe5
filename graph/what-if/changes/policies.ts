import { changeOrigin } from '../altered-facts.ts';
import { defineChange } from '../define-change.ts';
import { lastName, scopeOf } from '../new-node.ts';

/** Brings a managed policy into being; nobody holds it yet. */
export const addPolicy = defineChange({
  names: ['add-policy'],
  apply(facts, { policy, document }) {
    if (facts.of('policy').some(({ id }) => id === policy))
      return { field: 'policy', reason: `${policy} is there already` };
    const versions = [{ id: 'v1', isDefault: true, document }];
    const origin = changeOrigin(scopeOf(policy));
    facts.put({
      record: 'fact',
      fact: 'policy',
      id: policy,
      name: lastName(policy),
      owner: 'customer',
      versions,
      origin,
    });
    return undefined;
  },
});

/** Deletes a policy, managed or inline; nobody holds it any more. */
export const removePolicy = defineChange({
  names: ['remove-policy'],
  apply(facts, { policy }) {
    const gone = facts.drop('policy', ({ id }) => id === policy);
    if (gone === 0) return { field: 'policy', reason: `there is no policy ${policy}` };
    facts.drop('attachment', (fact) => fact.policy === policy);
    facts.drop('boundary', (fact) => fact.policy === policy);
    return undefined;
  },
});
