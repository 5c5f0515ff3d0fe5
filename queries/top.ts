import { everyIdentity, radiusOfEach, totalWeight } from './cypher/radii.ts';
import { blastRadius, howRanked, rankedByCypher, rankedRows } from './blast-radius.ts';
import { defineQuery } from './define-query.ts';
import { computeRadii } from './radii.ts';

/** The beginning of the ranked report. */
export const top = defineQuery({
  id: 'top',
  question: 'Which few identities reach most?',
  params: { n: { type: 'integer', description: 'how many', min: 1, max: 1000, default: 10 } },
  columns: blastRadius.columns,
  run: (graph, { n }) => rankedRows(graph, computeRadii(graph)).slice(0, n),
  cypher: {
    statements: { everyIdentity, radiusOfEach, totalWeight },
    how: `\`everyIdentity\` once; all are compared, the first \`n\` told. ${howRanked}`,
    run: async (database, { n }) => {
      const identities = await database.ask(everyIdentity);
      return (await rankedByCypher(database, identities)).slice(0, n);
    },
  },
});
