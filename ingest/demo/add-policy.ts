import { iamArn } from './arn.ts';
import { daysAgo } from './calendar.ts';
import type { PolicyDocument } from './documents.ts';
import type { Account, Attached, InlinePolicy } from './estate.ts';
import { randomOf } from './random.ts';

/** Adds a customer managed policy, oldest version first, and returns its ARN. */
export function addPolicy(account: Account, name: string, ...versions: readonly PolicyDocument[]): string {
  const arn = iamArn(account.id, `policy/${name}`);
  const createdAt = daysAgo(randomOf(account.seed, arn).integer(90, 1600));
  account.policies.push({ name, arn, createdAt, versions });
  return arn;
}

/** The policies by reference, as holders list them. */
export function attachedTo(arns: readonly string[] = []): Attached[] {
  return arns.map((arn) => ({ PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyArn: arn }));
}

/** The documents by name, as holders list them. */
export function inlinePolicies(documents: Readonly<Record<string, PolicyDocument>> = {}): InlinePolicy[] {
  return Object.entries(documents).map(([name, document]) => ({ PolicyName: name, PolicyDocument: document }));
}
