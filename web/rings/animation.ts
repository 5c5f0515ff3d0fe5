import { easeCubicOut, timer } from 'd3';

const DURATION_MS = 420;

/** Calls back with how far the rings have opened, 0 to 1; at once with 1 where motion is not wanted. */
export function openRings(onOpened: (opened: number) => void): void {
  if (matchMedia('(prefers-reduced-motion: reduce)').matches) {
    onOpened(1);
    return;
  }
  const running = timer((elapsedMs) => {
    const share = Math.min(1, elapsedMs / DURATION_MS);
    onOpened(easeCubicOut(share));
    if (share === 1) running.stop();
  });
}
