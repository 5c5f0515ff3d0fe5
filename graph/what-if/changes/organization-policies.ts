import type { FactOf } from '../../../model/records.ts';
import { changeOrigin, type AlteredFacts } from '../altered-facts.ts';
import { defineChange } from '../define-change.ts';

/** Attaches a new service control policy to the root, a unit or an account, or detaches one by name or id. */
export const setScp = defineChange({
  names: ['set-scp'],
  apply(facts, { target, attach, detach, type = 'SCP' }) {
    if (!isTarget(facts, target)) return { field: 'target', reason: `there is no root, unit or account ${target}` };
    if (detach !== undefined) return detachFrom(facts, target, detach);
    if (type === 'SCP') for (const policy of besideFullAccess(facts, target)) facts.put(policy);
    const word = `what-if-${type.toLowerCase()}-`;
    const number = facts.of('organization-policy').filter(({ id }) => id.startsWith(word)).length + 1;
    facts.put({ ...scp(`${word}${number}`, target, attach ?? {}), type });
    return undefined;
  },
});

function isTarget(facts: AlteredFacts, target: string): boolean {
  return (
    facts.of('account').some(({ account }) => account === target) ||
    facts.of('organization-unit').some(({ unit, parent }) => unit === target || parent === target)
  );
}

function detachFrom(facts: AlteredFacts, target: string, name: string) {
  const attached = facts
    .of('organization-policy')
    .filter((policy) => (policy.id === name || policy.name === name) && policy.targets.includes(target));
  if (attached.length === 0) return { field: 'detach', reason: `${name} is not attached to ${target}` };
  for (const policy of attached) {
    const targets = policy.targets.filter((other) => other !== target);
    if (targets.length > 0) facts.put({ ...policy, targets });
    else facts.drop('organization-policy', ({ id }) => id === policy.id);
  }
  return undefined;
}

/** AWS attaches FullAWSAccess wherever service control policies are switched on; sources that leave it out mean it. */
function besideFullAccess(facts: AlteredFacts, target: string): readonly FactOf<'organization-policy'>[] {
  const isWritten = facts
    .of('organization-policy')
    .some(({ type, targets }) => type === 'SCP' && targets.includes(target));
  if (isWritten) return [];
  const everything = { Effect: 'Allow', Action: '*', Resource: '*' };
  return [scp(`what-if FullAWSAccess ${target}`, target, { Version: '2012-10-17', Statement: [everything] })];
}

function scp(
  id: string,
  target: string,
  document: FactOf<'organization-policy'>['document'],
): FactOf<'organization-policy'> {
  const origin = changeOrigin('');
  return {
    record: 'fact',
    fact: 'organization-policy',
    id,
    name: id,
    type: 'SCP',
    targets: [target],
    document,
    origin,
  };
}
