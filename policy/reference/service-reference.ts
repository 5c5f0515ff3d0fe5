import { globOf, isPattern, matchesGlob } from '../pattern.ts';
import type { ServiceReference } from '../unknown-names.ts';
import type { ReferenceFiles } from './reference-files.ts';

/** Answers from AWS's service reference which actions and context keys there are. */
export function serviceReference(files: ReferenceFiles): ServiceReference {
  const keyGlobs = new Map<string, readonly string[]>();
  const globsOf = (service: string): readonly string[] => {
    const known = keyGlobs.get(service) ?? Object.keys(files.read('conditionKeys', service)).map(keyGlob);
    keyGlobs.set(service, known);
    return known;
  };
  const everywhere = files.globalKeys.map((key) => keyGlob(key.toLowerCase()));
  const hasKey = (key: string): boolean => {
    const prefix = key.slice(0, Math.max(0, key.indexOf(':')));
    if (everywhere.some((glob) => matchesGlob(glob, key))) return true;
    // The claims of an identity provider go by the provider's host, whose names nobody lists.
    if (prefix.includes('.')) return true;
    const filledBy = files.services.has(prefix) ? [prefix] : (files.keyPrefixes.get(prefix) ?? []);
    return filledBy.some((service) => globsOf(service).some((glob) => matchesGlob(glob, key)));
  };
  const hasAction = (service: string, glob: string): boolean =>
    (service === '' ? [...files.services] : [service]).some((of) => acts(files, of, glob));
  const actions = new Map<string, boolean>();
  const keys = new Map<string, boolean>();
  return {
    hasAction: (service, glob) => remembered(actions, glob, () => hasAction(service, glob)),
    hasKey: (key) => remembered(keys, key, () => hasKey(key)),
  };
}

/** Bound on the answers that are remembered: policies repeat each other's names, hostile ones need not. */
const maxRemembered = 100_000;

function remembered(known: Map<string, boolean>, name: string, find: () => boolean): boolean {
  const found = known.get(name) ?? find();
  if (known.size < maxRemembered) known.set(name, found);
  return found;
}

function acts(files: ReferenceFiles, service: string, glob: string): boolean {
  const actions = files.read('actions', service);
  if (!isPattern(glob)) return Object.hasOwn(actions, glob.slice(service.length + 1)) && glob.startsWith(`${service}:`);
  return Object.keys(actions).some((action) => matchesGlob(glob, `${service}:${action}`));
}

/** `${TagKey}`, `<key>` and `tag-key` stand for a name that the customer chooses. */
function keyGlob(key: string): string {
  return globOf(key.replace(/\$\{[^}]*\}|<[^>]*>|(?<=\/)tag-key$/g, '*'));
}
