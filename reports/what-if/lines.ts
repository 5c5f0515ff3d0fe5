import type { Radius } from '../../model/answers.ts';
import type { ChangedRadius } from '../../queries/compare/compare-radii.ts';
import { grows, shrinks } from '../../queries/compare/growth.ts';
import type { Simulation } from '../../queries/compare/simulation.ts';

type Break = Simulation['breaks'][number];
type ShownStep = Simulation['edges']['removed'][number];

/** How a thing moves: it is more, less, or other. */
export type Mark = '+' | '-' | '~';

export function markOf(changed: ChangedRadius): Mark {
  if (grows(changed)) return shrinks(changed) ? '~' : '+';
  return '-';
}

/** `weight 5 (1 resources, 0 identities)`. */
export function radiusText({ weight, resources, identity }: Radius): string {
  return `weight ${weight} (${resources} resources, ${identity} identities)`;
}

/** `ann s3:* on *, last used 2026-01-01`, and what it would need from now on. */
export function breakText({ identity, action, resource, lastUsed, conditions }: Break): string {
  const needs = conditions === undefined ? '' : `, from now on only if ${conditions.join(' and ')}`;
  return `${identity}  ${action} on ${resource}, last used ${lastUsed.slice(0, 10)}${needs}`;
}

/** Steps that go, come and change, each with its mark. */
export function markedSteps({ edges }: Simulation): readonly (readonly [Mark, ShownStep, string])[] {
  return [
    ...edges.removed.map((step) => ['-', step, ''] as const),
    ...edges.added.map((step) => ['+', step, ''] as const),
    ...edges.changed.map((step) => ['~', step, `, now ${step.isCertain ? 'certain' : 'conditional'}`] as const),
  ];
}

/** All of it in one sentence. */
export function closingLine({ before, after, identities, breaks, unobserved, unknown, milliseconds }: Simulation) {
  const also = [
    ...(breaks.length > 0 ? [`${breaks.length} uses seen would break`] : []),
    ...(unobserved.length > 0 ? [`of ${unobserved.length} identities no use is recorded`] : []),
    ...(unknown.length > 0 ? [`${unknown.length} things are not known yet`] : []),
  ];
  const change =
    identities.length === 0
      ? 'no blast radius changes'
      : `${identities.length} identities change: weight ${before.weight} to ${after.weight}, ` +
        `resources ${before.resources} to ${after.resources}`;
  return `${[change, ...also].join('; ')} (${milliseconds} ms)`;
}
