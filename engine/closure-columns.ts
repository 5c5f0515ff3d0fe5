import type { ClosurePlan } from './closure-plan.ts';
import { NONE } from './none.ts';

/** What is counted: distinct nodes, each in one group and with a weight. */
export interface ClosureTargets {
  /** Distinct node indices. */
  readonly node: Uint32Array;
  /** As long as `node`; the group that each is counted in. */
  readonly group: Uint8Array;
  /** As long as `node`; what each adds to the weight: whole numbers, whose sum is exact below 2^53. */
  readonly weight: Uint32Array | Float64Array;
}

/**
 * The columns of a sweep, so laid out that a word's population count is all there is to sum.
 *
 * n members of a class with one group and weight become a column for each binary digit of n. A word never mixes
 * groups or digits, and mixes weights only where one run of them ends and the next begins.
 */
export interface ClosureColumns {
  /** Length wordCount × 32; the class behind each column, or `NONE` for padding at the end of a word. */
  readonly classOf: Uint32Array;
  /** Length wordCount × 32; weight of one member behind the column. */
  readonly weightOf: Float64Array;
  /** Length wordCount; group of all the word's columns. */
  readonly wordGroup: Uint8Array;
  /** Length wordCount; how many members, a power of two, each of the word's columns stands for. */
  readonly wordMembers: Uint32Array;
  /** Length wordCount; 1 where all the word's columns have one weight. */
  readonly isUniform: Uint8Array;
}

interface Column {
  readonly classId: number;
  readonly group: number;
  readonly weight: number;
  readonly members: number;
}

/** Lays out the columns for the targets that a source may reach from outside their component. */
export function layOutColumns(plan: ClosurePlan, targets: ClosureTargets): ClosureColumns {
  const columns = columnsOf(plan, targets).sort(
    (a, b) => a.group - b.group || a.members - b.members || a.weight - b.weight || a.classId - b.classId,
  );
  const places = placesOf(columns);
  const wordCount = columns.length === 0 ? 0 : (places[places.length - 1] >>> 5) + 1;
  const layout = {
    classOf: new Uint32Array(wordCount * 32).fill(NONE),
    weightOf: new Float64Array(wordCount * 32),
    wordGroup: new Uint8Array(wordCount),
    wordMembers: new Uint32Array(wordCount),
    isUniform: new Uint8Array(wordCount).fill(1),
  };
  for (const [i, { classId, group, weight, members }] of columns.entries()) {
    const place = places[i];
    const word = place >>> 5;
    layout.classOf[place] = classId;
    layout.weightOf[place] = weight;
    layout.wordGroup[word] = group;
    layout.wordMembers[word] = members;
    if (weight !== layout.weightOf[word * 32]) layout.isUniform[word] = 0;
  }
  return layout;
}

/** Counts the targets of each class, group and weight, and splits each count into its binary digits. */
function columnsOf({ components, classOf }: ClosurePlan, { node, group, weight }: ClosureTargets): Column[] {
  const classOfTarget = node.map((u) => classOf[components.componentOf[u]]);
  const order = Uint32Array.from(node.keys())
    .filter((i) => classOfTarget[i] !== NONE)
    .sort((a, b) => classOfTarget[a] - classOfTarget[b] || group[a] - group[b] || weight[a] - weight[b]);

  const columns: Column[] = [];
  for (let start = 0, end = 0; start < order.length; start = end) {
    const first = order[start];
    const same = { classId: classOfTarget[first], group: group[first], weight: weight[first] };
    for (end = start + 1; end < order.length; end++) {
      const i = order[end];
      if (classOfTarget[i] !== same.classId || group[i] !== same.group || weight[i] !== same.weight) break;
    }
    for (let rest = end - start, members = 1; rest > 0; rest >>>= 1, members *= 2) {
      if ((rest & 1) === 1) columns.push({ ...same, members });
    }
  }
  return columns;
}

/** The bit that each column takes: the next one, or the next word's first where group or digit changes. */
function placesOf(columns: readonly Column[]): Uint32Array {
  const places = new Uint32Array(columns.length);
  for (let i = 1; i < columns.length; i++) {
    const isSameWord = columns[i].group === columns[i - 1].group && columns[i].members === columns[i - 1].members;
    places[i] = isSameWord ? places[i - 1] + 1 : ((places[i - 1] >>> 5) + 1) * 32;
  }
  return places;
}
