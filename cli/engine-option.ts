import { questionsInDatabase } from '../app/cypher/questions-in-database.ts';
import { openStore } from '../app/open-store.ts';
import { questionsInMemory, type Questions } from '../app/questions.ts';
import { UsageError } from '../model/errors.ts';
import type { Invocation } from './define-command.ts';
import { option } from './parse-arguments.ts';
import { storeUrl, withSnapshot } from './store-option.ts';

/** The option of commands whose question the database may answer too. */
export const engineOption = {
  engine: { value: 'ENGINE', description: 'memory, or cypher: inside the database, where the store is one in Neo4j' },
} as const;

/**
 * Hands the current snapshot to the work, answered by the engine that the invocation names; closes the store whatever
 * happens.
 */
export async function withQuestions<T>(invocation: Invocation, work: (questions: Questions) => Promise<T>): Promise<T> {
  const engine = option(invocation, 'engine') ?? 'memory';
  if (engine === 'memory') return withSnapshot(invocation, (open) => work(questionsInMemory(open)));
  if (engine !== 'cypher') throw new UsageError(`there is no engine ${engine}`, 'engines are memory and cypher');
  const store = await openStore(storeUrl(invocation), { readOnly: true });
  try {
    return await work(await questionsInDatabase(store));
  } finally {
    await store.close();
  }
}
