import { parseArn } from '../model/arn.ts';
import type { Estate } from './estate/estate.ts';
import type { Target } from './estate/judge.ts';

/** A role as something that is asked for; undefined where nobody said whom it trusts. */
export function roleTarget(estate: Estate, role: string): Target | undefined {
  const policy = estate.trusts.get(role);
  const account = parseArn(role)?.account;
  if (policy === undefined || account === undefined) return undefined;
  return { arn: role, account, tags: estate.index.nodes.get(role)?.tags ?? {}, policy };
}
