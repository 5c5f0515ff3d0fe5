import type { Removal } from './grant.ts';

/** Equal for removals of one and the same thing. */
export function grantKey(removal: Removal): string {
  if (removal.change === 'remove-statement') return statementKey(removal.policy, Number(removal.statement));
  if (removal.change === 'detach-policy') return attachmentKey(removal.from, removal.policy);
  if (removal.change === 'remove-member') return membershipKey(removal.member, removal.group);
  if (removal.change === 'disable-credential') return credentialKey(removal.id);
  return relationKey(removal.from, removal.to, removal.kind);
}

/** @param index place among the document's statements */
export function statementKey(document: string, index: number): string {
  return `statement ${index} ${document}`;
}

export function attachmentKey(holder: string, policy: string): string {
  return JSON.stringify(['attachment', holder, policy]);
}

export function membershipKey(member: string, group: string): string {
  return JSON.stringify(['membership', member, group]);
}

export function credentialKey(credential: string): string {
  return `credential ${credential}`;
}

export function relationKey(from: string, to: string, kind: string): string {
  return JSON.stringify(['relation', from, to, kind]);
}
