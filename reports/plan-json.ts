import { asChangesFile } from '../queries/plan/changes-file.ts';
import type { Plan } from '../queries/plan/plan.ts';

/** A plan as scripts read it; its `changes` are a changes file. */
export function planJson({ goal, steps, ...plan }: Plan): object {
  return {
    goal,
    ...asChangesFile(steps.map(({ change }) => change)),
    ...plan,
    steps: steps.map(({ cost, reasons, use, lastUsed, felt }) => ({ cost, reasons, use, lastUsed, felt })),
  };
}
