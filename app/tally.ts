import type { Said } from '../ingest/source.ts';
import type { GapRow, PolicyFinding } from '../model/answers.ts';
import type { Rejection } from '../model/errors.ts';
import { isResource } from '../model/node-kind.ts';
import { nodeKind } from '../model/node-kinds.ts';
import type { Gap, NodeRecord } from '../model/records.ts';
import { PolicyFindings } from './policy-findings.ts';

/** What an ingest did, as `ambit ingest --format json` prints it. */
export interface IngestSummary {
  /** Null where nothing was to be written. */
  readonly snapshot: string | null;
  readonly source: string;
  readonly scopes: readonly string[];
  readonly nodes: { readonly identity: number; readonly credential: number; readonly resource: number };
  readonly facts: number;
  readonly edges: number;
  /** How many of what the payload holds were read: users, roles, policyVersions … */
  readonly read: Readonly<Record<string, number>>;
  readonly gaps: readonly GapRow[];
  readonly rejected: readonly Rejection[];
  /** The first thousand; they refuse nothing and leave nothing out. */
  readonly policyFindings: readonly PolicyFinding[];
  readonly policyFindingCount: number;
  readonly seconds: { readonly read: number; readonly derive: number; readonly write: number };
}

/** Rejections that are kept one by one; the rest is counted. */
const maximumRejections = 1000;

/** Counts what a source says while it is read, and the time that each stage takes. */
export class Tally {
  readonly source: string;
  readonly rejected: Rejection[] = [];
  readonly gaps: Gap[] = [];
  readonly scopes = new Set<string>();
  readonly #counts = new Map<string, number>();
  readonly #nodes = { identity: new Set<string>(), credential: new Set<string>(), resource: new Set<string>() };
  readonly #seconds = { read: 0, derive: 0, write: 0 };
  readonly #findings = new PolicyFindings();
  #facts = 0;
  #since = performance.now();

  constructor(source: string) {
    this.source = source;
  }

  add(said: Said): void {
    if (said.say === 'rejection') {
      if (this.rejected.length < maximumRejections) this.rejected.push(said.rejection);
    } else if (said.say === 'gap') this.gaps.push(said.gap);
    else if (said.say === 'scope') this.scopes.add(said.scope);
    else if (said.say === 'count') this.#counts.set(said.of, (this.#counts.get(said.of) ?? 0) + said.count);
    else if (said.record.record === 'fact') {
      this.#facts++;
      this.#findings.see(said.record);
    } else this.#addNode(said.record);
  }

  /** Books the time since the last call to a stage. */
  finish(stage: 'read' | 'derive' | 'write'): void {
    const now = performance.now();
    this.#seconds[stage] = Math.round(this.#seconds[stage] * 1000 + now - this.#since) / 1000;
    this.#since = now;
  }

  summary(outcome: {
    readonly snapshot: string | null;
    readonly edges: number;
    readonly gaps: readonly GapRow[];
  }): IngestSummary {
    const { identity, credential, resource } = this.#nodes;
    return {
      snapshot: outcome.snapshot,
      source: this.source,
      scopes: [...this.scopes].sort(),
      nodes: { identity: identity.size, credential: credential.size, resource: resource.size },
      facts: this.#facts,
      edges: outcome.edges,
      read: Object.fromEntries(this.#counts),
      gaps: outcome.gaps,
      rejected: this.rejected,
      policyFindings: this.#findings.list,
      policyFindingCount: this.#findings.count,
      seconds: this.#seconds,
    };
  }

  #addNode({ id, kind, category, standIn }: NodeRecord): void {
    const of = category ?? nodeKind(kind).category;
    if (standIn) return;
    if (of === 'identity') this.#nodes.identity.add(id);
    else if (of === 'credential') this.#nodes.credential.add(id);
    else if (isResource(of)) this.#nodes.resource.add(id);
  }
}
