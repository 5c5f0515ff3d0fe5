import { parseArn } from '../../model/arn.ts';
import type { NodeRecord } from '../../model/records.ts';

/** The AWS account that a node belongs to; undefined for nodes that stand outside all accounts or were not read. */
export function accountOfNode({ id, origin, standIn }: NodeRecord): string | undefined {
  if (origin.source !== 'aws' || standIn) return undefined;
  return parseArn(id)?.account || origin.scope;
}

/** Accounts with at least one user or role that was read. */
export function readAccounts(nodes: Iterable<NodeRecord>): ReadonlySet<string> {
  const accounts = new Set<string>();
  for (const node of nodes) {
    const account = node.kind === 'aws-user' || node.kind === 'aws-role' ? accountOfNode(node) : undefined;
    if (account !== undefined) accounts.add(account);
  }
  return accounts;
}
