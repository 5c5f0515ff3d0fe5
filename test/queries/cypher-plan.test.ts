import neo4j, { type Driver, type Plan } from 'neo4j-driver';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { encodeGraph } from '../../graph/graph-bytes.ts';
import { certainFrom, certainTo } from '../../queries/cypher/certain-closure.ts';
import { costsIn, edgesOut } from '../../queries/cypher/corridor.ts';
import { productionOfEach } from '../../queries/cypher/crossing.ts';
import { radiusOfEach } from '../../queries/cypher/radii.ts';
import { hopsIn, hopsOut } from '../../queries/cypher/sweep.ts';
import { graphOf } from '../helpers/estate-derived.ts';
import { neo4jServer, newEstate, optionsFor } from '../helpers/neo4j.ts';
import { storeOf } from './agreement.ts';

let driver: Driver;

beforeAll(async () => {
  const server = neo4jServer();
  // The first writer makes the indexes.
  const graph = await graphOf('ann may s3:* on *; bucket');
  await (await storeOf(newEstate(server), optionsFor(server), encodeGraph(graph.data))).close();
  driver = neo4j.driver(server.uri, neo4j.auth.basic(server.user, server.password));
});

afterAll(() => driver.close());

/** Operators of the plan, the last one to work first. */
function operatorsOf(plan: Plan | false): readonly string[] {
  if (plan === false) return [];
  return [plan.operatorType.split('@')[0], ...plan.children.flatMap(operatorsOf)];
}

async function plan(statement: string): Promise<readonly string[]> {
  const session = driver.session({ defaultAccessMode: 'READ' });
  try {
    const parameters = {
      graph: 1,
      node: 1,
      nodes: [1],
      certainties: ['certain'],
      crown: 100,
      production: 'production',
    };
    const { summary } = await session.run(`EXPLAIN ${statement}`, parameters);
    return operatorsOf(summary.plan);
  } finally {
    await session.close();
  }
}

const closures = { certainFrom, certainTo, radiusOfEach, productionOfEach };
const levels = { hopsOut, hopsIn, costsIn, edgesOut };

test.each(Object.entries(closures))('%s enters no node twice', async (_name, statement) => {
  const operators = await plan(statement);
  expect(operators).toContain('VarLengthExpand(Pruning,BFS,All)');
  expect(operators).not.toContain('VarLengthExpand(All)');
});

test.each(Object.entries(levels))('%s finds its nodes by index and goes one edge far', async (_name, statement) => {
  const operators = await plan(statement);
  expect(operators).toContain('NodeUniqueIndexSeek');
  expect(operators).toContain('Expand(All)');
  expect(operators.filter((operator) => /Scan|VarLength|Shortest/.test(operator))).toEqual([]);
});
