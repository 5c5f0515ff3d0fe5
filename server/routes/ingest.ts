import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { ingest } from '../../app/ingest.ts';
import { sourceById } from '../../app/sources.ts';
import type { Said } from '../../ingest/source.ts';
import { ingestSummary } from '../answers.ts';
import { defineRoute } from '../define-route.ts';
import { TooLargeError } from '../problem.ts';

export const postIngest = defineRoute({
  method: 'post',
  path: '/api/ingest/:source',
  summary:
    'Reads one file of a source, sent as the body (plain or gzipped), into a new snapshot: all of it or nothing.',
  params: { source: z.string().describe('id of the source: aws, opengraph') },
  answer: ingestSummary,
  body: ['application/json', 'application/gzip'],
  async handle({ workspace, request, maximumBodyBytes }, { source: id }) {
    const source = sourceById(id);
    if (Number(request.headers['content-length'] ?? 0) > maximumBodyBytes) throw new TooLargeError(maximumBodyBytes);
    const folder = await mkdtemp(join(tmpdir(), 'ambit-'));
    try {
      const file = join(folder, 'body.json');
      const chunks = limited(request, maximumBodyBytes);
      await pipeline(chunks, createWriteStream(file, { mode: 0o600 }));
      return await ingest(workspace.store, source.id, asBody(source.read([file]), file));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});

async function* limited(chunks: AsyncIterable<Buffer>, maximumBytes: number): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maximumBytes) throw new TooLargeError(maximumBytes);
    yield chunk;
  }
}

/** What is refused stands in the body; where that was put meanwhile is nobody's business. */
async function* asBody(said: AsyncIterable<Said>, file: string): AsyncGenerator<Said> {
  for await (const item of said) {
    if (item.say === 'rejection' && item.rejection.file === file)
      yield { say: 'rejection', rejection: { ...item.rejection, file: 'body.json' } };
    else yield item;
  }
}
