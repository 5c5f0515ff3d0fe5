import { resolveNode } from '../../app/resolve-node.ts';
import { UsageError } from '../../model/errors.ts';
import { paths as question } from '../../queries/paths.ts';
import { pathText } from '../../reports/path-text.ts';
import { defineCommand, type Invocation } from '../define-command.ts';
import { print, printJson } from '../output.ts';
import { integerOption, noArguments, option } from '../parse-arguments.ts';
import { withSnapshot } from '../store-option.ts';

export const paths = defineCommand({
  name: 'paths',
  usage: '--from A --to B',
  summary:
    'the cheapest ways from one node to another, each hop with rule, evidence, conditions, abuse and remediation',
  options: {
    from: { value: 'NODE', description: 'where the attacker stands' },
    to: { value: 'NODE', description: 'what the attacker wants' },
    k: { value: 'N', description: 'so many paths at most; 3 unless told' },
  },
  examples: ['ambit paths --from ci-deploy --to customer-records --k 5'],
  run(invocation) {
    noArguments(invocation);
    const ends = { from: needed(invocation, 'from'), to: needed(invocation, 'to') };
    const k = integerOption(invocation, 'k', { min: 1, max: 100, otherwise: 3 });
    return withSnapshot(invocation, async ({ graph }) => {
      const from = resolveNode(graph, ends.from);
      const to = resolveNode(graph, ends.to);
      const found = question.run(graph, { from, to, k });
      if (invocation.format === 'json') await printJson({ paths: found });
      else await print(pathText(found, { from: graph.name(from), to: graph.name(to) }));
      return 0;
    });
  },
});

function needed(invocation: Invocation, name: 'from' | 'to'): string {
  const value = option(invocation, name);
  if (value !== undefined) return value;
  throw new UsageError(`--${name} is missing`, 'name a node by its id or its name');
}
