import { identitiesOfKinds, radiusOfEach, totalWeight } from './cypher/radii.ts';
import { blastRadius, howRanked, rankedByCypher, rankedRows } from './blast-radius.ts';
import { defineQuery } from './define-query.ts';
import { computeRadii } from './radii.ts';
import { rankAgain } from './rank.ts';

/** Kinds of identities that stand outside whatever was read. */
const foreignKinds: readonly string[] = ['anyone', 'ci-workflow', 'aws-account-principal', 'aws-foreign-principal'];

/** Foreign principals and how much falls with them. */
export const thirdParties = defineQuery({
  id: 'third-parties',
  question: 'Who from outside has a way in, and how much falls with them?',
  params: {},
  columns: blastRadius.columns,
  run(graph) {
    const rows = rankedRows(graph, computeRadii(graph));
    return rankAgain(rows.filter(({ kind }) => foreignKinds.includes(kind)));
  },
  cypher: {
    statements: { identitiesOfKinds, radiusOfEach, totalWeight },
    how: `\`identitiesOfKinds\` once, with \`$kinds\` \`${JSON.stringify(foreignKinds)}\`. ${howRanked}`,
    run: async (database) => rankedByCypher(database, await database.ask(identitiesOfKinds, { kinds: foreignKinds })),
  },
});
