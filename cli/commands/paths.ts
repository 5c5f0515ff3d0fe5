import { UsageError } from '../../model/errors.ts';
import { paths as question } from '../../queries/paths.ts';
import { pathText } from '../../reports/path-text.ts';
import { defineCommand, type Invocation } from '../define-command.ts';
import { engineOption, withQuestions } from '../engine-option.ts';
import { print, printJson } from '../output.ts';
import { integerOption, noArguments, option } from '../parse-arguments.ts';

export const paths = defineCommand({
  name: 'paths',
  usage: '--from A --to B',
  summary:
    'the cheapest ways from one node to another, each hop with rule, evidence, conditions, abuse and remediation',
  options: {
    from: { value: 'NODE', description: 'where the attacker stands' },
    to: { value: 'NODE', description: 'what the attacker wants' },
    k: { value: 'N', description: 'so many paths at most; 3 unless told' },
    ...engineOption,
  },
  examples: ['ambit paths --from ci-deploy --to customer-records --k 5'],
  run(invocation) {
    noArguments(invocation);
    const ends = { from: needed(invocation, 'from'), to: needed(invocation, 'to') };
    const k = integerOption(invocation, 'k', { min: 1, max: 100, otherwise: 3 });
    return withQuestions(invocation, async (questions) => {
      const from = await questions.node(ends.from);
      const to = await questions.node(ends.to);
      const found = await questions.ask(question, { from: from.index, to: to.index, k });
      if (invocation.format === 'json') await printJson({ paths: found });
      else await print(pathText(found, { from: from.name, to: to.name }));
      return 0;
    });
  },
});

function needed(invocation: Invocation, name: 'from' | 'to'): string {
  const value = option(invocation, name);
  if (value !== undefined) return value;
  throw new UsageError(`--${name} is missing`, 'name a node by its id or its name');
}
