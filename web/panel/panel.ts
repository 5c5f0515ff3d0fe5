import type { App } from '../app.ts';
import type { PathsAnswer, RingMap } from '../api/shapes.ts';
import type { ViewState } from '../state/view-state.ts';
import { identityPanel } from './identity-panel.ts';
import { sectorPanel } from './sector-panel.ts';
import { targetPanel } from './target-panel.ts';

/** What stands beside the map, with the paths that the map draws. */
export interface PanelContent {
  readonly element: HTMLElement;
  readonly paths: PathsAnswer | undefined;
}

/** The panel of a state: the target's if one is chosen, else the open sector's, else the identity's. */
export async function panelOf(app: App, state: ViewState, map: RingMap): Promise<PanelContent> {
  if (state.target !== '') return targetContent(app, state);

  const sector = map.sectors.find(({ id }) => id === state.sector);
  if (sector) return { element: await sectorPanel(app, state.identity, sector), paths: undefined };
  return { element: identityPanel(app, await app.api.node(state.identity), map), paths: undefined };
}

async function targetContent(app: App, state: ViewState): Promise<PanelContent> {
  const [details, paths, exposure] = await Promise.all([
    app.api.node(state.target),
    app.api.paths(state.identity, state.target),
    app.api.exposure(state.target),
  ]);
  return { element: targetPanel(app, state, { details, paths, exposure: exposure.identities }), paths };
}
