import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { z } from 'zod';
import { exportFormat, exportFormats } from '../../app/exports.ts';
import { defineRoute } from '../define-route.ts';

export const getExport = defineRoute({
  method: 'get',
  path: '/api/export/:format',
  summary: "The whole graph in another tool's format.",
  params: { format: z.string().describe(exportFormats.map(({ id }) => id).join(', ')) },
  answer: z.unknown(),
  async handle({ open, response }, { format: id }) {
    const format = exportFormat(id);
    const { graph } = await open();
    response.type(format.mediaType).attachment(`ambit-${format.id}.json`);
    await pipeline(Readable.from(format.write(graph)), response);
    return undefined;
  },
});
