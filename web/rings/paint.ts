import { arc } from 'd3';
import type { JewelMark } from './jewels.ts';
import type { PlacedSector, RingLayout } from './layout.ts';
import type { Palette } from './palette.ts';
import { arcBetween, type Point } from './polar.ts';
import type { Trail } from './trail.ts';

/** What is drawn, and how far the eye has moved. */
export interface Scene {
  readonly layout: RingLayout;
  readonly jewels: readonly JewelMark[];
  /** Where the chosen path runs. */
  readonly trail: Trail;
  readonly hovered: string;
  readonly chosen: string;
  /** Sectors that hold what the console found. */
  readonly found: ReadonlySet<string>;
  readonly target: string;
  /** 0 to 1: how far the rings have opened. */
  readonly opened: number;
  readonly zoom: number;
}

type Context = CanvasRenderingContext2D;

const JEWEL_SIZE = 6;
/** Straight pieces of a path's curve from one sector to the next. */
const CURVE_STEPS = 32;

/** Paints the map around the context's origin; sizes on the screen stay the same at every zoom. */
export function paintScene(context: Context, scene: Scene, palette: Palette): void {
  paintTracks(context, scene, palette);
  const hatch = hatchPattern(context, palette);
  for (const placed of scene.layout.sectors) paintSector(context, placed, scene, { palette, hatch });
  paintTrail(context, scene, palette);
  for (const mark of scene.jewels) paintJewel(context, mark, scene, palette);
  paintCore(context, scene, palette);
}

function paintTracks(context: Context, { layout, zoom }: Scene, palette: Palette): void {
  for (const ring of layout.rings) {
    context.beginPath();
    context.arc(0, 0, ring.outer * zoom, 0, 2 * Math.PI);
    context.arc(0, 0, ring.inner * zoom, 0, 2 * Math.PI, true);
    context.fillStyle = palette.track;
    context.fill();
  }
  context.strokeStyle = palette.line;
  context.lineWidth = 1.5;
  for (const wedge of layout.wedges) {
    context.beginPath();
    context.arc(0, 0, layout.outerRadius * zoom + 5, wedge.start - Math.PI / 2, wedge.end - Math.PI / 2);
    context.stroke();
  }
}

interface Ink {
  readonly palette: Palette;
  readonly hatch: CanvasPattern | undefined;
}

function paintSector(context: Context, placed: PlacedSector, scene: Scene, { palette, hatch }: Ink): void {
  const { sector, start } = placed;
  const end = start + (placed.end - start) * scene.opened;
  const split = start + (end - start) * (1 - sector.conditional / Math.max(1, sector.count));
  const emphasised = sector.id === scene.hovered || sector.id === scene.chosen;
  const isChoice = scene.trail.points.length > 0 ? scene.trail.sectors.has(sector.id) : sector.id === scene.chosen;
  const quiet = !isChoice && sector.id !== scene.hovered && (scene.chosen !== '' || scene.trail.points.length > 0);
  const fill = palette.category(sector.category);

  context.fillStyle = fill;
  context.globalAlpha = quiet ? 0.5 : 1;
  paintArc(context, placed, { start, end: split }, scene.zoom);
  if (split < end) {
    context.globalAlpha *= 0.3;
    paintArc(context, placed, { start: split, end }, scene.zoom);
    context.globalAlpha = quiet ? 0.3 : 0.9;
    context.fillStyle = hatch ?? fill;
    paintArc(context, placed, { start: split, end }, scene.zoom);
  }
  context.globalAlpha = 1;
  if (scene.found.has(sector.id)) {
    context.setLineDash([5, 3]);
    outline(context, placed, scene, palette.jewel);
    context.setLineDash([]);
  }
  if (emphasised) outline(context, placed, scene, palette.ink);
}

interface Span {
  readonly start: number;
  readonly end: number;
}

