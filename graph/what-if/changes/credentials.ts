import { changeOrigin } from '../altered-facts.ts';
import { absent, defineChange } from '../define-change.ts';
import { lastName } from '../new-node.ts';

/** Gives an identity a credential that works. */
export const addCredential = defineChange({
  names: ['add-credential'],
  apply(facts, { id, identity, kind }) {
    const problem = absent(facts, 'identity', identity);
    if (problem) return problem;
    if (facts.nodes.has(id)) return { field: 'id', reason: `${id} is there already` };
    const origin = changeOrigin(facts.nodes.get(identity)?.origin.scope ?? '');
    facts.putNode({ record: 'node', id, kind, name: lastName(id), subject: identity, properties: {}, origin });
    facts.put({ record: 'fact', fact: 'credential', credential: id, identity, active: true, origin });
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
