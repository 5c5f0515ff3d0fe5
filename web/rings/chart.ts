import { select, zoom, zoomIdentity, type ZoomBehavior } from 'd3';
import type { AttackPath, MapSector, NodeSummary, RingMap } from '../../model/answers.ts';
import { element, svgElement } from '../dom/element.ts';
import type { WordBook } from '../word-book.ts';
import { watchColours } from '../state/theme.ts';
import { openRings } from './animation.ts';
import { drawLabels } from './label-layer.ts';
import { jewelAt, placeJewels, type JewelMark } from './jewels.ts';
import { layoutRings, type RingLayout } from './layout.ts';
import { paintScene, type Scene } from './paint.ts';
import { readPalette, type Palette } from './palette.ts';
import { sectorAt, type Point } from './polar.ts';
import { createTooltip } from './tooltip.ts';
import { noTrail, trailOf } from './trail.ts';
import { zoomButtons } from './zoom-buttons.ts';

/** What a person did on the map. */
export interface ChartEvents {
  readonly onSector: (sector: MapSector) => void;
  readonly onJewel: (jewel: NodeSummary) => void;
}

/** What is chosen on the map, apart from the identity in its middle. */
export interface ChartChoice {
  readonly sector: string;
  readonly target: string;
  readonly path: AttackPath | undefined;
  readonly nodes: Readonly<Record<string, NodeSummary>>;
}

/** The rings of one identity, on a canvas with labels above it. */
export interface RingChart {
  readonly element: HTMLElement;
  show(map: RingMap): void;
  choose(choice: ChartChoice): void;
  /** Outlines sectors, by their ids. */
  mark(sectors: ReadonlySet<string>): void;
}

/** Room around the rings for the names of accounts. */
const MARGIN = 34;
const noChoice: ChartChoice = { sector: '', target: '', path: undefined, nodes: {} };

/** Everything the chart remembers between two drawings. */
interface ChartState {
  map: RingMap | undefined;
  layout: RingLayout | undefined;
  marks: readonly JewelMark[];
  choice: ChartChoice;
  found: ReadonlySet<string>;
  hovered: string;
  opened: number;
  palette: Palette | undefined;
  view: { x: number; y: number; k: number };
}

/** Nothing shown, nothing chosen. */
function atFirst(): ChartState {
  return {
    map: undefined,
    layout: undefined,
    marks: [],
    choice: noChoice,
    found: new Set(),
    hovered: '',
    opened: 1,
    palette: undefined,
    view: { x: 0, y: 0, k: 1 },
  };
}

/** A chart that redraws when its data, its size, the zoom or the page's colours change. */
export function createRingChart(words: WordBook, events: ChartEvents): RingChart {
  const canvas = element('canvas', {
    class: 'chart__canvas',
    attributes: { role: 'img', 'aria-label': 'Blast radius' },
  });
  const labels = svgElement('svg', { class: 'chart__labels', 'aria-hidden': 'true' });
  const tooltip = createTooltip(words);
  const holder = element('div', { class: 'chart' }, canvas, labels, tooltip.element);
  const state = atFirst();
  const draw = frameOnce(() => render({ holder, canvas, labels }, state, words));
  const relayout = () => {
    const radius = Math.max(120, Math.min(holder.clientWidth, holder.clientHeight) / 2 - MARGIN);
    state.layout = state.map && layoutRings(state.map.sectors, radius);
    draw();
  };

  const zooming = watchZoom(labels, state, draw);
  const target = select<SVGSVGElement, unknown>(labels);
  holder.append(
    zoomButtons((factor) =>
      factor === 0 ? target.call(zooming.transform, zoomIdentity) : target.call(zooming.scaleBy, factor),
    ),
  );
  watchPointer({ labels, state, tooltip, draw, events });
  new ResizeObserver(relayout).observe(holder);
  watchColours(() => {
    state.palette = undefined;
    draw();
  });

  return {
    element: holder,
    show: (map) => {
      state.map = map;
      state.hovered = '';
      state.choice = noChoice;
      state.found = new Set();
      canvas.setAttribute('aria-label', `Blast radius in ${map.rings} rings; the same as a list stands beside it`);
      canvas.dataset['sectors'] = String(map.sectors.length);
      target.call(zooming.transform, zoomIdentity);
      relayout();
      openRings((opened) => {
        state.opened = opened;
        draw();
      });
    },
    choose: (choice) => {
      state.choice = choice;
      draw();
    },
    mark: (sectors) => {
      state.found = sectors;
      canvas.dataset['marked'] = String(sectors.size);
      draw();
    },
  };
}

