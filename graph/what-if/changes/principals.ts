import { changeOrigin } from '../altered-facts.ts';
import { absent, defineChange } from '../define-change.ts';

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
    if (!facts.of('policy').some(({ id }) => id === policy))
      return { field: 'policy', reason: `there is no policy ${policy}` };
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
    const scope = /^arn:[^:]*:[^:]*:[^:]*:(\d{12}):/.exec(id)?.[1] ?? '';
    const name = id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
    facts.putNode({ record: 'node', id, kind, name, properties: {}, origin: changeOrigin(scope) });
    return undefined;
  },
});

/** Makes a credential work no more: a key set inactive, a certificate revoked. */
export const disableCredential = defineChange({
  names: ['disable-credential'],
  apply(facts, { id }) {
    const problem = absent(facts, 'id', id);
    if (problem) return problem;
    const active = facts.of('credential').filter((fact) => fact.credential === id && fact.active);
    if (active.length === 0) return { field: 'id', reason: `${id} is no credential that works` };
    facts.put(...active.map((fact) => ({ ...fact, active: false })));
    return undefined;
  },
});
