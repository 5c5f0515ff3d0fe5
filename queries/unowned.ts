import { identitiesWithoutOwner, radiusOfEach, totalWeight } from './cypher/radii.ts';
import { blastRadius, howRanked, rankedByCypher, rankedRows } from './blast-radius.ts';
import { defineQuery } from './define-query.ts';
import { computeRadii } from './radii.ts';
import { rankAgain } from './rank.ts';

/** Machine identities without an owner; a person is who he is. */
export const unowned = defineQuery({
  id: 'unowned',
  question: 'Which machine identities has nobody claimed, the most dangerous first?',
  params: {},
  columns: blastRadius.columns,
  run(graph) {
    const rows = rankedRows(graph, computeRadii(graph));
    return rankAgain(rows.filter(({ owner, human }) => owner === null && !human));
  },
  cypher: {
    statements: { identitiesWithoutOwner, radiusOfEach, totalWeight },
    how: `\`identitiesWithoutOwner\` once. ${howRanked}`,
    run: async (database) => rankedByCypher(database, await database.ask(identitiesWithoutOwner)),
  },
});
