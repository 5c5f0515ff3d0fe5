import { UnavailableError } from '../model/errors.ts';
import { none, type CompiledGraph } from './compiled-graph.ts';

type Columns = Uint8Array | Uint16Array | Uint32Array | Float64Array;
type Column = { readonly name: string; readonly of: 'u8' | 'u16' | 'u32' | 'f64'; get(graph: CompiledGraph): Columns };

/** What the bytes of layout 1 hold, in order. */
const firstColumns: readonly Column[] = [
  { name: 'csr.offsets', of: 'u32', get: (graph) => graph.csr.offsets },
  { name: 'csr.targets', of: 'u32', get: (graph) => graph.csr.targets },
  { name: 'nodeIds.offsets', of: 'u32', get: (graph) => graph.nodeIds.offsets },
  { name: 'nodeIds.bytes', of: 'u8', get: (graph) => graph.nodeIds.bytes },
  { name: 'nodeNames.offsets', of: 'u32', get: (graph) => graph.nodeNames.offsets },
  { name: 'nodeNames.bytes', of: 'u8', get: (graph) => graph.nodeNames.bytes },
  { name: 'idOrder', of: 'u32', get: (graph) => graph.idOrder },
  { name: 'nodeKind', of: 'u32', get: (graph) => graph.nodeKind },
  { name: 'nodeCategory', of: 'u8', get: (graph) => graph.nodeCategory },
  { name: 'nodeWeight', of: 'f64', get: (graph) => graph.nodeWeight },
  { name: 'nodeHuman', of: 'u8', get: (graph) => graph.nodeHuman },
  { name: 'nodeScope', of: 'u32', get: (graph) => graph.nodeScope },
  { name: 'nodeOwner', of: 'u32', get: (graph) => graph.nodeOwner },
  { name: 'nodeFindings', of: 'u32', get: (graph) => graph.nodeFindings },
  { name: 'nodeShownAs', of: 'u32', get: (graph) => graph.nodeShownAs },
  { name: 'edgeKind', of: 'u32', get: (graph) => graph.edgeKind },
  { name: 'edgeRule', of: 'u32', get: (graph) => graph.edgeRule },
  { name: 'edgeConditions', of: 'u32', get: (graph) => graph.edgeConditions },
  { name: 'edgeEvidence', of: 'u32', get: (graph) => graph.edgeEvidence },
  { name: 'edgeHop', of: 'u8', get: (graph) => graph.edgeHop },
  { name: 'edgeCost', of: 'u16', get: (graph) => graph.edgeCost },
  { name: 'texts.offsets', of: 'u32', get: (graph) => graph.texts.offsets },
  { name: 'texts.bytes', of: 'u8', get: (graph) => graph.texts.bytes },
  { name: 'textLists.offsets', of: 'u32', get: (graph) => graph.textLists.offsets },
  { name: 'textLists.items', of: 'u32', get: (graph) => graph.textLists.items },
  { name: 'evidenceLists.offsets', of: 'u32', get: (graph) => graph.evidenceLists.offsets },
  { name: 'evidenceLists.items', of: 'u32', get: (graph) => graph.evidenceLists.items },
  { name: 'evidence.offsets', of: 'u32', get: (graph) => graph.evidence.offsets },
  { name: 'evidence.bytes', of: 'u8', get: (graph) => graph.evidence.bytes },
];

/**
 * The columns of each layout, from layout 1 on. Each layout adds to the one before.
 *
 * A graph of which no environment is known is written as layout 1: what earlier programs wrote keeps its bytes, and so
 * its hash, when it is put together from rows again.
 */
const layouts: readonly (readonly Column[])[] = [
  firstColumns,
  [...firstColumns, { name: 'nodeEnvironment', of: 'u32', get: (graph) => graph.nodeEnvironment }],
];

/** "AMBI". */
const magic = 0x414d_4249;

/** Magic, layout, then offset and byte length of each column as 64-bit floats (exact to 2^53). */
function headerBytes(columns: readonly Column[]): number {
  return 8 + columns.length * 16;
}

