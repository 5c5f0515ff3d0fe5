import { changeOrigin } from '../altered-facts.ts';
import { lastName, scopeOf } from '../new-node.ts';
import { absent, absentPolicy, defineChange } from '../define-change.ts';

/** Puts another trust policy on a role. */
export const setTrust = defineChange({
  names: ['set-trust'],
  apply(facts, { identity, document }) {
    const problem = absent(facts, 'identity', identity);
    if (problem) return problem;
    const scope = facts.nodes.get(identity)?.origin.scope ?? '';
    facts.put({ record: 'fact', fact: 'trust', identity, document, origin: changeOrigin(scope) });
    return undefined;
  },
});

/** Sets a user's or role's permissions boundary, or takes it off. */
export const setBoundary = defineChange({
  names: ['set-boundary'],
  apply(facts, { identity, policy }) {
    const problem = absent(facts, 'identity', identity);
    if (problem) return problem;
    if (policy === null) {
      const gone = facts.drop('boundary', (fact) => fact.identity === identity);
      return gone > 0 ? undefined : { field: 'policy', reason: `${identity} has no boundary` };
    }
    const unknown = absentPolicy(facts, policy);
    if (unknown) return unknown;
    facts.put({ record: 'fact', fact: 'boundary', identity, policy, origin: changeOrigin('') });
    return undefined;
  },
});

/** Brings a new identity into being; policies and trust are given to it by further changes. */
export const addIdentity = defineChange({
  names: ['add-identity'],
  apply(facts, { id, kind }) {
    const known = facts.nodes.get(id);
    if (known && known.standIn !== true) return { field: 'id', reason: `${id} is there already` };
    facts.putNode({ record: 'node', id, kind, name: lastName(id), properties: {}, origin: changeOrigin(scopeOf(id)) });
    return undefined;
  },
});
