import { defineEdge } from './define-edge.ts';

export const related = defineEdge({
  kind: 'RELATED',
  title: 'reaches, as its source says',
  description:
    'The source of the graph says that an attacker gets from one to the other; its own word for it is the kind of the edge.',
  abuse: 'As the documentation of the tool that collected this kind of edge tells.',
  remediation:
    'As the documentation of the tool that collected this kind of edge tells; cutting the edge removes this step.',
  references: ['https://bloodhound.specterops.io/opengraph/overview'],
  nhi: [],
  mitre: [],
  limits: 'Taken as it is said: no rule of ours has judged it.',
  cost: 1,
  *derive({ index }) {
    for (const { from, to, kind, traversable, certainty, properties, origin } of index.of('relation')) {
      if (!traversable) continue;
      const said = properties['conditions'];
      const conditions = Array.isArray(said) ? said.filter((text) => typeof text === 'string') : [];
      const open =
        certainty === 'conditional' && conditions.length === 0 ? [`the conditions of ${kind} hold`] : conditions;
      const evidence = [{ document: `${origin.source}:${origin.scope}`, statement: kind, effect: 'Fact' }] as const;
      yield { from: { node: from }, to: [to], conditions: certainty === 'certain' ? [] : open, evidence, kind };
    }
  },
});
