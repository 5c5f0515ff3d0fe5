import { readFileSync } from 'node:fs';
import { expect, test } from 'vitest';
import { neo4jSchemaPage } from '../../app/neo4j-schema-page.ts';
import { edgeReference } from '../../reports/edge-reference.ts';
import { queryReference } from '../../reports/query-reference.ts';

const pages = [
  { page: 'edges.md', made: edgeReference },
  { page: 'queries.md', made: queryReference },
  { page: 'neo4j-schema.md', made: neo4jSchemaPage },
];

test.each(pages)('docs/$page is what the literals say; `npm run docs` writes it', ({ page, made }) => {
  expect(readFileSync(new URL(`../../docs/${page}`, import.meta.url), 'utf8')).toBe(made());
});
