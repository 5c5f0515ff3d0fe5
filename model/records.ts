import type { Certainty } from './certainty.ts';
import type { JsonObject, JsonValue } from './json.ts';

/** Where a record comes from; what the same origin says later replaces it. */
export interface Origin {
  /** Id of the source in ingest/sources/registry.ts. */
  readonly source: string;
  /** Account, cluster or organisation that the record describes. */
  readonly scope: string;
  /** The call or file section that yields such records (`s3:GetBucketPolicy`), so that a gap keeps just that part. */
  readonly part: string;
  /** ISO 8601 time at which the source was read. */
  readonly observedAt: string;
}

/** Something in the graph, as a source described it; nodes of one id are one node, their fields put together. */
export interface NodeRecord {
  readonly record: 'node';
  /** The provider's own stable name (an ARN, `github://org/repo`). */
  readonly id: string;
  /** Kind from model/node-kinds.ts, or the source's own word for OpenGraph nodes. */
  readonly kind: string;
  readonly name: string;
  readonly region?: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** Overrides the kind's weight. */
  readonly weight?: number;
  /** Overrides the kind's category, for kinds that nobody registered. */
  readonly category?: 'identity' | 'system' | 'data' | 'automation' | 'passage';
  /** Named by somebody else's document rather than described by its own source; gives way to a description. */
  readonly standIn?: boolean;
  /** What a gap would name instead of the id, where the calls are made for something else (a user's keys). */
  readonly subject?: string;
  /** Overrides the kind's `human`. */
  readonly human?: boolean;
  /** Everything else that is worth showing; never a secret value. */
  readonly properties: JsonObject;
  readonly origin: Origin;
}

/** One version of a managed policy; inline policies have exactly one. */
export interface PolicyVersion {
  readonly id: string;
  readonly isDefault: boolean;
  /** As the provider gave it; compiled and judged by policy/. */
  readonly document: JsonValue;
}

/** What a source said, word for word: the ground that rules stand on. */
export type Fact =
  | {
      readonly fact: 'policy';
      readonly id: string;
      readonly name: string;
      readonly owner: 'aws' | 'customer' | 'inline';
      readonly versions: readonly PolicyVersion[];
    }
  | { readonly fact: 'attachment'; readonly holder: string; readonly policy: string }
  | { readonly fact: 'boundary'; readonly identity: string; readonly policy: string }
  | { readonly fact: 'trust'; readonly identity: string; readonly document: JsonValue }
  | { readonly fact: 'membership'; readonly member: string; readonly group: string }
  | { readonly fact: 'resource-policy'; readonly resource: string; readonly document: JsonValue }
  | { readonly fact: 'runs-as'; readonly workload: string; readonly identity: string }
  | { readonly fact: 'instance-profile'; readonly profile: string; readonly role: string }
  | { readonly fact: 'credential'; readonly credential: string; readonly identity: string; readonly active: boolean }
  | { readonly fact: 'holds-credential'; readonly holder: string; readonly credential: string }
  | {
      readonly fact: 'use';
      readonly identity: string;
      /** Prefix of the service's actions: `s3`. */
      readonly service: string;
      /** Absent where only the service is known. */
      readonly action?: string;
      /** ARN; absent where only the action is known. */
      readonly resource?: string;
      /** ISO 8601; the last time that it was seen. */
      readonly lastUsed: string;
    }
  | { readonly fact: 'organization'; readonly id: string; readonly managementAccount: string | undefined }
  | { readonly fact: 'organization-unit'; readonly unit: string; readonly parent: string | undefined }
  | { readonly fact: 'account'; readonly account: string; readonly name: string; readonly unit: string | undefined }
  | {
      readonly fact: 'organization-policy';
      readonly id: string;
      readonly name: string;
      readonly type: 'SCP' | 'RCP';
      readonly targets: readonly string[];
      readonly document: JsonValue;
    }
  | {
      readonly fact: 'relation';
      readonly from: string;
      readonly to: string;
      readonly kind: string;
      readonly traversable: boolean;
      readonly certainty: Certainty;
      readonly properties: JsonObject;
    };

/** A fact with its origin. */
export type FactRecord = Fact & { readonly record: 'fact'; readonly origin: Origin };

/** The fact of one kind. */
export type FactOf<K extends Fact['fact']> = Extract<FactRecord, { fact: K }>;

/** Anything that a source yields and the store keeps. */
export type AmbitRecord = NodeRecord | FactRecord;

/** Something that a source could not read; never to be taken for "no access". */
export interface Gap {
  readonly source: string;
  readonly scope: string;
  /** The {@link Origin.part}s that the call would have yielded: what an earlier ingest knew of them stays. */
  readonly parts: readonly string[];
  /** `service:Operation`. */
  readonly call: string;
  readonly region?: string;
  readonly reason: string;
  /** The resources that the call was made for; absent when the gap is the whole call. */
  readonly subjects?: readonly string[];
}
