/**
 * Runs async work of which only the latest counts: what an earlier run brings is dropped, its failure too.
 *
 * A run returns false when it was overtaken.
 */
export function latestOnly(): <T>(work: Promise<T>, done: (result: T) => void) => Promise<boolean> {
  let newest = 0;
  return async (work, done) => {
    const mine = ++newest;
    try {
      const result = await work;
      if (mine === newest) done(result);
    } catch (error) {
      if (mine === newest) throw error;
    }
    return mine === newest;
  };
}
