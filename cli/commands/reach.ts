import { printable } from '../../model/printable.ts';
import { reach as question } from '../../queries/reach.ts';
import { formatTable } from '../../reports/table.ts';
import { defineCommand } from '../define-command.ts';
import { engineOption, withQuestions } from '../engine-option.ts';
import { print, printJson } from '../output.ts';
import { onlyArgument } from '../parse-arguments.ts';

export const reach = defineCommand({
  name: 'reach',
  usage: '<node>',
  summary: 'the blast radius of a node: what falls if it is compromised, one row a node',
  options: engineOption,
  examples: ['ambit reach ci-deploy', 'ambit reach arn:aws:iam::111111111111:role/ci-deploy --format json'],
  run(invocation) {
    const node = onlyArgument(invocation, 'node');
    return withQuestions(invocation, async (questions) => {
      const from = await questions.node(node);
      const nodes = await questions.ask(question, { of: from.index });
      if (invocation.format === 'json') {
        await printJson({ from: from.id, nodes });
        return 0;
      }
      const table = formatTable(
        [
          { title: 'hops', cell: (row) => row.hops, align: 'right' },
          { title: 'weight', cell: (row) => row.weight, align: 'right' },
          { title: 'certainty', cell: (row) => row.certainty },
          { title: 'kind', cell: (row) => row.kind },
          { title: 'id', cell: (row) => row.id, shrinks: true },
        ],
        nodes,
        invocation.environment.columns,
      );
      await print(`${printable(from.name)} reaches ${nodes.length} nodes\n\n${table}`);
      return 0;
    });
  },
});
