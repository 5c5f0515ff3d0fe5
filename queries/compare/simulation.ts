import type { ChangedRadius, RadiusTotals } from './compare-radii.ts';
import type { Breaks } from '../../graph/what-if/breaks.ts';
import type { MovedEdges } from './moved-edges.ts';

/** What changes would do to everyone's blast radius. */
export interface Simulation {
  readonly before: RadiusTotals;
  readonly after: RadiusTotals;
  /** Those that change, the largest change first. */
  readonly identities: readonly ChangedRadius[];
  readonly edges: MovedEdges;
  /** Uses that were seen and would be denied. */
  readonly breaks: Breaks['breaks'];
  readonly unobserved: Breaks['unobserved'];
  /** What the changes would do and nobody knows yet, in words: values that a plan leaves to its application. */
  readonly unknown: readonly string[];
  readonly milliseconds: number;
}
