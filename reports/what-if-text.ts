import type { Radius } from '../model/answers.ts';
import { printable } from '../model/printable.ts';
import type { ChangedRadius } from '../queries/compare/compare-radii.ts';
import type { Simulation } from '../queries/compare/simulation.ts';

/** Identities and edges that are told one by one. */
const shown = 20;

/** Nodes that are named of what an identity loses or gains. */
const named = 3;

/** What changes would do, as a plan reads in a terminal: `+` is gained, `-` lost, `~` changed, the rest is not shown. */
export function whatIfText({ before, after, identities, edges, milliseconds }: Simulation): string {
  if (identities.length === 0) return 'no blast radius changes\n';
  const moved = edges.removed.length + edges.added.length + edges.changed.length;
  return [
    ...identities.slice(0, shown).flatMap(identityLines),
    ...moreThan(identities.length, 'identities'),
    '',
    ...edges.removed.slice(0, shown).map((edge) => `- ${edgeText(edge)}`),
    ...edges.added.slice(0, shown).map((edge) => `+ ${edgeText(edge)}`),
    ...edges.changed
      .slice(0, shown)
      .map((edge) => `~ ${edgeText(edge)}, now ${edge.isCertain ? 'certain' : 'conditional'}`),
    ...(moved > 0 ? [''] : []),
    `${identities.length} identities change: weight ${before.weight} to ${after.weight}, ` +
      `resources ${before.resources} to ${after.resources} (${milliseconds} ms)`,
    '',
  ].join('\n');
}

function identityLines({ id, before, after, lost, gained }: ChangedRadius): readonly string[] {
  return [
    `~ ${printable(id)}`,
    `    certain   ${radiusText(before.certain)} to ${radiusText(after.certain)}`,
    `    possible  ${radiusText(before.possible)} to ${radiusText(after.possible)}`,
    ...lost.slice(0, named).map((node) => `  - ${printable(node)}`),
    ...(lost.length > named ? [`  - and ${lost.length - named} more`] : []),
    ...gained.slice(0, named).map((node) => `  + ${printable(node)}`),
    ...(gained.length > named ? [`  + and ${gained.length - named} more`] : []),
  ];
}

function radiusText({ weight, resources, identity }: Radius): string {
  return `weight ${weight} (${resources} resources, ${identity} identities)`;
}

function edgeText({ from, to, kind }: { readonly from: string; readonly to: string; readonly kind: string }): string {
  return printable(`${kind}  ${from} → ${to}`);
}

function moreThan(count: number, what: string): readonly string[] {
  return count > shown ? [`  and ${count - shown} more ${what} (--format json)`] : [];
}
