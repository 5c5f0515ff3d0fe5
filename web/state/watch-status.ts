import type { Status } from '../api/shapes.ts';

const PERIOD_MS = 60_000;

/** Whether a status tells of a snapshot that an earlier one did not know. */
export function isNewer(status: Status, before: Status): boolean {
  return status.snapshot !== null && status.snapshot.id !== before.snapshot?.id;
}

/**
 * Asks for the status once a minute while the page is seen, and when it is seen again.
 *
 * @returns ends the watch
 */
export function watchStatus(page: Document, ask: () => Promise<Status>, told: (status: Status) => void): () => void {
  const look = () => {
    if (page.visibilityState === 'hidden') return;
    // A question that nobody put needs no answer: what fails here fails again, and is shown, at the person's next step.
    void ask().then(told, () => undefined);
  };
  const timer = setInterval(look, PERIOD_MS);
  page.addEventListener('visibilitychange', look);
  return () => {
    clearInterval(timer);
    page.removeEventListener('visibilitychange', look);
  };
}
