import { DeadlineError } from './collect-errors.ts';

/**
 * Runs one call and gives up on it after the time, even where it ignores its signal.
 *
 * @param stop ends the call early, when the whole run ends
 * @throws {DeadlineError}
 */
export async function withDeadline<T>(
  timeoutMs: number,
  stop: AbortSignal,
  run: (signal: AbortSignal) => Promise<T>,
): Promise<T> {
  if (stop.aborted) throw new DeadlineError(ended);
  const controller = new AbortController();
  const { promise: given, reject } = withReject();
  const timer = setTimeout(() => reject(new DeadlineError(`no answer within ${timeoutMs} ms`)), timeoutMs);
  const onStop = () => reject(new DeadlineError(ended));
  stop.addEventListener('abort', onStop);
  try {
    return await Promise.race([run(controller.signal), given]);
  } finally {
    clearTimeout(timer);
    stop.removeEventListener('abort', onStop);
    controller.abort();
  }
}

const ended = 'the run was ended';

function withReject(): { promise: Promise<never>; reject: (error: Error) => void } {
  let reject: (error: Error) => void = () => undefined;
  const promise = new Promise<never>((_resolve, refuse) => {
    reject = refuse;
  });
  promise.catch(() => undefined); // it loses the race most of the time
  return { promise, reject };
}
