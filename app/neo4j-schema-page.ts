import { edgeRules } from '../edges/edge-doc.ts';
import { nodeKinds } from '../model/node-kinds.ts';
import { categoryLabels, GraphNames, innerLabels, innerType, otherType } from '../store/neo4j/names.ts';
import { migrations, schemaVersion } from '../store/neo4j/schema.ts';

/** docs/neo4j-schema.md, made from the registries of node kinds, edge kinds and schema rules. */
export function neo4jSchemaPage(): string {
  return [
    introduction,
    '## Labels\n',
    table(['label', 'on'], categoryRows()),
    '',
    table(['node kind', 'labels', 'title'], kindRows()),
    '',
    foreignWords,
    table(['type', 'what it says'], typeRows()),
    '',
    properties,
    bookkeeping,
    `## Constraints and indexes\n\nMade by the first writer; schema version ${schemaVersion}.\n`,
    table(['statement', 'why'], ruleRows()),
    '',
  ].join('\n');
}

const introduction = `# The store in Neo4j

<!-- Generated from the registries by \`npm run docs\`; edit those, not this page. -->

\`--store bolt://host:7687\` (or \`neo4j://\`, \`+s\`, \`+ssc\`) keeps the store in Neo4j 5.26 or newer. \`?estate=NAME\` keeps several estates apart in one database, \`?database=NAME\` names a database other than the user's own. \`$NEO4J_USER\` and \`$NEO4J_PASSWORD\` say who asks.

Each ingest whose graph is new writes it as nodes and relationships of their own, with a number in the property \`graph\`; the snapshots before keep theirs. One \`:AmbitStore\` an estate points to the current snapshot and has the number of its graph:

\`\`\`cypher
// Who becomes the role in one step?
MATCH (s:AmbitStore {estate: 'default'})
MATCH (n:AmbitNode {graph: s.graph, id: $id})<-[r]-(m)
RETURN m.id, type(r), r.certainty, r.conditions, r.evidence
\`\`\`

\`\`\`cypher
// What the current graph is made of.
MATCH (s:AmbitStore {estate: 'default'})
MATCH (n:Identity {graph: s.graph})
RETURN n.kind, count(*) ORDER BY count(*) DESC
\`\`\`

Relationships stand between nodes of one graph only: a pattern that begins in the current graph stays in it.
`;

const foreignWords = `A kind that a source brought itself becomes a label too: \`est-role\` is \`:EstRole\`, where that is letters, digits and underscores, cannot be taken for a label of ours, and the graph has no more than 200 of them. The exact word is the property \`kind\` in any case.

## Relationship types

The type is the edge's kind. A source's own word becomes a type under the same rules, its other characters spelled \`_\`; one that cannot be a type is \`:${otherType}\`. The exact word is the property \`kind\`.
`;

const properties = `## Properties

### Of nodes

| property | type | meaning |
| --- | --- | --- |
| \`graph\` | integer | number of the graph; a node is found by \`graph\` and \`id\` |
| \`index\` | integer | place in the graph, from 0 |
| \`id\` | string | the provider's own name; begins with NUL on inner nodes; over 2,000 characters it is its beginning and a digest, and \`fullId\` is all of it |
| \`name\` | string | |
| \`kind\` | string | \`aws-role\`, or the source's own word |
| \`category\` | string | \`identity\`, \`credential\`, \`system\`, \`data\`, \`automation\`, \`passage\`, \`inner\` |
| \`weight\` | float | counted on resources alone; 100 and more is a crown jewel |
| \`human\` | boolean | on identities |
| \`scope\` | string | account, cluster, organisation; absent where there is none |
| \`owner\` | string | absent where nobody is named |
| \`environment\` | string | \`production\`, or another in lower case; absent where it is not known |
| \`findings\` | list of strings | OWASP NHI ids; absent where there is none |
| \`shownAs\` | integer | on inner nodes: \`index\` of the node that a person reads there (a facet's resource), -1 for none; elsewhere absent: itself |

### Of relationships

| property | type | meaning |
| --- | --- | --- |
| \`index\` | integer | place in the graph, in the order of the tails' |
| \`kind\` | string | the edge's kind; absent on \`:${innerType}\` |
| \`rule\` | string | the rule that found it, or the source; absent on \`:${innerType}\` |
| \`certainty\` | string | \`certain\` or \`conditional\` |
| \`conditions\` | list of strings | what must hold; absent where it is certain |
| \`evidence\` | list of strings | JSON objects with \`document\`, \`statement\`, \`effect\`, and the statement's \`text\`; absent where there is none |
| \`hop\` | integer | 1 where a person counts it as a step, 0 into inner nodes and between a node and its facets |
| \`cost\` | float | effort for an attacker |
`;

