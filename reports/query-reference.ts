import { allQueries, type AnyQuery } from '../queries/all-queries.ts';
import type { Param } from '../queries/define-query.ts';

/** `docs/queries.md`: every named question, from its own literal. */
export function queryReference(): string {
  return [
    '# Questions',
    '',
    '<!-- Generated from queries/ by `npm run docs`; edit the questions, not this page. -->',
    '',
    'Ask one with `ambit query <id> name=value`. A node is an id, or a name that only one node has.',
    '',
    'Where the store is in Neo4j, `--engine cypher` asks the database itself, and gives the same rows. The statements stand below, as they are sent; they may as well be sent from elsewhere. `$graph` is the number of the current graph ([the schema](neo4j-schema.md)), `$nodes` a list of values of the property `index`, `$certainties` is `["certain"]` or `["certain", "conditional"]`.',
    '',
    ...allQueries.flatMap(section),
  ].join('\n');
}

function section({ id, question, params, columns, cypher }: AnyQuery): readonly string[] {
  const parameters = Object.entries(params).map(([name, param]) => `- \`${name}\`: ${paramText(param)}`);
  return [
    `## ${id}`,
    '',
    question,
    '',
    ...(parameters.length === 0 ? [] : ['Parameters:', '', ...parameters, '']),
    '| column | type | meaning |',
    '| --- | --- | --- |',
    ...Object.entries(columns).map(([name, { type, description }]) => `| \`${name}\` | ${type} | ${description} |`),
    '',
    '### In Cypher',
    '',
    cypher.how,
    '',
    ...Object.entries(cypher.statements).flatMap(statementText),
  ];
}

function statementText([name, statement]: readonly [string, string]): readonly string[] {
  return ['```cypher', `// ${name}`, statement, '```', ''];
}

function paramText(param: Param): string {
  if (param.type === 'node') return `${param.description} (a node)`;
  return `${param.description} (${param.min} to ${param.max}, ${param.default} unless told)`;
}
