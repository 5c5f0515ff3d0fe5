// `npm run docs`: writes the pages that are made from the program's own literals.
import { writeFileSync } from 'node:fs';
import { neo4jSchemaPage } from '../app/neo4j-schema-page.ts';
import { collectorPolicyPage } from '../ingest/sources/aws/collector-policy.ts';
import { edgeReference } from '../reports/edge-reference.ts';
import { queryReference } from '../reports/query-reference.ts';

const pages = {
  'edges.md': edgeReference(),
  'queries.md': queryReference(),
  'collector-policy.md': collectorPolicyPage(),
  'neo4j-schema.md': neo4jSchemaPage(),
};
for (const [name, text] of Object.entries(pages)) writeFileSync(new URL(`../docs/${name}`, import.meta.url), text);
