import { readChangesFile } from '../../app/what-if/read-changes.ts';
import { simulate } from '../../app/what-if/simulate.ts';
import { whatIfBase } from '../../app/what-if/what-if-base.ts';
import { UsageError } from '../../model/errors.ts';
import { failsGate, gates, type Gate } from '../../queries/compare/growth.ts';
import type { Simulation } from '../../queries/compare/simulation.ts';
import { whatIfHtml } from '../../reports/what-if/html.ts';
import { whatIfMarkdown } from '../../reports/what-if/markdown.ts';
import { whatIfText } from '../../reports/what-if/text.ts';
import { defineCommand, type Invocation } from '../define-command.ts';
import { writeResult } from '../output.ts';
import { onlyArgument, option } from '../parse-arguments.ts';
import { withSnapshot } from '../store-option.ts';

export const whatif = defineCommand({
  name: 'whatif',
  usage: '<file>',
  summary: 'applies changes to a copy and tells who loses and gains what; nothing is written',
  options: {
    'fail-on': {
      value: 'GATE',
      description:
        'exit with 1 when any radius grows (growth), somebody gains a crown jewel (crown-jewel), or something is not known yet (unknown); may be repeated',
      multiple: true,
    },
    out: { value: 'FILE', description: 'write there instead of to standard output' },
  },
  formats: ['markdown', 'html'],
  examples: ['ambit whatif changes.yaml', 'ambit whatif changes.yaml --fail-on growth --format markdown'],
  async run(invocation) {
    const file = onlyArgument(invocation, 'file');
    const failing = gatesOf(invocation);
    const changes = await readChangesFile(file);
    return withSnapshot(invocation, async (open) => {
      const simulation = simulate(await whatIfBase(open), changes, file);
      await writeResult(option(invocation, 'out'), written(simulation, invocation.format));
      return failing.some((gate) => failsGate(simulation, gate)) ? 1 : 0;
    });
  },
});

/** Each gate named, once or several times, with commas or apart. */
function gatesOf({ values }: Invocation): readonly Gate[] {
  return (values['fail-on'] ?? [])
    .flatMap((list) => list.split(','))
    .map((name) => {
      const gate = gates.find((known) => known === name);
      if (gate === undefined)
        throw new UsageError(`--fail-on ${name}: there is no such gate`, `gates are ${gates.join(', ')}`);
      return gate;
    });
}

function written(simulation: Simulation, format: string): Iterable<string> {
  if (format === 'json') return [`${JSON.stringify(simulation)}\n`];
  if (format === 'markdown') return [whatIfMarkdown(simulation)];
  return format === 'html' ? whatIfHtml(simulation) : [whatIfText(simulation)];
}
