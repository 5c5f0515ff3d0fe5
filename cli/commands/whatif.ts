import { readChangesFile } from '../../app/what-if/read-changes.ts';
import { simulate } from '../../app/what-if/simulate.ts';
import { planChanges } from '../../app/what-if/terraform/plan-changes.ts';
import { readTerraformPlan } from '../../app/what-if/terraform/read-plan.ts';
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
  usage: '[file]',
  summary: 'applies changes to a copy and tells who loses and gains what; nothing is written',
  options: {
    'fail-on': {
      value: 'GATE',
      description:
        'exit with 1 when any radius grows (growth), somebody gains a crown jewel (crown-jewel), or something is not known yet (unknown); may be repeated',
      multiple: true,
    },
    terraform: {
      value: 'FILE',
      description: 'take the changes from what `terraform show -json` prints of a plan, with or instead of a file',
    },
    out: { value: 'FILE', description: 'write there instead of to standard output' },
  },
  formats: ['markdown', 'html'],
  examples: [
    'ambit whatif changes.yaml',
    'ambit whatif --terraform plan.json --fail-on crown-jewel --format markdown',
    'ambit whatif changes.yaml --fail-on growth --format markdown',
  ],
  async run(invocation) {
    const file = fileOf(invocation);
    const failing = gatesOf(invocation);
    const written = file === undefined ? [] : await readChangesFile(file);
    const plan = option(invocation, 'terraform');
    const resources = plan === undefined ? [] : await readTerraformPlan(plan);
    return withSnapshot(invocation, async (open) => {
      const base = await whatIfBase(open);
      const { changes, unknown } = planChanges(plan ?? '', base.facts, resources);
      const simulation = simulate(base, [...changes, ...written], file ?? plan ?? '', unknown);
      await writeResult(option(invocation, 'out'), inFormat(simulation, invocation.format));
      return failing.some((gate) => failsGate(simulation, gate)) ? 1 : 0;
    });
  },
});

/** The changes file; a plan may stand in its place. */
function fileOf(invocation: Invocation): string | undefined {
  const isPlan = option(invocation, 'terraform') !== undefined;
  return isPlan && invocation.args.length === 0 ? undefined : onlyArgument(invocation, 'file');
}

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

function inFormat(simulation: Simulation, format: string): Iterable<string> {
  if (format === 'json') return [`${JSON.stringify(simulation)}\n`];
  if (format === 'markdown') return [whatIfMarkdown(simulation)];
  return format === 'html' ? whatIfHtml(simulation) : [whatIfText(simulation)];
}
