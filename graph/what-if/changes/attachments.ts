import { asObject, type JsonObject } from '../../../model/json.ts';
import type { FactOf } from '../../../model/records.ts';
import { changeOrigin, type AlteredFacts } from '../altered-facts.ts';
import { absent, absentPolicy, defineChange } from '../define-change.ts';

/** Takes a policy from a user, role or group: an attachment by its ARN, an inline policy by its name. */
export const detachPolicy = defineChange({
  names: ['detach-policy'],
  apply(facts, { from, policy }) {
    const problem = absent(facts, 'from', from);
    if (problem) return problem;
    const inline = `${from}/${policy}`;
    const gone = facts.drop(
      'attachment',
      ({ holder, policy: id }) => holder === from && (id === policy || id === inline),
    );
    return gone > 0 ? undefined : { field: 'policy', reason: `${from} does not hold ${policy}` };
  },
});

/** Gives a user, role or group a policy that is known, or a new inline one. */
export const attachPolicy = defineChange({
  names: ['attach-policy'],
  apply(facts, { to, policy, document, name }) {
    const problem = absent(facts, 'to', to);
    if (problem) return problem;
    if (policy === undefined) {
      putInline(facts, to, name ?? freeName(facts, to, 'attached'), document ?? {});
      return undefined;
    }
    const unknown = absentPolicy(facts, policy);
    if (unknown) return unknown;
    facts.put(attachment(to, policy));
    return undefined;
  },
});

/** Denies or allows these actions on these resources, by an inline policy. */
export const denyOrGrant = defineChange({
  names: ['deny', 'grant'],
  apply(facts, { change, identity, actions, resources }) {
    const problem = absent(facts, 'identity', identity);
    if (problem) return problem;
    const Effect = change === 'deny' ? 'Deny' : 'Allow';
    const statement = { Effect, Action: [...actions], Resource: [...resources] };
    putInline(facts, identity, freeName(facts, identity, change), { Version: '2012-10-17', Statement: [statement] });
    return undefined;
  },
});

/** A name that no inline policy of the holder has. */
function freeName(facts: AlteredFacts, holder: string, word: string): string {
  const taken = new Set(facts.of('policy').map(({ id }) => id));
  let number = 1;
  while (taken.has(`${holder}/what-if-${word}-${number}`)) number++;
  return `what-if-${word}-${number}`;
}

function putInline(facts: AlteredFacts, holder: string, name: string, document: JsonObject): void {
  const id = `${holder}/${name}`;
  facts.put(
    {
      record: 'fact',
      fact: 'policy',
      id,
      name,
      owner: 'inline',
      versions: [{ id: 'v1', isDefault: true, document: asObject(document) ?? {} }],
      origin: changeOrigin(scopeOf(facts, holder)),
    },
    attachment(holder, id),
  );
}

function attachment(holder: string, policy: string): FactOf<'attachment'> {
  return { record: 'fact', fact: 'attachment', holder, policy, origin: changeOrigin('') };
}

function scopeOf(facts: AlteredFacts, id: string): string {
  return facts.nodes.get(id)?.origin.scope ?? '';
}
