import { keepNothing } from '../../app/plan/keep-file.ts';
import { makePlan } from '../../app/plan/make-plan.ts';
import { resolveNode } from '../../app/resolve-node.ts';
import { whatIfBase } from '../../app/what-if/simulate.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import { UsageError } from '../../model/errors.ts';
import type { PlanGoal } from '../../queries/plan/plan.ts';
import { planJson } from '../../reports/plan-json.ts';
import { planText } from '../../reports/plan-text.ts';
import { defineCommand, type Invocation } from '../define-command.ts';
import { print, printJson } from '../output.ts';
import { noArguments } from '../parse-arguments.ts';
import { withSnapshot } from '../store-option.ts';

export const plan = defineCommand({
  name: 'plan',
  usage: '--protect NODE…',
  summary: 'the least that must be changed to reach a goal, with what proves it; nothing is written',
  options: {
    protect: { value: 'NODE', description: 'what is to be reached no more; may be repeated', multiple: true },
    from: {
      value: 'IDENTITY',
      description: 'by whom; whoever reaches it unless told; may be repeated',
      multiple: true,
    },
    refuse: {
      value: 'N',
      description: 'plan again without the change of that number; may be repeated, each of the plan then',
      multiple: true,
    },
  },
  examples: [
    'ambit plan --protect customer-records',
    'ambit plan --protect customer-records --from ci-deploy --refuse 1',
  ],
  async run(invocation) {
    noArguments(invocation);
    return withSnapshot(invocation, async (open) => {
      const base = await whatIfBase(open);
      const request = {
        goal: goalOf(invocation, open.graph),
        keep: keepNothing,
        refused: (invocation.values['refuse'] ?? []).map(Number),
        proofMs: 20_000,
      };
      const made = await makePlan(base, request);
      if (invocation.format === 'json') await printJson(planJson(made.plan));
      else await print(planText(made.plan));
      return 0;
    });
  },
});

function goalOf({ values }: Invocation, graph: OpenGraph): PlanGoal {
  const ids = (names: readonly string[]): readonly string[] => names.map((name) => graph.id(resolveNode(graph, name)));
  const { protect = [], from } = values;
  if (protect.length === 0) throw new UsageError('--protect is missing', 'name a node by its id or its name');
  return { protect: ids(protect), ...(from === undefined ? {} : { from: ids(from) }) };
}
