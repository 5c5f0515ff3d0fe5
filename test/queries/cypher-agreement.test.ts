import * as fc from 'fast-check';
import { beforeAll, expect, test } from 'vitest';
import { readDemo } from '../../app/collect.ts';
import { ingest } from '../../app/ingest.ts';
import { sourceById } from '../../app/sources.ts';
import { Workspace } from '../../app/workspace.ts';
import { canonicalGraph } from '../../graph/canonical-graph.ts';
import { decodeGraph, encodeGraph } from '../../graph/graph-bytes.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import { openNeo4jStore, type Neo4jOptions } from '../../store/neo4j.ts';
import type { Store } from '../../store/store.ts';
import { fixture } from '../cli/spawned.ts';
import { graphOf } from '../helpers/estate-derived.ts';
import { neo4jServer, newEstate, optionsFor, type Neo4jServer } from '../helpers/neo4j.ts';
import { randomEstate } from '../helpers/random-estate.ts';
import { randomGraph } from '../helpers/random-graph.ts';
import { expectAgreement, someNodes, storeOf } from './agreement.ts';

let server: Neo4jServer;
let options: Neo4jOptions;

beforeAll(() => {
  server = neo4jServer();
  options = optionsFor(server);
});

const fixtures: readonly { readonly of: string; readonly load: (store: Store) => Promise<unknown> }[] = [
  {
    of: 'two accounts and an OpenGraph file',
    async load(store) {
      await ingest(store, 'aws', sourceById('aws').read([fixture('two-accounts')]));
      await ingest(store, 'opengraph', sourceById('opengraph').read([fixture('opengraph.json')]));
    },
  },
  { of: 'the demo estate', load: (store) => ingest(store, 'aws', readDemo()) },
];

test.each(fixtures)(
  'both engines give the same rows: $of',
  async ({ load }) => {
    const store = await openNeo4jStore(newEstate(server), options);
    await load(store);
    const workspace = new Workspace(store);
    try {
      const { graph } = await workspace.need();
      await expectAgreement(store, graph, someNodes(graph, 25));
    } finally {
      await workspace.close();
    }
  },
  300_000,
);

const estate = [
  'ann may sts:* on *',
  'ci trusts home; ci may s3:* on *; ci may lambda:UpdateFunctionCode on *',
  'job trusts ann if Bool aws:MultiFactorAuthPresent true; job may * on *',
  'function runsAs bob-runner; bob-runner may secretsmanager:GetSecretValue on *',
  'secret holds bob; secret tagged criticality=critical',
  'bucket; bucket2; bucket3; bucket4; bucket5; cleo tagged owner=ops',
  'ann tagged env=dev; job tagged env=test; bucket2,secret,bob tagged env=prod',
].join('; ');

async function expectAgreementOn(graph: OpenGraph): Promise<void> {
  const bytes = encodeGraph(canonicalGraph(graph.data));
  const store = await storeOf(newEstate(server), options, bytes);
  try {
    const opened = new OpenGraph(decodeGraph(bytes));
    await expectAgreement(store, opened, someNodes(opened, 12));
  } finally {
    await store.close();
  }
}

test('both engines give the same rows: an estate of sets, facets and conditions', async () => {
  await expectAgreementOn(await graphOf(estate));
});

test('both engines give the same rows: random estates', async () => {
  await fc.assert(
    fc.asyncProperty(randomEstate, async (text) => expectAgreementOn(await graphOf(text))),
    { numRuns: 6, endOnFailure: true, seed: 5 },
  );
}, 300_000);

test('both engines give the same rows: random graphs', async () => {
  await fc.assert(
    fc.asyncProperty(randomGraph, (graph) => expectAgreementOn(new OpenGraph(graph))),
    { numRuns: 15, endOnFailure: true, seed: 5 },
  );
  expect.hasAssertions();
}, 300_000);