const bookkeeping = `## Snapshots, records, gaps

| node | relationships | properties |
| --- | --- | --- |
| \`:AmbitSchema\` | | \`version\` of this schema; \`lastGraph\`, the highest number given out |
| \`:AmbitStore\` | \`-[:CURRENT]->(:AmbitSnapshot)\` | \`estate\`; of what is current: \`graph\`, \`generation\`, \`snapshot\` (id); while somebody writes: \`lease\`, \`leaseUntil\`, \`writer\` |
| \`:AmbitSnapshot\` | \`-[:SHOWS]->(:AmbitGraph)\`, \`-[:HOLDS {observedAt}]->(:AmbitPartition)\`, \`-[:LACKS]->(:Gap)\` | \`estate\`, \`generation\`, \`id\`, \`createdAt\`, \`hash\`, \`graph\`, \`graphHash\`, \`document\` (JSON, checked against \`hash\`) |
| \`:AmbitGraph\` | | one writing: \`number\`, \`estate\`, \`state\` (\`writing\`, \`published\`, \`removed\`), \`nodeCount\`, \`edgeCount\` |
| \`:Gap:AmbitGap\` | | \`source\`, \`scope\`, \`parts\`, \`call\`, \`region\`, \`reason\`, \`subjects\`, \`since\` |
| \`:AmbitPartition\` | \`-[:PAGE]->(:AmbitPage)\`, \`-[:SAYS]->(:Document)\` | all records of one \`source\`, \`scope\` and \`part\`; shared by the snapshots in which they did not change |
| \`:AmbitPage\` | | \`bytes\`: up to 2,000 records, two lines each (time, JSON), deflated. What graphs are derived from |
| \`:AmbitNames\` | | \`bytes\`: on which pages a name is mentioned |
| \`:Document:AmbitDocument\` | | policies and trusts for reading: \`id\` of what they belong to, \`kind\`, \`name\`, \`version\`, \`text\` (JSON) |

Nothing but the graph's own hash tells whether somebody changed a node by hand: it is checked whenever the graph is read, and a graph that is not what was written is refused.

An ingest writes beside what is published. Its last transaction checks that it still is the one writer of the estate, writes the snapshot and moves \`:CURRENT\`. What an interrupted ingest left is removed by the next one, in batches.
`;

function categoryRows(): readonly (readonly string[])[] {
  const rows = Object.entries(categoryLabels).map(([category, labels]) => [spell(labels), `category \`${category}\``]);
  const inner = [...new Set(innerLabels.values())].map((label) => [
    spell([label]),
    `inner nodes of kind ${[...innerLabels].flatMap(([kind, own]) => (own === label ? [`\`${kind}\``] : [])).join(', ')}`,
  ]);
  const people = [
    ['`:Human`', 'identities behind which a person is'],
    ['`:Machine`', 'all other identities'],
  ];
  return [['`:AmbitNode`', 'every node of a graph'], ...rows, ...people, ...inner];
}

function kindRows(): readonly (readonly string[])[] {
  const names = new GraphNames();
  return nodeKinds
    .filter(({ category }) => category !== 'inner')
    .map((kind) => [`\`${kind.kind}\``, spell(names.labels(kind).slice(1)), kind.title]);
}

function typeRows(): readonly (readonly string[])[] {
  const names = new GraphNames();
  return [
    ...edgeRules.map(({ kind, description }) => [`\`:${names.type(kind)}\``, description]),
    [`\`:${innerType}\``, 'Gives the graph its shape: into and out of inner nodes. No step of an attacker.'],
    [`\`:${otherType}\``, 'An edge whose own word cannot be a type.'],
  ];
}

function ruleRows(): readonly (readonly string[])[] {
  return migrations.flatMap(({ rules }) => rules.map(({ statement, why }) => [`\`${statement}\``, why]));
}

function spell(labels: readonly string[]): string {
  return `\`${labels.map((label) => `:${label}`).join('')}\``;
}

function table(heads: readonly string[], rows: readonly (readonly string[])[]): string {
  const line = (cells: readonly string[]): string =>
    `| ${cells.map((cell) => cell.replaceAll('|', '\\|')).join(' | ')} |`;
  return [line(heads), line(heads.map(() => '---')), ...rows.map(line)].join('\n');
}
