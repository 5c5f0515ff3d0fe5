/** Where a policy is attached; it settles which elements the policy may and must have. */
export type PolicyKind = 'identity' | 'boundary' | 'session' | 'resource' | 'trust' | 'scp' | 'rcp' | 'endpoint';

/** What a matching statement does. */
export type Effect = 'Allow' | 'Deny';

/** Which door a principal comes through; `"*"` is an `AWS` entry of value `*`. */
export type PrincipalType = 'AWS' | 'Service' | 'Federated' | 'CanonicalUser';

/** One entry of a Principal or NotPrincipal element. */
export interface PrincipalEntry {
  readonly type: PrincipalType;
  readonly value: string;
}

/** One operator on one context key, its values as texts. */
export interface ConditionEntry {
  /** As written, with qualifier and suffix: `ForAnyValue:StringLikeIfExists`. */
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** One statement, in one shape whatever the author wrote (lists for single values, no Not- twins). */
export interface Statement {
  /** Place in the document, from 0. */
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: Effect;
  readonly actions: readonly string[];
  /** The statement applies to all actions but the listed ones. */
  readonly notAction: boolean;
  /** Undefined where the statement speaks of whatever it is attached to (trust policies). */
  readonly resources: readonly string[] | undefined;
  readonly notResource: boolean;
  /** Undefined in policies that are attached to the principal itself. */
  readonly principals: readonly PrincipalEntry[] | undefined;
  readonly notPrincipal: boolean;
  /** All of them must hold. */
  readonly conditions: readonly ConditionEntry[];
}

/** A policy of valid shape, not compiled yet. */
export interface PolicyDocument {
  readonly kind: PolicyKind;
  /** 2008-10-17 where the document names none; only 2012-10-17 knows policy variables. */
  readonly version: '2012-10-17' | '2008-10-17';
  readonly statements: readonly Statement[];
  /** What AWS would take but an author would want to know. */
  readonly findings: readonly PolicyIssue[];
}

/** Something about one field of a policy: `{ field: 'Statement[2].Effect', reason: '…' }`. */
export interface PolicyIssue {
  readonly field: string;
  readonly reason: string;
}
