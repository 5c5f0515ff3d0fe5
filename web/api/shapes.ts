import type {
  AttackPath,
  ExposureRow,
  GapRow,
  MapSector,
  NodeSummary,
  ReachRow,
  ReportRow,
  RingMap,
} from '../../model/answers.ts';
import type { Certainty } from '../../model/certainty.ts';
import type { JsonObject } from '../../model/json.ts';

export type { AttackPath, ExposureRow, GapRow, MapSector, NodeSummary, ReachRow, ReportRow, RingMap };

/** What is loaded, and how old it is. */
export interface Status {
  readonly version: string;
  readonly snapshot: { readonly id: string; readonly createdAt: string } | null;
  readonly sources: readonly {
    readonly source: string;
    readonly scopes: readonly string[];
    readonly observedAt: string;
  }[];
  /** Names of accounts by their ids, as their organisation gave them. */
  readonly scopeNames: Readonly<Record<string, string>>;
  readonly counts: {
    readonly identities: number;
    readonly machines: number;
    readonly humans: number;
    readonly resources: number;
    readonly credentials: number;
    readonly edges: number;
    readonly crownJewels: number;
  };
  readonly gaps: number;
}

/** A node kind as the legend shows it. */
export interface NodeKindInfo {
  readonly kind: string;
  readonly title: string;
  readonly category: string;
  readonly glyph: string;
  readonly human: boolean;
}

/** An edge kind in words. */
export interface EdgeKindInfo {
  readonly kind: string;
  readonly title: string;
  readonly description: string;
  readonly abuse: string;
  readonly remediation: string;
  readonly references: readonly string[];
  readonly nhi: readonly string[];
}

/** `/api/kinds`. */
export interface Kinds {
  readonly nodes: readonly NodeKindInfo[];
  readonly edges: readonly EdgeKindInfo[];
}

/** `/api/report`: one page of the ranked list. */
export interface ReportPage {
  readonly snapshot: string;
  readonly total: number;
  readonly identities: readonly ReportRow[];
}

/** An edge seen from one of its ends. */
export interface Neighbour {
  readonly kind: string;
  readonly certainty: Certainty;
  readonly conditions: readonly string[];
}

/** `/api/node`: everything known of one node. */
export interface NodeDetails {
  readonly node: NodeSummary & {
    readonly human: boolean;
    readonly owner: string | null;
    readonly region: string | null;
    readonly tags: Readonly<Record<string, string>>;
    readonly properties: JsonObject;
    readonly observedAt: string | null;
  };
  readonly report: ReportRow | null;
  /** The first edges of each direction; `outCount` and `inCount` say how many there are. */
  readonly out: readonly (Neighbour & { readonly to: NodeSummary })[];
  readonly outCount: number;
  readonly in: readonly (Neighbour & { readonly from: NodeSummary })[];
  readonly inCount: number;
  readonly credentials: readonly JsonObject[];
}

/** `/api/map/members`: one page of a sector's nodes. */
export interface MembersPage {
  readonly total: number;
  readonly members: readonly ReachRow[];
}

/** `/api/cypher`: whether the console is on. */
export interface ConsoleState {
  /** Whether the store is a database at all. */
  readonly isNeo4j: boolean;
  readonly isOn: boolean;
  /** Why it is off; empty where it is on. */
  readonly reason: string;
  readonly maxRows: number;
  readonly seconds: number;
}

/** What a statement gave. */
export interface CypherAnswer {
  readonly columns: readonly string[];
  readonly rows: readonly (readonly unknown[])[];
  /** Whether there were more rows. */
  readonly isCut: boolean;
  /** Nodes of the current graph that stand in the rows. */
  readonly nodes: readonly NodeSummary[];
  readonly milliseconds: number;
}

/** `/api/map/places`: the sectors in which nodes stand. */
export interface MapPlaces {
  readonly places: readonly { readonly id: string; readonly sector: string }[];
}

/** `/api/paths`. */
export interface PathsAnswer {
  readonly from: NodeSummary;
  readonly to: NodeSummary;
  readonly paths: readonly AttackPath[];
  readonly nodes: Readonly<Record<string, NodeSummary>>;
}
