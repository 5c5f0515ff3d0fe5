import type { PolicyFinding } from '../model/answers.ts';
import type { JsonValue } from '../model/json.ts';
import type { AmbitRecord, FactRecord } from '../model/records.ts';
import { readPolicy } from '../policy/compile.ts';
import type { PolicyKind } from '../policy/document.ts';
import { openReferenceFiles } from '../policy/reference/reference-files.ts';
import { serviceReference } from '../policy/reference/service-reference.ts';
import { unknownNames, type ServiceReference } from '../policy/unknown-names.ts';

/** Findings that are kept one by one, of policies that AWS wrote and of all others each; the rest is counted. */
const maximumFindings = 1000;

/** What in policies AWS takes and nothing ever meets: actions and context keys that there are not, Sids said twice. */
export class PolicyFindings {
  readonly #own: PolicyFinding[] = [];
  readonly #ofAws: PolicyFinding[] = [];
  #count = 0;
  #reference: ServiceReference | undefined;

  /** Looks at the policies that a record says; the version in force alone. */
  see(record: AmbitRecord): void {
    if (record.record === 'node') return;
    const list = record.fact === 'policy' && record.owner === 'aws' ? this.#ofAws : this.#own;
    for (const finding of this.#findings(record)) {
      this.#count++;
      if (list.length < maximumFindings) list.push(finding);
    }
  }

  get count(): number {
    return this.#count;
  }

  /** Those that the customer can mend come first. */
  get list(): readonly PolicyFinding[] {
    return [...this.#own, ...this.#ofAws].slice(0, maximumFindings);
  }

  *#findings(record: FactRecord): Iterable<PolicyFinding> {
    const said = saidPolicy(record);
    const read = said && readPolicy(said.document, said.kind);
    if (said === undefined || read === undefined || 'errors' in read) return;
    this.#reference ??= serviceReference(openReferenceFiles());
    const issues = [...read.policy.findings, ...unknownNames(read.policy, this.#reference)];
    for (const { field, reason } of issues) yield { policy: said.policy, field, reason };
  }
}

interface SaidPolicy {
  readonly policy: string;
  readonly kind: PolicyKind;
  readonly document: JsonValue;
}

function saidPolicy(record: FactRecord): SaidPolicy | undefined {
  if (record.fact === 'trust') return { policy: record.identity, kind: 'trust', document: record.document };
  if (record.fact === 'resource-policy')
    return { policy: record.resource, kind: 'resource', document: record.document };
  if (record.fact === 'organization-policy')
    return { policy: record.id, kind: record.type === 'SCP' ? 'scp' : 'rcp', document: record.document };
  if (record.fact !== 'policy') return undefined;
  const version = record.versions.find(({ isDefault }) => isDefault) ?? record.versions[0];
  return version && { policy: record.id, kind: 'identity', document: version.document };
}
