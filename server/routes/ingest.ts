import { createWriteStream } from 'node:fs';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { ingest } from '../../app/ingest.ts';
import { sourceById } from '../../app/sources.ts';
import { UsageError } from '../../model/errors.ts';
import { ingestSummary } from '../answers.ts';
import { defineRoute } from '../define-route.ts';

/** Largest body that is taken; files beyond it go through the command line. */
const maximumBytes = 2 ** 30;

export const postIngest = defineRoute({
  method: 'post',
  path: '/api/ingest/:source',
  summary:
    'Reads one file of a source, sent as the body (plain or gzipped), into a new snapshot: all of it or nothing.',
  params: { source: z.string().describe('id of the source: aws, opengraph') },
  answer: ingestSummary,
  body: ['application/json', 'application/gzip'],
  async handle({ workspace, request }, { source: id }) {
    const source = sourceById(id);
    const folder = await mkdtemp(join(tmpdir(), 'ambit-'));
    try {
      const file = join(folder, 'body.json');
      await pipeline(request, limited, createWriteStream(file, { mode: 0o600 }));
      return await ingest(workspace.store, source.id, source.read([file]));
    } finally {
      await rm(folder, { recursive: true, force: true });
    }
  },
});

async function* limited(chunks: AsyncIterable<Buffer>): AsyncGenerator<Buffer> {
  let bytes = 0;
  for await (const chunk of chunks) {
    bytes += chunk.length;
    if (bytes > maximumBytes)
      throw new UsageError(`the body is larger than ${maximumBytes} bytes`, 'use `ambit ingest`');
    yield chunk;
  }
}
