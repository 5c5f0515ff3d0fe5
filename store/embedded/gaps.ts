import { canonicalJson } from '../../model/json.ts';
import type { Gap } from '../../model/records.ts';
import type { StandingGap } from '../store.ts';
import type { PartitionName } from './record-codec.ts';

/** What stays of a partition whose scope was read again: all of it, or the records about some subjects. */
export type Kept = 'all' | ReadonlySet<string>;

/** What a draft was told about scopes and gaps. */
export interface Said {
  /** {@link scopeKey}s of the scopes that were read. */
  readonly scopes: ReadonlySet<string>;
  readonly gaps: readonly Gap[];
}

/** Names a scope of a source. */
export function scopeKey(source: string, scope: string): string {
  return JSON.stringify([source, scope]);
}

/** What stays of the partition's earlier records that were not put again. */
export function keptOf(name: PartitionName, { scopes, gaps }: Said): Kept {
  if (!scopes.has(scopeKey(name.source, name.scope))) return 'all';
  const here = gaps.filter(
    (gap) => gap.source === name.source && gap.scope === name.scope && gap.parts.includes(name.part),
  );
  if (here.some((gap) => gap.subjects === undefined)) return 'all';
  return new Set(here.flatMap((gap) => gap.subjects ?? []));
}

/**
 * The gaps that stand after an ingest, in a fixed order.
 *
 * Earlier ones of scopes that were not read stay; one that is said again stands since it first stood.
 */
export function standingGaps(earlier: readonly StandingGap[], said: Said, now: string): readonly StandingGap[] {
  const before = new Map(earlier.map((gap) => [gapIdentity(gap), gap]));
  const standing = new Map([...before].filter(([, gap]) => !said.scopes.has(scopeKey(gap.source, gap.scope))));
  const again = new Set<string>();
  for (const gap of said.gaps) {
    const identity = gapIdentity(gap);
    const parts = again.has(identity) ? (standing.get(identity)?.parts ?? []) : [];
    again.add(identity);
    standing.set(identity, standingGap(gap, parts, before.get(identity)?.since ?? now));
  }
  return [...standing].sort(([one], [other]) => (one < other ? -1 : 1)).map(([, gap]) => gap);
}

/** Equal for gaps which are the same one, told at different times or in other words. */
function gapIdentity({ source, scope, call, region, subjects }: Gap): string {
  return canonicalJson([source, scope, call, region ?? null, subjects === undefined ? null : sortedOnce(subjects)]);
}

function standingGap(gap: Gap, moreParts: readonly string[], since: string): StandingGap {
  const { source, scope, call, region, reason, subjects } = gap;
  return {
    source,
    scope,
    parts: sortedOnce([...gap.parts, ...moreParts]),
    call,
    ...(region === undefined ? {} : { region }),
    reason,
    ...(subjects === undefined ? {} : { subjects: sortedOnce(subjects) }),
    since,
  };
}

function sortedOnce(words: readonly string[]): string[] {
  return [...new Set(words)].sort((one, other) => (one < other ? -1 : 1));
}
