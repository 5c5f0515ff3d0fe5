import { parseArn } from '../../model/arn.ts';

/** The account in an ARN; empty where there is none. */
export function scopeOf(id: string): string {
  return parseArn(id)?.account ?? '';
}

/** What people call a node of that id. */
export function lastName(id: string): string {
  return id.slice(Math.max(id.lastIndexOf('/'), id.lastIndexOf(':')) + 1);
}
