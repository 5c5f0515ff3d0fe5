const dayMs = 86_400_000;

/** The moment at which the demo estate was "collected"; it never moves, so that ages in reports never do. */
export const demoNow = Date.parse('2026-06-01T06:00:00Z');

/** ISO 8601 time so many days before {@link demoNow}. */
export function daysAgo(days: number): string {
  return new Date(demoNow - Math.round(days * dayMs)).toISOString();
}
