/**
 * Runs the tasks side by side and yields their results in the order of the tasks.
 *
 * At most `parallel` tasks run or wait with a result, so that is what memory holds.
 */
export async function* inOrder<Task, Result>(
  tasks: Iterable<Task>,
  parallel: number,
  run: (task: Task) => Promise<Result>,
): AsyncGenerator<Result> {
  const waiting: Promise<Result>[] = [];
  for (const task of tasks) {
    const result = run(task);
    result.catch(() => undefined); // a failure is thrown where its turn comes
    waiting.push(result);
    const first = waiting.length >= parallel ? waiting.shift() : undefined;
    if (first !== undefined) yield await first;
  }
  for (const result of waiting) yield await result;
}
