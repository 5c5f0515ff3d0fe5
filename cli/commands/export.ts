import { createWriteStream } from 'node:fs';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { exportFormat, exportFormats } from '../../app/exports.ts';
import { defineCommand } from '../define-command.ts';
import { print } from '../output.ts';
import { onlyArgument, option } from '../parse-arguments.ts';
import { withSnapshot } from '../store-option.ts';

export const exportGraph = defineCommand({
  name: 'export',
  usage: '<format>',
  summary: `writes the whole graph in another tool's format: ${exportFormats.map(({ id }) => id).join(', ')}`,
  options: { out: { value: 'FILE', description: 'write there instead of to standard output' } },
  examples: ['ambit export opengraph --out estate.json'],
  run: (invocation) =>
    withSnapshot(invocation, async ({ graph }) => {
      const format = exportFormat(onlyArgument(invocation, 'format'));
      const file = option(invocation, 'out');
      if (file !== undefined)
        await pipeline(Readable.from(format.write(graph)), createWriteStream(file, { mode: 0o600 }));
      else for (const piece of format.write(graph)) await print(piece);
      return 0;
    }),
});
