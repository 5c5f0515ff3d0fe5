import { asObject, type JsonObject } from '../../../model/json.ts';
import type { FactOf } from '../../../model/records.ts';
import { changeOrigin, type AlteredFacts } from '../altered-facts.ts';
import { absent, defineChange } from '../define-change.ts';

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
  apply(facts, { to, policy, document }) {
    const problem = absent(facts, 'to', to);
    if (problem) return problem;
    if (policy === undefined) {
      putInline(facts, to, 'attached', document ?? {});
      return undefined;
    }
    if (!facts.of('policy').some(({ id }) => id === policy))
      return { field: 'policy', reason: `there is no policy ${policy}` };
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
    putInline(facts, identity, change, { Version: '2012-10-17', Statement: [statement] });
    return undefined;
  },
});

function putInline(facts: AlteredFacts, holder: string, word: string, document: JsonObject): void {
  const taken = new Set(facts.of('policy').map(({ id }) => id));
  let number = 1;
  while (taken.has(`${holder}/what-if-${word}-${number}`)) number++;
  const name = `what-if-${word}-${number}`;
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
