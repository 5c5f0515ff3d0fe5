import type { Category } from '../../model/node-kind.ts';
import { nodeKinds } from '../../model/node-kinds.ts';

/** On every node of an estate's graph, beside the labels of its category and its kind. */
export const nodeLabel = 'AmbitNode';

/** The relationship type of edges that only give the graph its shape. */
export const innerType = 'LEADS_TO';

/** The type of edges whose own word is no type, or is one word too many. */
export const otherType = 'RELATED_TO';

/** Words of sources that become labels or types of a graph; the database keeps each for ever, so there is an end to them. */
const mostForeignWords = 200;

const longestWord = 64;

/** Labels by category; identities are `Human` or `Machine` besides. */
export const categoryLabels: Readonly<Record<Category, readonly string[]>> = {
  identity: ['Identity'],
  credential: ['Credential'],
  system: ['Resource', 'System'],
  data: ['Resource', 'Data'],
  automation: ['Resource', 'Automation'],
  passage: ['Passage'],
  inner: ['Inner'],
};

/** Labels of inner nodes, whose kinds no source can say. */
export const innerLabels: ReadonlyMap<string, string> = new Map([
  ['profile', 'Profile'],
  ['group', 'ProfileGroup'],
  ['set', 'ResourceSet'],
  ['read', 'Facet'],
  ['code', 'Facet'],
  ['administer', 'Facet'],
]);

const kindLabels: ReadonlyMap<string, string> = new Map(nodeKinds.map(({ kind }) => [kind, pascalCase(kind)]));

const reserved = new Set([
  ...Object.values(categoryLabels).flat(),
  ...innerLabels.values(),
  ...kindLabels.values(),
  'Human',
  'Machine',
  'Document',
  'Gap',
]);

/** What of a node decides about its labels. */
export interface Labelled {
  readonly kind: string;
  readonly category: Category;
  readonly human: boolean;
}

/**
 * Names of labels and types for one graph.
 *
 * A source's own word becomes a label or type where it cannot be taken for one of ours; the exact word is the property
 * `kind` in any case.
 */
export class GraphNames {
  readonly #labels = new Map<string, string | undefined>();
  readonly #types = new Map<string, string>();

  labels({ kind, category, human }: Labelled): readonly string[] {
    const labels = [nodeLabel, ...categoryLabels[category]];
    if (category === 'identity') labels.push(human ? 'Human' : 'Machine');
    const own = category === 'inner' ? innerLabels.get(kind) : (kindLabels.get(kind) ?? this.#foreignLabel(kind));
    if (own !== undefined) labels.push(own);
    return labels;
  }

  type(kind: string): string {
    if (kind === '') return innerType;
    const known = this.#types.get(kind);
    if (known !== undefined) return known;
    const word = plainWord(kind);
    const isOurs = word === undefined || word === innerType || word === otherType;
    const type = isOurs || this.#types.size >= mostForeignWords ? otherType : word;
    if (this.#types.size < mostForeignWords) this.#types.set(kind, type);
    return type;
  }

  #foreignLabel(kind: string): string | undefined {
    if (this.#labels.has(kind)) return this.#labels.get(kind);
    if (this.#labels.size >= mostForeignWords) return undefined;
    const word = plainWord(pascalCase(kind));
    const label = word === undefined || reserved.has(word) || word.startsWith('Ambit') ? undefined : word;
    this.#labels.set(kind, label);
    return label;
  }
}

/** `AwsRole` of `aws-role`. */
function pascalCase(kind: string): string {
  const words = kind.split(/[^A-Za-z0-9_]+/).filter((word) => word !== '');
  return words.map((word) => `${word.slice(0, 1).toUpperCase()}${word.slice(1)}`).join('');
}

/** Letters, digits and underscores, a letter first; undefined where nothing of the kind is left. */
function plainWord(kind: string): string | undefined {
  const word = kind.replaceAll(/[^A-Za-z0-9_]/g, '_').slice(0, longestWord);
  return /^[A-Za-z]/.test(word) ? word : undefined;
}
