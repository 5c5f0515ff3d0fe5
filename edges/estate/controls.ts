import type { CompiledPolicy } from '../../policy/compile.ts';
import type { FactOf } from '../../model/records.ts';
import type { Organization } from './organization.ts';
import { namePolicy, type NamedPolicy } from './policies.ts';

/** Organisation policies over an account, outermost level first, by name and compiled alone. */
export interface ControlLevels {
  readonly named: readonly (readonly NamedPolicy[])[];
  readonly compiled: readonly (readonly CompiledPolicy[])[];
}

/** Finds what binds an account. */
export type Controls = (account: string, type: 'SCP' | 'RCP') => ControlLevels;

/** Compiles each organisation policy once, however many accounts it binds. */
export function buildControls(organization: Organization): Controls {
  const known = new Map<string, ControlLevels>();
  const compiled = new Map<FactOf<'organization-policy'>, readonly NamedPolicy[]>();
  const compile = (fact: FactOf<'organization-policy'>): readonly NamedPolicy[] => {
    const before = compiled.get(fact);
    if (before) return before;
    const policy = namePolicy(fact.name, fact.document, fact.type === 'SCP' ? 'scp' : 'rcp');
    const found = policy === undefined ? [] : [policy];
    compiled.set(fact, found);
    return found;
  };
  return (account, type) => {
    const key = `${type} ${account}`;
    const found = known.get(key);
    if (found) return found;
    const named = organization.policies(account, type).map((level) => level.flatMap(compile));
    const levels = { named, compiled: named.map((level) => level.map((policy) => policy.compiled)) };
    known.set(key, levels);
    return levels;
  };
}
