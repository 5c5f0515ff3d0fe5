import type { PayloadItem } from '../../payload.ts';
import type { Said } from '../../source.ts';

/** Members of a page that tell whether another one follows. */
export const pageMembers: readonly string[] = ['IsTruncated', 'NextToken'];

/** Notes whether the pages of authorization details that were given end with a last one. */
export class Truncation {
  #more = false;
  #last = false;

  /** Takes note of a page member; false where the item is something else. */
  see({ section, value }: PayloadItem): boolean {
    if (!pageMembers.includes(section)) return false;
    if (section === 'NextToken') this.#more ||= value !== null;
    else if (value === true) this.#more = true;
    else this.#last = true;
    return true;
  }

  /** The pages that are missing, as a gap. */
  *finish(account: string): Iterable<Said> {
    if (!this.#more || this.#last) return;
    const call = 'iam:GetAccountAuthorizationDetails';
    const reason = 'the last page says that more follow';
    yield { say: 'gap', gap: { source: 'aws', scope: account, parts: ['identities'], call, reason } };
  }
}
