import type { ChangedRadius, RadiusTotals } from './compare-radii.ts';
import type { MovedEdges } from './moved-edges.ts';

/** What changes would do to everyone's blast radius. */
export interface Simulation {
  readonly before: RadiusTotals;
  readonly after: RadiusTotals;
  /** Those that change, the largest change first. */
  readonly identities: readonly ChangedRadius[];
  readonly edges: MovedEdges;
  readonly milliseconds: number;
}
