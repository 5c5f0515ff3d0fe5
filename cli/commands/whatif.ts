import { readChangesFile } from '../../app/what-if/read-changes.ts';
import { simulate, whatIfBase } from '../../app/what-if/simulate.ts';
import { whatIfText } from '../../reports/what-if-text.ts';
import { defineCommand } from '../define-command.ts';
import { print, printJson } from '../output.ts';
import { onlyArgument } from '../parse-arguments.ts';
import { withSnapshot } from '../store-option.ts';

export const whatif = defineCommand({
  name: 'whatif',
  usage: '<file>',
  summary: 'applies changes to a copy and tells who loses and gains what; nothing is written',
  options: {},
  examples: ['ambit whatif changes.yaml', 'ambit whatif changes.yaml --format json'],
  async run(invocation) {
    const file = onlyArgument(invocation, 'file');
    const changes = await readChangesFile(file);
    return withSnapshot(invocation, async (open) => {
      const simulation = simulate(await whatIfBase(open), changes, file);
      if (invocation.format === 'json') await printJson(simulation);
      else await print(whatIfText(simulation));
      return 0;
    });
  },
});