const sectorShape = arc<Span & { readonly inner: number; readonly outer: number }>()
  .startAngle((span) => span.start)
  .endAngle((span) => span.end)
  .innerRadius((span) => span.inner)
  .outerRadius((span) => span.outer)
  .cornerRadius(3);

function paintArc(context: Context, placed: PlacedSector, span: Span, zoom: number): void {
  if (span.end - span.start < 1e-6) return;
  context.beginPath();
  sectorShape.context(context)({ ...span, inner: placed.inner * zoom, outer: placed.outer * zoom });
  context.fill();
}

function outline(context: Context, placed: PlacedSector, { zoom }: Scene, colour: string): void {
  context.beginPath();
  sectorShape.context(context)({
    start: placed.start,
    end: placed.end,
    inner: placed.inner * zoom,
    outer: placed.outer * zoom,
  });
  context.strokeStyle = colour;
  context.lineWidth = 2;
  context.stroke();
}

function paintTrail(context: Context, { trail, zoom }: Scene, palette: Palette): void {
  const { points } = trail;
  if (points.length < 2) return;
  context.beginPath();
  for (const [index, point] of points.entries()) {
    const before = points[index - 1];
    if (!before) context.moveTo(point.x * zoom, point.y * zoom);
    else for (const { x, y } of arcBetween(before, point, CURVE_STEPS)) context.lineTo(x * zoom, y * zoom);
  }
  context.lineJoin = 'round';
  context.lineWidth = 7;
  context.strokeStyle = palette.surface;
  context.stroke();
  context.lineWidth = 3;
  context.strokeStyle = palette.path;
  context.stroke();
  for (const point of points.slice(1)) dot(context, point, zoom, palette);
}

function dot(context: Context, point: Point, zoom: number, palette: Palette): void {
  context.beginPath();
  context.arc(point.x * zoom, point.y * zoom, 5, 0, 2 * Math.PI);
  context.fillStyle = palette.path;
  context.strokeStyle = palette.surface;
  context.lineWidth = 2;
  context.fill();
  context.stroke();
}

function paintJewel(context: Context, mark: JewelMark, scene: Scene, palette: Palette): void {
  const isTarget = mark.jewel !== undefined && mark.jewel.id === scene.target;
  const size = isTarget ? JEWEL_SIZE + 3 : JEWEL_SIZE + (mark.count > 1 ? 1.5 : 0);
  const [x, y] = [mark.at.x * scene.zoom, mark.at.y * scene.zoom];
  context.globalAlpha = scene.opened;
  context.beginPath();
  context.moveTo(x, y - size);
  context.lineTo(x + size, y);
  context.lineTo(x, y + size);
  context.lineTo(x - size, y);
  context.closePath();
  context.fillStyle = palette.jewel;
  context.strokeStyle = palette.surface;
  context.lineWidth = 2;
  context.stroke();
  context.fill();
  context.globalAlpha = 1;
}

function paintCore(context: Context, { layout, zoom }: Scene, palette: Palette): void {
  context.beginPath();
  context.arc(0, 0, (layout.coreRadius - 4) * zoom, 0, 2 * Math.PI);
  context.fillStyle = palette.core;
  context.fill();
}

/** Diagonal lines, which say "only under conditions" without colour. */
function hatchPattern(context: Context, palette: Palette): CanvasPattern | undefined {
  const ratio = devicePixelRatio;
  const size = 6 * ratio;
  const tile = new OffscreenCanvas(size, size);
  const pen = tile.getContext('2d');
  if (!pen) return undefined;
  pen.strokeStyle = palette.muted;
  pen.lineWidth = 1.2 * ratio;
  for (const shift of [-size, 0, size]) {
    pen.moveTo(shift, size);
    pen.lineTo(shift + size, 0);
  }
  pen.stroke();
  const pattern = context.createPattern(tile, 'repeat');
  pattern?.setTransform(new DOMMatrix().scale(1 / ratio));
  return pattern ?? undefined;
}
