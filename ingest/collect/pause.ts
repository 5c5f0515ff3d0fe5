import { setTimeout } from 'node:timers/promises';

/** Waits; ends at once, without an error, when the run ends. */
export async function pause(milliseconds: number, stop: AbortSignal): Promise<void> {
  await setTimeout(milliseconds, undefined, { signal: stop, ref: true }).catch(() => undefined);
}
