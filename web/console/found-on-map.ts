import type { App } from '../app.ts';
import type { RingMap } from '../api/shapes.ts';
import { element, fill } from '../dom/element.ts';
import { plain } from '../format/name.ts';
import { counted } from '../format/quantity.ts';
import type { RingChart } from '../rings/chart.ts';

/** Sectors that the line names. */
const NAMED = 3;

interface Places {
  readonly chart: RingChart;
  /** The line above the map that says the same in words. */
  readonly line: HTMLElement;
}

/** Outlines the sectors that hold what the console found, and says which. */
export async function showFound(app: App, map: RingMap, { chart, line }: Places): Promise<void> {
  const nodes = app.found.nodes();
  line.hidden = true;
  if (nodes.length === 0) return;
  const { identity } = app.navigation.state();
  const ids = nodes.map(({ id }) => id);
  const { places } = await app.api.places(map.from.id, ids);
  if (app.found.nodes() !== nodes || app.navigation.state().identity !== identity) return;
  const sectors = new Set(places.map(({ sector }) => sector));
  chart.mark(sectors);
  const said = `${places.length} of ${counted(nodes.length, 'node')} that Cypher found stand on this map${where(app, map, sectors)}`;
  const forget = element('button', { class: 'console__example', text: 'Forget them', attributes: { type: 'button' } });
  forget.addEventListener('click', () => {
    app.found.replace([]);
    chart.mark(new Set());
    line.hidden = true;
  });
  fill(line, element('span', { text: said }), forget);
  line.hidden = false;
  app.announce(said);
}

function where(app: App, map: RingMap, sectors: ReadonlySet<string>): string {
  const named = map.sectors
    .filter(({ id }) => sectors.has(id))
    .map(({ kind, hops }) => `${plain(app.words.node(kind).title)}, ${counted(hops, 'hop')} away`);
  const more = named.length > NAMED ? ` and ${named.length - NAMED} more` : '';
  return named.length === 0 ? '.' : `, outlined: ${named.slice(0, NAMED).join('; ')}${more}.`;
}
