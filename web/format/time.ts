const UNITS: readonly (readonly [Intl.RelativeTimeFormatUnit, number])[] = [
  ['day', 86_400_000],
  ['hour', 3_600_000],
  ['minute', 60_000],
];

const relative = new Intl.RelativeTimeFormat('en', { numeric: 'auto' });

/** How long ago an ISO 8601 time was: `3 hours ago`; the text itself where it is no time. */
export function ago(iso: string, nowMs: number): string {
  const at = Date.parse(iso);
  if (Number.isNaN(at)) return iso;

  const distanceMs = at - nowMs;
  for (const [unit, size] of UNITS) {
    if (Math.abs(distanceMs) >= size) return relative.format(Math.trunc(distanceMs / size), unit);
  }
  return 'just now';
}

/** An ISO 8601 time to the minute, in UTC: `2026-03-01 09:30 UTC`; the text itself where it is no time. */
export function moment(iso: string): string {
  const at = Date.parse(iso);
  return Number.isNaN(at) ? iso : `${new Date(at).toISOString().slice(0, 16).replace('T', ' ')} UTC`;
}
