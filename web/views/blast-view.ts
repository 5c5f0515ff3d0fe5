import type { App } from '../app.ts';
import type { PathsAnswer, RingMap } from '../api/shapes.ts';
import { element, fill } from '../dom/element.ts';
import { counted, range } from '../format/quantity.ts';
import { showFound } from '../console/found-on-map.ts';
import { createRingChart } from '../rings/chart.ts';
import { legend } from '../rings/legend.ts';
import type { ViewState } from '../state/view-state.ts';
import type { WordBook } from '../word-book.ts';

/** The rings of the chosen identity with what they say in words. */
export interface BlastView {
  readonly element: HTMLElement;
  show(map: RingMap): void;
  choose(state: ViewState, paths: PathsAnswer | undefined): void;
}

/** A view that stays, so that choosing within it does not move the map. */
export function createBlastView(app: App): BlastView {
  const heading = element('h1', {});
  const words = element('p', { class: 'stage__words' });
  const found = element('div', { class: 'stage__found', attributes: { hidden: '' } });
  const chart = createRingChart(app.words, {
    onSector: (sector) => app.navigation.go({ sector: sector.id, target: '' }),
    onJewel: (jewel) => app.navigation.go({ target: jewel.id }),
  });
  return {
    element: element(
      'div',
      { class: 'blast' },
      element('div', { class: 'stage__head' }, heading, words, found),
      chart.element,
      element(
        'div',
        { class: 'stage__foot' },
        legend(),
        element('p', { text: 'Choose a sector to see what it holds, a ◆ to see the way to it.' }),
      ),
    ),
    show: (map) => {
      heading.textContent = `If ${app.words.nameOf(map.from)} is compromised`;
      fill(words, ...summary(map, app.words));
      chart.show(map);
      showFound(app, map, { chart, line: found }).catch(app.fail);
    },
    choose: (state, paths) =>
      chart.choose({
        sector: state.sector,
        target: state.target,
        path: paths?.paths[state.path - 1],
        nodes: paths?.nodes ?? {},
      }),
  };
}

function summary({ certain, possible, sectors, rings }: RingMap, words: WordBook): (HTMLElement | string)[] {
  if (sectors.length === 0) return ['nothing else falls that was read.'];
  const scopes = [...new Set(sectors.map((sector) => sector.scope))].filter((scope) => scope !== '');
  const jewels = sectors.reduce((total, sector) => total + sector.crownJewelCount, 0);
  const where =
    scopes.length === 1 ? ` in ${words.scopeWithId(scopes[0] ?? '')}` : ` in ${counted(scopes.length, 'account')}`;
  const strong = (text: string, look = '') => element('b', { class: look, text });
  return [
    strong(range(certain.resources, possible.resources)),
    ' resources and ',
    strong(range(certain.identity, possible.identity)),
    ` identities fall${where}, within ${counted(rings, 'hop')}`,
    ...(jewels > 0 ? [', ', strong(counted(jewels, 'crown jewel'), 'is-jewel'), ' among them.'] : ['.']),
  ];
}
