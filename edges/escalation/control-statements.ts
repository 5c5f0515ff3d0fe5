import type { CompiledStatement } from '../../policy/compile.ts';
import type { Estate } from '../estate/estate.ts';
import { namePolicy } from '../estate/policies.ts';

/** Statements of the service control policies over an account. */
export type ControlStatements = (account: string) => readonly CompiledStatement[];

/** Reads each account's policies once. */
export function controlStatements({ organization }: Estate): ControlStatements {
  const known = new Map<string, readonly CompiledStatement[]>();
  return (account) => {
    const found =
      known.get(account) ??
      organization
        .policies(account, 'SCP')
        .flat()
        .flatMap(({ name, document }) => namePolicy(name, document, 'scp')?.compiled.statements ?? []);
    known.set(account, found);
    return found;
  };
}
