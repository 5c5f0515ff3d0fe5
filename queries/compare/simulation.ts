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
  readonly milliseconds: number;
}
