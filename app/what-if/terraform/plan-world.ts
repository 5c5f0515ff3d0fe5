import type { FactIndex } from '../../../edges/estate/fact-index.ts';
import type { AlteredFacts } from '../../../graph/what-if/altered-facts.ts';
import { parseArn } from '../../../model/arn.ts';
import type { Change } from '../../../model/change.ts';
import { asObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import { readAccounts } from '../../../edges/estate/accounts.ts';
import type { PlannedResource } from './read-plan.ts';

/** When a change is made: things come first and go last. */
export type Phase = 'comes' | 'is-other' | 'is-attached' | 'is-detached' | 'goes';

/** A change that a planned resource asks for; what it is may hang on what was changed before. */
export interface Wanted {
  readonly address: string;
  readonly phase: Phase;
  readonly change: (facts: AlteredFacts) => Change | undefined;
}

/** What a value of a plan is: known, absent, or left to its application. */
export type Known<T> = { readonly value: T | undefined } | 'unknown';

/** A plan beside the facts that it will change. */
export class PlanWorld {
  readonly facts: FactIndex;
  /** Things that nobody knows before the plan is applied, in words. */
  readonly unknown: string[] = [];
  readonly wanted: Wanted[] = [];
  readonly #byAddress: ReadonlyMap<string, PlannedResource>;
  readonly #account: string | undefined;

  constructor(facts: FactIndex, resources: readonly PlannedResource[]) {
    this.facts = facts;
    this.#byAddress = new Map(resources.map((resource) => [resource.address, resource]));
    this.#account = accountOf(facts, resources);
  }

  want({ address }: PlannedResource, phase: Phase, change: Change | Wanted['change']): void {
    this.wanted.push({ address, phase, change: typeof change === 'function' ? change : () => change });
  }

  tell({ address }: PlannedResource, words: string): void {
    this.unknown.push(`${address}: ${words}`);
  }

  /** A text of the resource as it will be; one that a reference settles is known. */
  text(resource: PlannedResource, field: string): Known<string> {
    if (!resource.unknown.has(field)) return { value: textIn(resource.after, field) };
    const [first] = resource.references.get(field) ?? [];
    const part = /^(.*)\.(name|id|arn)$/.exec(first ?? '');
    const other = part && this.#byAddress.get(part[1]);
    if (!part || !other) return 'unknown';
    const arn = this.arnOf(other, other.after);
    const isIam = other.type.startsWith('aws_iam_') && part[2] !== 'arn' && other.type !== 'aws_iam_policy';
    const value = isIam ? textIn(other.after, 'name') : arn;
    return value === undefined ? 'unknown' : { value };
  }

  /** The planned resource that a field refers to. */
  referred(resource: PlannedResource, field: string): PlannedResource | undefined {
    for (const name of resource.references.get(field) ?? []) {
      const found = this.#byAddress.get(name.replace(/\.(name|id|arn)$/, ''));
      if (found) return found;
    }
    return undefined;
  }

  /** ARN of a resource of IAM's: as the plan says it, else put together of account, path and name. */
  arnOf({ type }: PlannedResource, values: JsonObject | undefined): string | undefined {
    const said = textIn(values, 'arn');
    if (said !== undefined) return said;
    const name = textIn(values, 'name');
    const kind = iamKinds[type];
    if (name === undefined || kind === undefined) return undefined;
    return this.iamArn(kind, name, textIn(values, 'path') ?? '/');
  }

  /** ARN of a user, role, group or policy that is called so: one that is known, else put together. */
  named(kind: string, name: string): string | undefined {
    if (name.startsWith('arn:')) return name;
    const planned = [...this.#byAddress.values()].find(
      ({ type, after, before }) => iamKinds[type] === kind && textIn(after ?? before, 'name') === name,
    );
    const composed = planned && this.arnOf(planned, planned.after ?? planned.before);
    if (composed !== undefined) return composed;
    const own = `:${kind}/`;
    for (const id of this.facts.nodes.keys())
      if (id.includes(own) && id.endsWith(`/${name}`) && (parseArn(id)?.account ?? '') === this.#account) return id;
    return this.iamArn(kind, name, '/');
  }

  iamArn(kind: string, name: string, path: string): string | undefined {
    return this.#account === undefined ? undefined : `arn:aws:iam::${this.#account}:${kind}${path}${name}`;
  }

  get account(): string | undefined {
    return this.#account;
  }
}

const iamKinds: Readonly<Record<string, string>> = {
  aws_iam_role: 'role',
  aws_iam_user: 'user',
  aws_iam_group: 'group',
  aws_iam_policy: 'policy',
  aws_iam_instance_profile: 'instance-profile',
};

export function textIn(values: JsonObject | undefined, field: string): string | undefined {
  const value = values?.[field];
  return typeof value === 'string' && value !== '' ? value : undefined;
}

export function textsIn(values: JsonObject | undefined, field: string): readonly string[] {
  const value: JsonValue | undefined = values?.[field];
  return Array.isArray(value) ? value.filter((text) => typeof text === 'string') : [];
}

/** The policy document in a field, which a plan holds as text; undefined where it is not JSON of an object. */
export function documentIn(text: string): JsonObject | undefined {
  try {
    return asObject(JSON.parse(text) as JsonValue);
  } catch {
    return undefined;
  }
}

/** The one account of the plan's ARNs, else the one that was read. */
function accountOf(facts: FactIndex, resources: readonly PlannedResource[]): string | undefined {
  const named = resources.flatMap(
    ({ before, after }) => parseArn(textIn(after, 'arn') ?? textIn(before, 'arn') ?? '')?.account ?? [],
  );
  const own = new Set(named.filter((account) => /^\d{12}$/.test(account)));
  const [only] = own.size > 0 ? own : readAccounts(facts.nodes.values());
  return own.size > 1 || (own.size === 0 && readAccounts(facts.nodes.values()).size > 1) ? undefined : only;
}
