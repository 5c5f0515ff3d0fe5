import type { Certainty } from './certainty.ts';
import type { JsonObject } from './json.ts';

/** A node as lists show it. */
export interface NodeSummary {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly category: string;
  /** Account, cluster or organisation; empty where the node stands outside all of them. */
  readonly scope: string;
  readonly weight: number;
}

/** What a compromise reaches, counted; the identity itself and inner nodes are not. */
export interface Radius {
  readonly system: number;
  readonly data: number;
  readonly automation: number;
  /** Other identities. */
  readonly identity: number;
  /** Distinct resource nodes. */
  readonly resources: number;
  /** Their summed weight. */
  readonly weight: number;
}

/** One identity of the ranked report. */
export interface ReportRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly human: boolean;
  readonly owner: string | null;
  readonly scope: string;
  /** 1 is the largest. */
  readonly rank: number;
  /** 0 to 100: the share of the estate's weight that falls, certain before possible. */
  readonly score: number;
  readonly certain: Radius;
  readonly possible: Radius;
  /** Ids of the weight-100 resources in its possible radius. */
  readonly crownJewels: readonly string[];
  /** Ids of the administration nodes that it reaches with certainty. */
  readonly administers: readonly string[];
  /** OWASP NHI ids, such as `NHI5`. */
  readonly findings: readonly string[];
}

/** One node of a blast radius. */
export interface ReachRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly category: string;
  readonly scope: string;
  readonly weight: number;
  readonly hops: number;
  readonly certainty: Certainty;
}

/** One identity that reaches a node. */
export interface ExposureRow {
  readonly id: string;
  readonly name: string;
  readonly kind: string;
  readonly scope: string;
  readonly human: boolean;
  readonly hops: number;
  readonly certainty: Certainty;
}

/** What proves an edge: a statement of a document, or a record. */
export interface Evidence {
  /** Id of the policy, trust document or record. */
  readonly document: string;
  /** Sid, or index, of the deciding statement; empty where a whole record is the proof. */
  readonly statement: string;
  readonly effect: 'Allow' | 'Deny' | 'Fact';
  /** The group that the document came through. */
  readonly via?: string;
  /** The statement itself, as the source wrote it. */
  readonly text?: JsonObject;
}

/** One hop that a person reads. */
export interface PathStep {
  readonly from: NodeSummary['id'];
  readonly to: NodeSummary['id'];
  /** Edge kind: `CAN_ASSUME`. */
  readonly kind: string;
  /** Id of the rule in edges/, or the source's name. */
  readonly rule: string;
  readonly evidence: readonly Evidence[];
  readonly conditions: readonly string[];
  readonly abuse: string;
  readonly remediation: string;
}

/** One way from A to B, cheapest first. */
export interface AttackPath {
  readonly certainty: Certainty;
  /** The conjunction of its steps' conditions. */
  readonly conditions: readonly string[];
  readonly cost: number;
  readonly steps: readonly PathStep[];
}

/** A group of a blast radius's nodes that stand together on the map. */
export interface MapSector {
  /** Stable id within the answer: `hops scope kind`. */
  readonly id: string;
  readonly hops: number;
  readonly scope: string;
  readonly kind: string;
  readonly category: string;
  readonly count: number;
  readonly weight: number;
  /** How many are reached only under conditions. */
  readonly conditional: number;
  /** Its crown jewels, at most 20, and how many there are. */
  readonly crownJewels: readonly NodeSummary[];
  readonly crownJewelCount: number;
  /** Its members where there are at most 12; otherwise empty and asked for by page. */
  readonly members: readonly NodeSummary[];
}

/** A blast radius, grouped so that a thousand nodes read as twenty sectors. */
export interface RingMap {
  readonly from: NodeSummary;
  readonly rings: number;
  readonly certain: Radius;
  readonly possible: Radius;
  readonly sectors: readonly MapSector[];
}

/** Something in a policy that AWS takes and that does nothing: an action or a context key that there is not. */
export interface PolicyFinding {
  /** Id of the policy; of the role or the resource where it is its trust or resource policy. */
  readonly policy: string;
  /** Path in the document: `Statement[0].Action`. */
  readonly field: string;
  readonly reason: string;
}

/** Something that could not be read, as people see it. */
export interface GapRow {
  readonly source: string;
  readonly scope: string;
  readonly call: string;
  readonly region: string;
  readonly reason: string;
  /** How many resources it concerns; 0 where the whole call is meant. */
  readonly count: number;
  readonly since: string;
}
