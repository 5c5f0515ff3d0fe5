import { printable } from '../../model/printable.ts';
import { exposure as question } from '../../queries/exposure.ts';
import { formatTable } from '../../reports/table.ts';
import { defineCommand } from '../define-command.ts';
import { engineOption, withQuestions } from '../engine-option.ts';
import { print, printJson } from '../output.ts';
import { onlyArgument } from '../parse-arguments.ts';

export const exposure = defineCommand({
  name: 'exposure',
  usage: '<node>',
  summary: 'the identities that reach a node',
  options: engineOption,
  examples: ['ambit exposure customer-records', 'ambit exposure aws://111111111111/administration --format json'],
  run(invocation) {
    const node = onlyArgument(invocation, 'node');
    return withQuestions(invocation, async (questions) => {
      const to = await questions.node(node);
      const identities = await questions.ask(question, { to: to.index });
      if (invocation.format === 'json') {
        await printJson({ to: to.id, identities });
        return 0;
      }
      const table = formatTable(
        [
          { title: 'hops', cell: (row) => row.hops, align: 'right' },
          { title: 'certainty', cell: (row) => row.certainty },
          { title: 'who', cell: (row) => (row.human ? 'person' : 'machine') },
          { title: 'kind', cell: (row) => row.kind },
          { title: 'id', cell: (row) => row.id, shrinks: true },
        ],
        identities,
        invocation.environment.columns,
      );
      await print(`${identities.length} identities reach ${printable(to.name)}\n\n${table}`);
      return 0;
    });
  },
});
