import type { Said, Source } from '../source.ts';
import { fileElements } from './opengraph/elements.ts';
import { beginEmission, sayElement, sayRest } from './opengraph/emission.ts';
import { listFiles, type Listing } from './opengraph/files.ts';
import { settle } from './opengraph/settle.ts';
import { surveyFiles, type Survey } from './opengraph/survey.ts';

/**
 * BloodHound OpenGraph. Every file is read twice, because its scope may stand at its end and an edge before its nodes;
 * ids are all that is kept between: some 100 bytes for each node and 50 for each edge.
 */
export const opengraph: Source = {
  id: 'opengraph',
  title: 'BloodHound OpenGraph',
  reads:
    'JSON files, plain or gzipped, with graph.nodes[{id,kinds,properties}] and graph.edges[{kind,start,end,properties}]',
  read,
};

const defaultScope = 'opengraph';

async function* read(paths: readonly string[]): AsyncGenerator<Said> {
  const listing = await listFiles(paths);
  const survey = await surveyFiles(listing.files);
  if (survey.rejections.length === 0) await settle(listing.files, survey);
  if (listing.rejections.length + survey.rejections.length > 0) yield* sayRejections(listing, survey);
  else yield* sayRecords(listing, survey);
}

function* sayRejections(listing: Listing, survey: Survey): Generator<Said> {
  for (const rejection of [...listing.rejections, ...survey.rejections]) yield { say: 'rejection', rejection };
  if (survey.hidden === 0) return;
  const rejection = { file: '', record: '', field: '', reason: `${survey.hidden} more records were rejected` };
  yield { say: 'rejection', rejection };
}

async function* sayRecords({ files, observedAt }: Listing, survey: Survey): AsyncGenerator<Said> {
  const origin = { source: 'opengraph', scope: defaultScope, part: 'graph', observedAt };
  const emission = beginEmission(survey, origin);
  const scopes = files.map(({ name }) => survey.scopes.get(name) ?? defaultScope);
  for (const scope of new Set(scopes)) yield { say: 'scope', scope };
  for (const [at, file] of files.entries()) {
    emission.origin = { ...origin, scope: scopes[at] };
    for await (const batch of fileElements(file)) {
      for (const element of batch) yield* sayElement(emission, element);
    }
  }
  yield* sayRest(emission);
}
