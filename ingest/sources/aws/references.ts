import { parseArn } from '../../../model/arn.ts';
import type { FactOf, Gap, Origin } from '../../../model/records.ts';
import type { Said } from '../../source.ts';

/**
 * What records say of one another by name, settled when all of them were seen.
 *
 * A user names its groups without their paths, so its memberships wait for the groups' ARNs; a policy that is attached
 * and whose document never comes is a gap.
 */
export class References {
  readonly #groups = new Map<string, string>();
  readonly #memberships: FactOf<'membership'>[] = [];
  readonly #policies = new Set<string>();
  /** Where each attached managed policy was attached first. */
  readonly #attached = new Map<string, Origin>();

  /** Takes note of what is said, and says it on unless it must wait. */
  *see(said: Said): Iterable<Said> {
    if (said.say === 'record' && said.record.record === 'fact' && said.record.fact === 'membership') {
      this.#memberships.push(said.record);
      return;
    }
    if (said.say === 'record') this.#note(said.record);
    yield said;
  }

  /** Says what waited, and the gaps. */
  *finish(): Iterable<Said> {
    for (const membership of this.#memberships) yield { say: 'record', record: this.#settled(membership) };
    const unread = new Map<string, { readonly gap: Gap; readonly subjects: string[] }>();
    for (const [policy, { source, scope, part }] of this.#attached) {
      if (this.#policies.has(policy)) continue;
      const known = unread.get(scope);
      if (known) known.subjects.push(policy);
      else unread.set(scope, { gap: { source, scope, parts: [part], call, reason }, subjects: [policy] });
    }
    for (const { gap, subjects } of unread.values()) yield { say: 'gap', gap: { ...gap, subjects: subjects.sort() } };
  }

  #note(record: Extract<Said, { say: 'record' }>['record']): void {
    if (record.record === 'node') {
      if (record.kind === 'aws-group') this.#groups.set(groupKey(record.id), record.id);
    } else if (record.fact === 'policy') this.#policies.add(record.id);
    else if (record.fact === 'attachment' || record.fact === 'boundary') {
      if (!this.#attached.has(record.policy)) this.#attached.set(record.policy, record.origin);
    }
  }

  #settled(membership: FactOf<'membership'>): FactOf<'membership'> {
    return { ...membership, group: this.#groups.get(groupKey(membership.group)) ?? membership.group };
  }
}

const call = 'iam:GetPolicyVersion';
const reason = 'attached, but its document was not in the payload';

/** A group's name is known alone in its account, whatever its path. */
function groupKey(arn: string): string {
  return `${parseArn(arn)?.account ?? ''} ${arn.slice(arn.lastIndexOf('/') + 1).toLowerCase()}`;
}
