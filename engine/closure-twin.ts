import { closureMembers } from './closure-members.ts';
import type { ClosureMembers } from './closure-members.ts';
import type { ClosureAnswer, ClosureQuestion, SpecialSets } from './closure-question.ts';
import { closureSums } from './closure.ts';
import { filterEdges } from './filter.ts';

/** The same answer without WebAssembly: for machines that have no 128-bit instructions, and to compare with. */
export function plainAnswer({ graph, keep, sources, targets, groupCount, specials }: ClosureQuestion): ClosureAnswer {
  const kept = keep === undefined ? graph : filterEdges(graph, keep);
  const { counts, weights } = closureSums(kept, sources, targets, groupCount);
  return { counts, weights, reached: asSets(closureMembers(kept, sources, specials), sources.length) };
}

/** Numbers equal sets alike. */
function asSets({ words, wordCount }: ClosureMembers, sourceCount: number): SpecialSets {
  const numbers = new Map<string, number>();
  const entries: number[] = Array.from({ length: 20 }, () => 0);
  const setOf = Uint32Array.from({ length: sourceCount }, (_, s) => {
    let set = 0;
    for (let first = 0; first < wordCount; first += 16) {
      const own = words.subarray(s * wordCount + first, s * wordCount + Math.min(first + 16, wordCount));
      if (own.every((word) => word === 0)) continue;
      const entry = [set, first / 16, 0, 0, ...own, ...Array.from({ length: 16 - own.length }, () => 0)];
      const key = entry.join(' ');
      const known = numbers.get(key);
      if (known === undefined) {
        numbers.set(key, entries.length / 20);
        set = entries.length / 20;
        entries.push(...entry);
      } else {
        set = known;
      }
    }
    return set;
  });
  return { setOf, entries: Uint32Array.from(entries) };
}
