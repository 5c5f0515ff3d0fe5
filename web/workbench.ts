import type { App } from './app.ts';
import { createConsoleView, type ConsoleView } from './console/console-view.ts';
import { element, fill } from './dom/element.ts';
import { keepFocus } from './dom/focus.ts';
import { latestOnly } from './dom/latest.ts';
import { skeleton } from './dom/parts.ts';
import { plain } from './format/name.ts';
import { createRankedList } from './list/ranked-list.ts';
import { panelOf } from './panel/panel.ts';
import { watchShortcuts } from './state/shortcuts.ts';
import type { ViewState } from './state/view-state.ts';
import { createBlastView } from './views/blast-view.ts';
import { exposureView } from './views/exposure-view.ts';
import { failureView } from './views/failure.ts';
import { gapsView } from './views/gaps.ts';
import { overviewView } from './views/overview.ts';

/** List, stage and panel, following the page's state. */
export function createWorkbench(app: App): HTMLElement {
  const list = createRankedList(app);
  const stage = element('section', { class: 'stage', attributes: { 'aria-label': 'Map' } });
  const panel = element('section', { class: 'panel', attributes: { 'aria-label': 'Details' } });
  const bench = element('main', { class: 'bench' }, list.element, stage, panel);
  const follow = createStage(app, { bench, stage, panel });
  app.navigation.watch((state, before) => {
    list.show(state);
    if (stageKey(state) !== stageKey(before)) follow(state);
  });
  watchShortcuts(app.navigation, list.focusSearch);
  follow(app.navigation.state());
  return bench;
}

interface Places {
  readonly bench: HTMLElement;
  readonly stage: HTMLElement;
  readonly panel: HTMLElement;
}

/** Follows a state on stage and in the panel; a slow answer to an earlier state is dropped. */
function createStage(app: App, { bench, stage, panel }: Places): (state: ViewState) => void {
  const blast = createBlastView(app);
  const asking = createConsoleView(app);
  const latest = latestOnly();
  let drawn = '';

  const showBlast = async (state: ViewState) => {
    const map = await app.api.map(state.identity);
    return { map, content: await panelOf(app, state, map) };
  };
  const enter = async (state: ViewState) => {
    const hasPanel = state.view === 'map' && state.identity !== '';
    bench.classList.toggle('bench--with-panel', hasPanel);
    stage.setAttribute('aria-busy', 'true');
    if (!hasPanel) {
      drawn = '';
      await latest(pageOf(app, state, asking), (page) => {
        keepFocus(stage, () => fill(stage, page));
        stage.scrollTop = 0;
        entitle(page.querySelector('h1')?.textContent);
      });
    } else {
      if (panel.childElementCount === 0) fill(panel, skeleton(8));
      await latest(showBlast(state), ({ map, content }) => {
        if (drawn !== state.identity) {
          keepFocus(stage, () => fill(stage, blast.element));
          blast.show(map);
          entitle(plain(map.from.name));
          app.announce(
            `Blast radius of ${plain(map.from.name)}: ${map.possible.resources} resources in ${map.rings} rings`,
          );
        }
        drawn = state.identity;
        keepFocus(panel, () => fill(panel, content.element));
        panel.scrollTop = 0;
        blast.choose(state, content.paths);
      });
    }
    stage.removeAttribute('aria-busy');
  };
  return (state) => {
    enter(state).catch((error: unknown) => {
      drawn = '';
      stage.removeAttribute('aria-busy');
      bench.classList.remove('bench--with-panel');
      fill(stage, failureView(error));
    });
  };
}

async function pageOf(app: App, state: ViewState, asking: ConsoleView): Promise<HTMLElement> {
  if (state.view === 'console') return asking.page();
  if (state.view === 'gaps') return gapsView(app);
  return state.target === '' ? overviewView(app) : exposureView(app, state.target);
}

function entitle(title: string | null | undefined): void {
  document.title = title ? `${title} · Ambit` : 'Ambit';
}

/** The part of a state that stage and panel depend on. */
function stageKey({ view, identity, sector, target, path }: ViewState): string {
  return JSON.stringify([view, identity, sector, target, path]);
}
