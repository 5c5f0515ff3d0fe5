import type { App } from '../app.ts';
import type { ExposureRow, NodeDetails, PathsAnswer } from '../api/shapes.ts';
import { element, type Child } from '../dom/element.ts';
import { section, stepLink } from '../dom/parts.ts';
import { plain } from '../format/name.ts';
import { counted } from '../format/quantity.ts';
import type { ViewState } from '../state/view-state.ts';
import { exposureList } from '../views/exposure-table.ts';
import { panelHead } from './panel-head.ts';
import { pathLadder } from './path-ladder.ts';

/** What is known of the way to a target. */
export interface TargetAnswer {
  readonly details: NodeDetails;
  readonly paths: PathsAnswer;
  readonly exposure: readonly ExposureRow[];
}

/** The ways from the identity to the target, and who else reaches it. */
export function targetPanel(app: App, state: ViewState, { details, paths, exposure }: TargetAnswer): HTMLElement {
  const others = exposure.filter((row) => row.id !== state.identity);
  const path = paths.paths[Math.min(state.path, paths.paths.length) - 1];
  return element(
    'div',
    { class: 'panel__body' },
    panelHead(app, details.node, { target: '' }),
    pathChoice(app, state, paths),
    path
      ? pathLadder(app, path, paths.nodes)
      : element('p', { class: 'none', text: `${plain(paths.from.name)} does not reach it, as far as was read.` }),
    section(
      others.length === 0
        ? 'No other identity reaches it'
        : `${counted(others.length, 'other identity', 'other identities')} reach it`,
      'others',
      others.length > 0 && exposureList(app, state.target, others),
    ),
  );
}

function pathChoice(app: App, state: ViewState, { from, paths }: PathsAnswer): Child {
  if (paths.length === 0) return undefined;
  const tab = (_path: unknown, index: number) => {
    const link = stepLink(app, { path: index + 1 }, 'segment', String(index + 1));
    link.setAttribute(
      'aria-label',
      `Way ${index + 1}: ${paths[index]?.certainty}, ${counted(paths[index]?.steps.length ?? 0, 'step')}`,
    );
    if (index + 1 === state.path) link.setAttribute('aria-current', 'true');
    return link;
  };
  const text = paths.length === 1 ? 'One way found' : `The ${paths.length} cheapest ways`;
  return element(
    'div',
    { class: 'ways' },
    element('p', { class: 'ways__text' }, `${text} from `, element('b', { text: plain(from.name) })),
    paths.length > 1 &&
      element('div', { class: 'segments', attributes: { role: 'group', 'aria-label': 'Ways' } }, ...paths.map(tab)),
  );
}
