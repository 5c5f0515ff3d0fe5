import { exportFormat, exportFormats } from '../../app/exports.ts';
import { defineCommand } from '../define-command.ts';
import { writeResult } from '../output.ts';
import { onlyArgument, option } from '../parse-arguments.ts';
import { withSnapshot } from '../store-option.ts';

export const exportGraph = defineCommand({
  name: 'export',
  usage: '<format>',
  summary: `writes the whole graph in another tool's format: ${exportFormats.map(({ id }) => id).join(', ')}`,
  options: { out: { value: 'FILE', description: 'write there instead of to standard output' } },
  examples: ['ambit export opengraph --out estate.json'],
  run(invocation) {
    const format = exportFormat(onlyArgument(invocation, 'format'));
    return withSnapshot(invocation, async ({ graph }) => {
      await writeResult(option(invocation, 'out'), format.write(graph));
      return 0;
    });
  },
});
