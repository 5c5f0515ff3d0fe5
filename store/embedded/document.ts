import { z } from 'zod';

import { UnavailableError } from '../../model/errors.ts';
import { canonicalJson } from '../../model/json.ts';
import type { Partition, SnapshotInfo, StandingGap } from '../store.ts';
import { sha256 } from './files.ts';
import { graphPattern, recordsPattern, schemaVersion } from './layout.ts';

/** A SHA-256 in hexadecimal digits. */
export const digest = z.string().regex(/^[0-9a-f]{64}$/);
export const count = z.number().int().nonnegative();

/** What every store writes down of a partition. */
export const partition = z.object({
  source: z.string(),
  scope: z.string(),
  part: z.string(),
  generation: count,
  recordCount: count,
  hash: digest,
  observedAt: z.string(),
});

const storedPartition = partition.extend({
  /** Ordinal, within its generation's file, of the partition's first record. */
  first: count,
});

/** A standing gap as JSON. */
export const storedGap = z.object({
  source: z.string(),
  scope: z.string(),
  parts: z.array(z.string()).readonly(),
  call: z.string(),
  region: z.string().exactOptional(),
  reason: z.string(),
  subjects: z.array(z.string()).readonly().exactOptional(),
  since: z.string(),
});

const storedFile = z.object({ bytes: count, sha256: digest });

const document = z.object({
  schema: z.literal(schemaVersion),
  generation: count,
  createdAt: z.string(),
  hash: digest,
  partitions: z.array(storedPartition),
  gaps: z.array(storedGap),
  /** The files that the partitions lie in. */
  records: z.array(storedFile.extend({ generation: count, name: z.string().regex(recordsPattern) })),
  graph: storedFile.extend({ name: z.string().regex(graphPattern) }),
});

/** A partition with its place in its generation's file. */
export type StoredPartition = Readonly<z.infer<typeof storedPartition>>;

/** A file of records, as a snapshot expects it. */
export type StoredRecords = Readonly<z.infer<typeof document>['records'][number]>;

/** The file of a compiled graph, as a snapshot expects it. */
export type StoredGraph = Readonly<z.infer<typeof document>['graph']>;

/** All that is written down of one published snapshot. */
export type SnapshotDocument = Readonly<z.infer<typeof document>>;

/** What a snapshot's hash is taken over. */
export interface SnapshotContent {
  readonly generation: number;
  readonly partitions: readonly Partition[];
  readonly gaps: readonly StandingGap[];
  /** SHA-256 of the graph; empty while there is none. */
  readonly graphHash: string;
}

/** A snapshot apart from the files that it lies in. */
export interface DatedContent {
  readonly generation: number;
  readonly createdAt: string;
  readonly hash: string;
  readonly partitions: readonly Partition[];
  readonly gaps: readonly StandingGap[];
}

/** SHA-256 over the content without times of reading; the generation in it keeps every snapshot's id its own. */
export function snapshotHash(content: SnapshotContent): string {
  return sha256(`${content.generation}\n${contentText(content)}`);
}

/** The content as text that is equal for equal contents, whichever generation wrote them. */
export function contentText({ partitions, gaps, graphHash }: SnapshotContent): string {
  const hashes = partitions.map(({ source, scope, part, hash }) => [source, scope, part, hash]);
  return canonicalJson([hashes, gaps, graphHash]);
}

/** The snapshot as everybody outside the store knows it. */
export function snapshotInfo(document: DatedContent): SnapshotInfo {
  const { generation, createdAt, hash, gaps } = document;
  const partitions = document.partitions.map(partitionInfo);
  return { id: hash.slice(0, 16), generation, createdAt, hash, partitions, gaps };
}

function partitionInfo(partition: Partition): Partition {
  const { source, scope, part, generation, recordCount, hash, observedAt } = partition;
  return { source, scope, part, generation, recordCount, hash, observedAt };
}

/** The document as a file: its SHA-256 on a line, then its JSON. */
export function formatDocument(document: SnapshotDocument): string {
  const json = JSON.stringify(document);
  return `${sha256(json)}\n${json}`;
}

/**
 * Reads what {@link formatDocument} wrote.
 *
 * @throws {UnavailableError} when a byte of it changed, or a newer program wrote it
 */
export function parseDocument(text: string, path: string): SnapshotDocument {
  const json = text.slice(65);
  if (text.slice(0, 65) !== `${sha256(json)}\n`) throw damaged(path, 'does not match its checksum');
  const value: unknown = JSON.parse(json);
  refuseNewer(value, path);
  const parsed = document.safeParse(value);
  if (!parsed.success) throw damaged(path, `is not a snapshot: ${z.prettifyError(parsed.error)}`);
  if (documentHash(parsed.data) !== parsed.data.hash) throw damaged(path, 'does not match its content hash');
  return parsed.data;
}

/** The error for a file whose bytes are not what was written. */
export function damaged(path: string, what: string): UnavailableError {
  return new UnavailableError(`${path} ${what}`, 'restore the folder from a backup, or remove it and ingest again');
}

function documentHash({ generation, partitions, gaps, graph }: SnapshotDocument): string {
  return snapshotHash({ generation, partitions, gaps, graphHash: graph.sha256 });
}

function refuseNewer(value: unknown, path: string): void {
  const schema = z.object({ schema: z.number() }).safeParse(value).data?.schema;
  if (schema === undefined || schema <= schemaVersion) return;
  throw new UnavailableError(
    `${path} has schema ${schema}; this program reads schema ${schemaVersion}`,
    'use the newer ambit that wrote it, or another folder',
  );
}
