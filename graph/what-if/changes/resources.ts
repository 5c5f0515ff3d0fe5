import { nodeKindOfType } from '../../../model/node-kinds.ts';
import { changeOrigin } from '../altered-facts.ts';
import { absent, defineChange } from '../define-change.ts';
import { lastName, scopeOf } from '../new-node.ts';

/** Puts another policy on a resource, or takes it off. */
export const setResourcePolicy = defineChange({
  names: ['set-resource-policy'],
  apply(facts, { resource, document }) {
    const problem = absent(facts, 'resource', resource);
    if (problem) return problem;
    if (document === null) {
      const gone = facts.drop('resource-policy', (fact) => fact.resource === resource);
      return gone > 0 ? undefined : { field: 'resource', reason: `${resource} has no policy` };
    }
    const origin = changeOrigin(facts.nodes.get(resource)?.origin.scope ?? '');
    facts.put({ record: 'fact', fact: 'resource-policy', resource, document, origin });
    return undefined;
  },
});

/** Brings a resource of a CloudFormation type into being. */
export const addResource = defineChange({
  names: ['add-resource'],
  apply(facts, { id, type, account }) {
    if (facts.nodes.has(id)) return { field: 'id', reason: `${id} is there already` };
    const origin = changeOrigin(account ?? scopeOf(id));
    const { kind } = nodeKindOfType(type);
    facts.putNode({ record: 'node', id, kind, name: lastName(id), properties: { type }, origin });
    return undefined;
  },
});

/** Puts a role into an instance profile, or takes out the one that is in it. */
export const setInstanceProfile = defineChange({
  names: ['set-instance-profile'],
  apply(facts, { profile, role }) {
    const problem = role === null ? undefined : absent(facts, 'role', role);
    if (problem) return problem;
    const origin = changeOrigin(scopeOf(profile));
    facts.drop('instance-profile', (fact) => fact.profile === profile);
    if (role === null) return undefined;
    if (!facts.nodes.has(profile))
      facts.putNode({
        record: 'node',
        id: profile,
        kind: 'aws-instance-profile',
        name: lastName(profile),
        properties: {},
        origin,
      });
    facts.put({ record: 'fact', fact: 'instance-profile', profile, role, origin });
    return undefined;
  },
});
