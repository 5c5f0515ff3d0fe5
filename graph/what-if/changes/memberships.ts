import type { AlteredFacts } from '../altered-facts.ts';
import { changeOrigin } from '../altered-facts.ts';
import { absent, defineChange, type Problem } from '../define-change.ts';

/** Puts an identity into a group. */
export const addMember = defineChange({
  names: ['add-member'],
  apply(facts, { group, member }) {
    const problem = absentEnd(facts, group, member);
    if (problem) return problem;
    facts.put({ record: 'fact', fact: 'membership', member, group, origin: changeOrigin('') });
    return undefined;
  },
});

/** Takes an identity out of a group. */
export const removeMember = defineChange({
  names: ['remove-member'],
  apply(facts, { group, member }) {
    const problem = absentEnd(facts, group, member);
    if (problem) return problem;
    const gone = facts.drop('membership', (fact) => fact.group === group && fact.member === member);
    return gone > 0 ? undefined : { field: 'member', reason: `${member} is not in ${group}` };
  },
});

function absentEnd(facts: AlteredFacts, group: string, member: string): Problem | undefined {
  return absent(facts, 'group', group) ?? absent(facts, 'member', member);
}
