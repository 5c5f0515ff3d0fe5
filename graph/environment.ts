import type { NodeRecord } from '../model/records.ts';

/** The environment in which what counts runs; every other one that is known is a non-production one. */
export const production = 'production';

/** Tags that say in which environment a node is, the first that is there decides; written in any case. */
const environmentTags = ['environment', 'env', 'stage'];

const productionWords = new Set(['prod', 'prd', 'production', 'live']);

/** Before a word for production they turn it round: `non-prod`, `pre-production`. */
const negations = new Set(['no', 'non', 'not', 'pre']);

const otherWords = new Set(
  [
    'nonprod nonprd nonproduction preprod preprd preproduction',
    'dev devel develop development test tst testing qa uat acceptance',
    'stage stg staging sandbox sbx playground lab labs demo poc experimental',
  ].flatMap((words) => words.split(' ')),
);

/** What serves every environment is in none: whatever it reaches, it crosses no border. */
const everyWords = new Set(['shared', 'common', 'global', 'all', 'any', 'both', 'mixed', 'unknown', 'none', 'n/a']);

/**
 * Environment of the node as its tags say: `production`, or another as said, in lower case.
 *
 * @returns undefined where no tag says it, and `every` where one says that the node serves all of them
 */
export function environmentOfTags(node: NodeRecord): string | undefined {
  const said = taggedEnvironment(node)?.trim().toLowerCase() ?? '';
  if (said === '') return undefined;
  if (everyWords.has(said)) return 'every';
  return placeInWords(said) === production ? production : said;
}

/** Environment that an account's name speaks of: `production`, or the word for another; undefined where none is in it. */
export function environmentOfName(name: string): string | undefined {
  return placeInWords(name);
}

/** A word for another environment decides over one for production: `prod-test` is for tests. */
function placeInWords(text: string): string | undefined {
  const words = wordsOf(text);
  const isProduction = (at: number): boolean => productionWords.has(words[at]);
  const other = words.find((word) => otherWords.has(word));
  if (other !== undefined) return other;
  const at = words.findIndex((_, index) => isProduction(index));
  if (at < 0) return undefined;
  return words.some((word, index) => negations.has(word) && isProduction(index + 1)) ? 'non-production' : production;
}

/** `HalyardNonProd2` is halyard, non, prod. */
function wordsOf(text: string): readonly string[] {
  const apart = text.replaceAll(/([a-z0-9])([A-Z])/g, '$1 $2').toLowerCase();
  return apart.split(/[^\p{L}\p{N}]+/u).map((word) => word.replace(/\d+$/, ''));
}

/** A file's own properties stand where a provider has tags. */
function taggedEnvironment({ tags, properties, origin }: NodeRecord): string | undefined {
  const said = Object.entries(origin.source === 'opengraph' ? properties : (tags ?? {}));
  for (const tag of environmentTags) {
    const found = said.find(([key, value]) => key.toLowerCase() === tag && typeof value === 'string' && value !== '');
    if (typeof found?.[1] === 'string') return found[1];
  }
  return undefined;
}
