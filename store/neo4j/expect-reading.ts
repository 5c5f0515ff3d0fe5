import type { Plan, ResultSummary } from 'neo4j-driver';

import { UsageError } from '../../model/errors.ts';

/** Commands about the graph's shape, which tell nothing of the server, its files or other people's work. */
const harmlessCommands = ['ShowIndexes', 'ShowConstraints', 'ShowFunctions', 'ShowProcedures'];

/**
 * Expects a statement to read the graph and to do nothing else, by what the database says that it would be.
 *
 * The type alone does not do: to the database a statement that ends other people's transactions reads, as does one
 * that loads a file. What it would do stands in the plan's operators.
 *
 * @param summary of the statement behind `EXPLAIN`, which was not run
 * @throws {UsageError} when it would do something else
 */
export function expectReading({ queryType, plan }: Pick<ResultSummary, 'queryType' | 'plan'>): void {
  if (queryType !== 'r') throw refused(kindOf.get(queryType) ?? `is of type ${queryType}`);
  if (plan === false) throw refused('has no plan');
  for (const operator of operatorsOf(plan)) {
    if (operator.startsWith('Terminate')) throw refused('ends transactions');
    if (operator === 'LoadCSV') throw refused('loads a file or an address');
    if (operator.startsWith('Show') && !harmlessCommands.includes(operator)) throw refused('is about the server');
  }
}

const kindOf: ReadonlyMap<string, string> = new Map([
  ['w', 'writes'],
  ['rw', 'writes'],
  ['s', "is a command of the server's, or changes a schema"],
]);

function refused(what: string): UsageError {
  return new UsageError(
    `the database says that this ${what}; here it is only asked what the graph holds`,
    'other statements are for the tools of Neo4j itself',
  );
}

/** Names of the plan's operators; behind `@` stands where each one works. */
function operatorsOf({ operatorType, children }: Plan): readonly string[] {
  return [operatorType.split('@')[0], ...children.flatMap(operatorsOf)];
}
