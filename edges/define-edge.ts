import type { Evidence } from '../model/answers.ts';
import type { Estate } from './estate/estate.ts';

/**
 * How a resource is held, where that decides what follows: its content is known, its content is set,
 * the code that it runs is chosen, or its own policy is in the holder's hand.
 */
export type Hold = 'read' | 'write' | 'code' | 'administer';

/** A place in the graph: a node by id, or one that only the graph's shape needs. */
export type Place =
  | { readonly node: string; readonly hold?: Hold }
  /** Index into {@link Estate.profiles}. */
  | { readonly profile: number }
  /** Several of them, in order: what is found holds for each. */
  | { readonly profiles: readonly number[] };

/** Under which conditions something holds (empty is certain), and what proves it. */
export interface Said {
  /** Each in words that a person can check. */
  readonly conditions: readonly string[];
  readonly evidence: readonly Evidence[];
}

/** What a rule found: from here, each of these, under these conditions, proven by that. */
export interface Finding extends Said {
  readonly from: Place;
  /** Ids of nodes; many of them become one interned set. */
  readonly to: readonly string[];
  /** How the targets are held; absent where reaching is all there is to it. */
  readonly hold?: Hold;
  /** What must be said of each target besides, in the targets' order; absent where one word holds for all. */
  readonly each?: readonly Said[];
  /**
   * Index into {@link Estate.profiles} of the virtual profile that the step opens: the edge leads to it through the
   * first of {@link to}, or at once where that names nobody.
   */
  readonly gains?: number;
  /** Replaces the rule's kind, where the source named the edge itself. */
  readonly kind?: string;
  /** Which of the rule's published ways it is, such as `lambda-001`; absent where the rule has but one. */
  readonly rule?: string;
}

/** What every kind of edge tells a person. */
export interface EdgeDoc {
  /** Upper case with underscores: `CAN_ASSUME`. */
  readonly kind: string;
  readonly title: string;
  readonly description: string;
  readonly abuse: string;
  readonly remediation: string;
  readonly references: readonly string[];
  /** OWASP Non-Human Identities Top 10 ids that it is a case of. */
  readonly nhi: readonly string[];
  /** MITRE ATT&CK techniques for the cloud, such as `T1078.004`. */
  readonly mitre: readonly string[];
  /** What the rule does not see. */
  readonly limits: string;
  /** Effort of the step for an attacker, at least 0; paths are ranked by the sum. */
  readonly cost: number;
}

/** One derived edge kind: its documentation and the rule that finds it. */
export interface EdgeRule extends EdgeDoc {
  derive(estate: Estate): Iterable<Finding>;
}

/** Checks a rule's literal at compile time. */
export function defineEdge(rule: EdgeRule): EdgeRule {
  return rule;
}
