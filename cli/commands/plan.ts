import { keepNothing, readKeepFile } from '../../app/plan/keep-file.ts';
import { makePlan } from '../../app/plan/make-plan.ts';
import { reviewedSteps } from '../../app/plan/review.ts';
import { resolveNode } from '../../app/resolve-node.ts';
import { whatIfBase } from '../../app/what-if/what-if-base.ts';
import type { OpenGraph } from '../../graph/open-graph.ts';
import { UsageError } from '../../model/errors.ts';
import { asChangesFile } from '../../queries/plan/changes-file.ts';
import type { PlanGoal } from '../../queries/plan/plan.ts';
import { planJson } from '../../reports/plan-json.ts';
import { planMarkdown } from '../../reports/plan-markdown.ts';
import { planText } from '../../reports/plan-text.ts';
import { defineCommand, type Invocation } from '../define-command.ts';
import { print, printJson, writeResult } from '../output.ts';
import { noArguments, option } from '../parse-arguments.ts';
import { withSnapshot } from '../store-option.ts';

export const plan = defineCommand({
  name: 'plan',
  usage: '--protect NODE… | --reduce PERCENT | --budget N',
  summary: 'the least that must be changed to reach a goal, with what proves it; nothing is written',
  options: {
    protect: { value: 'NODE', description: 'what is to be reached no more; may be repeated', multiple: true },
    from: {
      value: 'IDENTITY',
      description: 'by whom; whoever reaches it unless told; may be repeated',
      multiple: true,
    },
    reduce: { value: 'PERCENT', description: 'take so much of the total blast radius away' },
    budget: { value: 'N', description: 'take away as much as changes of that cost can' },
    keep: { value: 'FILE', description: 'what must not be touched, and what kinds of change cost (YAML or JSON)' },
    out: { value: 'FILE', description: 'write the changes there, for `ambit whatif`' },
    'fail-on': { value: 'unblockable', description: 'exit with 1 where somebody cannot be kept out' },
    refuse: {
      value: 'N',
      description: 'plan again without the change of that number; may be repeated, each of the plan then',
      multiple: true,
    },
  },
  formats: ['markdown'],
  examples: [
    'ambit plan --protect customer-records',
    'ambit plan --protect customer-records --from ci-deploy --refuse 1',
  ],
  async run(invocation) {
    noArguments(invocation);
    const [keepFile, out, gate] = [
      option(invocation, 'keep'),
      option(invocation, 'out'),
      option(invocation, 'fail-on'),
    ];
    if (gate !== undefined && gate !== 'unblockable')
      throw new UsageError(`--fail-on ${gate}`, 'plans fail on unblockable');
    return withSnapshot(invocation, async (open) => {
      const base = await whatIfBase(open);
      const request = {
        goal: goalOf(invocation, open.graph),
        keep: keepFile === undefined ? keepNothing : await readKeepFile(keepFile),
        refused: (invocation.values['refuse'] ?? []).map((text) => numberOf(text, 'refuse')),
        proofMs: 20_000,
      };
      const made = await makePlan(base, request);
      if (out !== undefined) {
        const changes = asChangesFile(made.plan.steps.map(({ change }) => change));
        await writeResult(out, [`${JSON.stringify(changes, undefined, 2)}\n`]);
      }
      if (invocation.format === 'json') await printJson(planJson(made.plan));
      else if (invocation.format === 'markdown')
        await print(planMarkdown(made.plan, reviewedSteps(base.facts, made.plan.steps)));
      else await print(planText(made.plan));
      return gate === 'unblockable' && made.plan.unblockable.length > 0 ? 1 : 0;
    });
  },
});

function goalOf(invocation: Invocation, graph: OpenGraph): PlanGoal {
  const ids = (names: readonly string[]): readonly string[] => names.map((name) => graph.id(resolveNode(graph, name)));
  const { protect, from } = invocation.values;
  const [percent, budget] = [option(invocation, 'reduce'), option(invocation, 'budget')];
  const given = [protect, percent, budget].filter((value) => value !== undefined);
  if (given.length !== 1) throw new UsageError('one of --protect, --reduce and --budget is needed');
  if (protect !== undefined) return { protect: ids(protect), ...(from === undefined ? {} : { from: ids(from) }) };
  if (percent === undefined) return { budget: numberOf(budget ?? '', 'budget') };
  const reduce = numberOf(percent.replace(/%$/, ''), 'reduce');
  if (reduce > 100) throw new UsageError(`--reduce ${percent}: there is no more than 100 percent`);
  return { reduce };
}

function numberOf(text: string, name: string): number {
  const number = Number(text);
  if (/^\d+(\.\d+)?$/.test(text) && number > 0) return number;
  throw new UsageError(`--${name} ${text}: expected a number above 0`);
}
