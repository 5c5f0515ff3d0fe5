import { randomBytes } from 'node:crypto';

/** Version of everything in the folder; a folder with a higher one is refused. */
export const schemaVersion = 1;

/** The pointer: which snapshot is the current one. Replaced by rename, so it is always whole. */
export const currentName = 'current';

/** Only the owner reads what an estate's weak points are. */
export const fileMode = 0o600;
export const folderMode = 0o700;

/** Names of files that hold a generation's records, and of those that hold its graph. */
export const recordsPattern = /^(\d{6,})-([0-9a-f]{8})\.records\.mdb$/;
export const graphPattern = /^(\d{6,})-([0-9a-f]{8})\.graph$/;
export const snapshotPattern = /^(\d{6,})\.snapshot$/;

const ownPatterns = [
  /^current$/,
  snapshotPattern,
  graphPattern,
  /^\d{6,}-[0-9a-f]{8}\.(records|staging)\.mdb(-lock)?$/,
  /^writer-[0-9a-f]{8}-\d+-[0-9a-f]{8}-\d+-[0-9a-f]{8}\.claim$/,
  /^(current|\d{6,}\.snapshot)\.[0-9a-f]{8}\.tmp$/,
];

/** A name that no earlier draft of the generation has used: `000012-9f3a01c7`. */
export function generationName(generation: number): string {
  return `${paddedGeneration(generation)}-${randomBytes(4).toString('hex')}`;
}

/** The file of a generation's records, its {@link generationName} being given. */
export function recordsName(name: string): string {
  return `${name}.records.mdb`;
}

/** The file of a generation's compiled graph. */
export function graphName(name: string): string {
  return `${name}.graph`;
}

/** Where the snapshot of a generation is kept once a later one is current. */
export function snapshotName(generation: number): string {
  return `${paddedGeneration(generation)}.snapshot`;
}

/** Whether a store makes files of that name. */
export function isOwnName(name: string): boolean {
  return ownPatterns.some((pattern) => pattern.test(name));
}

/** Whether the file was left by a draft that never became a snapshot, the current generation being given. */
export function isLeftover(name: string, currentGeneration: number): boolean {
  if (!isOwnName(name)) return false;
  return isTemporary(name) || (generationOf(name) ?? 0) > currentGeneration;
}

/** Whether there are files of a second generation, which is written only when a first one is current. */
export function hasHistory(names: readonly string[]): boolean {
  return names.some((name) => isOwnName(name) && !isTemporary(name) && (generationOf(name) ?? 0) > 1);
}

function isTemporary(name: string): boolean {
  return /\.tmp$|\.staging\.mdb(-lock)?$/.test(name);
}

function generationOf(name: string): number | undefined {
  const digits = /^(\d{6,})[-.]/.exec(name)?.[1];
  return digits === undefined ? undefined : Number(digits);
}

function paddedGeneration(generation: number): string {
  return String(generation).padStart(6, '0');
}
