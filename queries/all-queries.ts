import type { Param, Query } from './define-query.ts';
import * as registry from './registry.ts';

/** A question whose parameters are known only when it is asked. */
export type AnyQuery = Query<Readonly<Record<string, Param>>, object>;

/** Every question, in the order of its id. */
export const allQueries: readonly AnyQuery[] = Object.values(registry);