interface Layers {
  readonly holder: HTMLElement;
  readonly canvas: HTMLCanvasElement;
  readonly labels: SVGSVGElement;
}

function render({ holder, canvas, labels }: Layers, state: ChartState, words: WordBook): void {
  const context = canvas.getContext('2d');
  const { layout, view } = state;
  // Off the page, as while another view stands, there is nothing to paint on.
  if (!layout || !context || !state.map || holder.clientWidth === 0 || holder.clientHeight === 0) return;

  state.palette ??= readPalette(holder);
  state.marks = placeJewels(layout, view.k);
  const origin = { x: holder.clientWidth / 2 + view.x, y: holder.clientHeight / 2 + view.y };
  prepare(canvas, holder);
  context.setTransform(
    devicePixelRatio,
    0,
    0,
    devicePixelRatio,
    origin.x * devicePixelRatio,
    origin.y * devicePixelRatio,
  );
  const { path, nodes, sector, target } = state.choice;
  const scene: Scene = {
    layout,
    jewels: state.marks,
    trail: path ? trailOf({ layout, marks: state.marks }, path, nodes) : noTrail,
    hovered: state.hovered,
    chosen: sector,
    found: state.found,
    target,
    opened: state.opened,
    zoom: view.k,
  };
  paintScene(context, scene, state.palette);
  labels.classList.toggle('chart__labels--quiet', path !== undefined || sector !== '');
  drawLabels(labels, { layout, marks: state.marks, from: state.map.from, zoom: view.k, origin, words });
}

/** Gives the canvas the pixels of its holder and clears it. */
function prepare(canvas: HTMLCanvasElement, holder: HTMLElement): void {
  canvas.width = Math.round(holder.clientWidth * devicePixelRatio);
  canvas.height = Math.round(holder.clientHeight * devicePixelRatio);
}

function watchZoom(labels: SVGSVGElement, state: ChartState, draw: () => void): ZoomBehavior<SVGSVGElement, unknown> {
  const zooming = zoom<SVGSVGElement, unknown>()
    .scaleExtent([0.6, 16])
    .on('zoom', ({ transform }: { transform: { x: number; y: number; k: number } }) => {
      // d3 zooms about the top left corner, the rings stand in the middle.
      const [halfWidth, halfHeight] = [labels.clientWidth / 2, labels.clientHeight / 2];
      const { x, y, k } = transform;
      state.view = { x: x + (k - 1) * halfWidth, y: y + (k - 1) * halfHeight, k };
      draw();
    });
  select<SVGSVGElement, unknown>(labels).call(zooming).on('dblclick.zoom', null);
  return zooming;
}

interface PointerWatch {
  readonly labels: SVGSVGElement;
  readonly state: ChartState;
  readonly tooltip: ReturnType<typeof createTooltip>;
  readonly draw: () => void;
  readonly events: ChartEvents;
}

function watchPointer({ labels, state, tooltip, draw, events }: PointerWatch): void {
  const under = (event: MouseEvent) => {
    const box = labels.getBoundingClientRect();
    const at = { x: event.clientX - box.left, y: event.clientY - box.top };
    return { at, ...hit(state, toWorld(at, box, state)) };
  };
  labels.addEventListener('pointermove', (event) => {
    const { at, mark, placed } = under(event);
    const hovered = placed?.sector.id ?? '';
    labels.classList.toggle('chart__labels--pointing', hovered !== '' || mark !== undefined);
    tooltip.show(mark, placed?.sector, at);
    if (hovered === state.hovered) return;
    state.hovered = hovered;
    draw();
  });
  labels.addEventListener('pointerleave', () => {
    tooltip.hide();
    state.hovered = '';
    draw();
  });
  labels.addEventListener('click', (event) => {
    const { mark, placed } = under(event);
    if (mark?.jewel) events.onJewel(mark.jewel);
    else if (mark) events.onSector(mark.sector.sector);
    else if (placed) events.onSector(placed.sector);
  });
}

function toWorld(at: Point, box: DOMRect, { view }: ChartState): Point {
  return { x: (at.x - box.width / 2 - view.x) / view.k, y: (at.y - box.height / 2 - view.y) / view.k };
}

function hit(state: ChartState, point: Point) {
  if (!state.layout) return { mark: undefined, placed: undefined };
  return { mark: jewelAt(state.marks, point, 9 / state.view.k), placed: sectorAt(state.layout, point) };
}

/** Many changes, one drawing: at the next frame. */
function frameOnce(draw: () => void): () => void {
  let waiting = false;
  return () => {
    if (waiting) return;
    waiting = true;
    requestAnimationFrame(() => {
      waiting = false;
      draw();
    });
  };
}