/** The graph as one binary value: a header, then each column, 8-aligned. */
export function encodeGraph(graph: CompiledGraph): Uint8Array {
  const layout = graph.nodeEnvironment.every((environment) => environment === none) ? 1 : 2;
  const columns = layouts[layout - 1];
  const parts = columns.map((column) => column.get(graph));
  const offsets: number[] = [];
  let end = align(headerBytes(columns));
  for (const part of parts) {
    offsets.push(end);
    end = align(end + part.byteLength);
  }
  const bytes = new Uint8Array(end);
  const header = new DataView(bytes.buffer);
  header.setUint32(0, magic);
  header.setUint32(4, layout);
  for (const [index, part] of parts.entries()) {
    header.setFloat64(8 + index * 16, offsets[index]);
    header.setFloat64(16 + index * 16, part.byteLength);
    bytes.set(new Uint8Array(part.buffer, part.byteOffset, part.byteLength), offsets[index]);
  }
  return bytes;
}

/**
 * Opens the value again without parsing: every column is a view of `bytes`, which must be 8-aligned.
 *
 * @throws {UnavailableError} when the bytes are no graph of this layout
 */
export function decodeGraph(bytes: Uint8Array): CompiledGraph {
  const header = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isOurs = bytes.byteLength >= 8 && header.getUint32(0) === magic;
  const columns = isOurs ? layouts.at(header.getUint32(4) - 1) : undefined;
  if (columns === undefined || header.getUint32(4) === 0 || bytes.byteLength < headerBytes(columns)) {
    throw new UnavailableError('the stored graph has another layout', 'run the ingest again with this version');
  }
  const views = columns.map(({ of }, index) =>
    view(bytes, of, header.getFloat64(8 + index * 16), header.getFloat64(16 + index * 16)),
  );
  return assemble(new Map(columns.map(({ name }, index) => [name, views[index]])));
}

function view(bytes: Uint8Array, of: Column['of'], offset: number, length: number): Columns {
  const start = bytes.byteOffset + offset;
  if (of === 'u8') return new Uint8Array(bytes.buffer, start, length);
  if (of === 'u16') return new Uint16Array(bytes.buffer, start, length / 2);
  if (of === 'u32') return new Uint32Array(bytes.buffer, start, length / 4);
  return new Float64Array(bytes.buffer, start, length / 8);
}

function assemble(byName: ReadonlyMap<string, Columns>): CompiledGraph {
  const u32 = (name: string): Uint32Array => byName.get(name) as Uint32Array;
  const u8 = (name: string): Uint8Array => byName.get(name) as Uint8Array;
  const texts = (name: string) => ({ offsets: u32(`${name}.offsets`), bytes: u8(`${name}.bytes`) });
  const lists = (name: string) => ({ offsets: u32(`${name}.offsets`), items: u32(`${name}.items`) });
  return {
    csr: { offsets: u32('csr.offsets'), targets: u32('csr.targets') },
    nodeIds: texts('nodeIds'),
    nodeNames: texts('nodeNames'),
    idOrder: u32('idOrder'),
    nodeKind: u32('nodeKind'),
    nodeCategory: u8('nodeCategory'),
    nodeWeight: byName.get('nodeWeight') as Float64Array,
    nodeHuman: u8('nodeHuman'),
    nodeScope: u32('nodeScope'),
    nodeOwner: u32('nodeOwner'),
    // Layout 1 has none.
    nodeEnvironment: byName.has('nodeEnvironment')
      ? u32('nodeEnvironment')
      : new Uint32Array(u32('nodeOwner').length).fill(none),
    nodeFindings: u32('nodeFindings'),
    nodeShownAs: u32('nodeShownAs'),
    edgeKind: u32('edgeKind'),
    edgeRule: u32('edgeRule'),
    edgeConditions: u32('edgeConditions'),
    edgeEvidence: u32('edgeEvidence'),
    edgeHop: u8('edgeHop'),
    edgeCost: byName.get('edgeCost') as Uint16Array,
    texts: texts('texts'),
    textLists: lists('textLists'),
    evidenceLists: lists('evidenceLists'),
    evidence: texts('evidence'),
  };
}

function align(offset: number): number {
  return Math.ceil(offset / 8) * 8;
}
