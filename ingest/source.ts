import type { AmbitRecord, Gap } from '../model/records.ts';
import type { Rejection } from '../model/errors.ts';

/** What a source says: a record, something it could not read, or something it refuses. */
export type Said =
  | { readonly say: 'record'; readonly record: AmbitRecord }
  | { readonly say: 'gap'; readonly gap: Gap }
  | { readonly say: 'rejection'; readonly rejection: Rejection }
  /** So many things of that name were read (users, policy versions …), for the summary. */
  | { readonly say: 'count'; readonly of: string; readonly count: number }
  /** The scope was read, even where it yielded nothing: earlier records of the scope that are not said again go. */
  | { readonly say: 'scope'; readonly scope: string };

/** One kind of input that Ambit reads; a file a source. */
export interface Source {
  readonly id: string;
  readonly title: string;
  /** The shape that it expects, in words that fit an error message. */
  readonly reads: string;
  /**
   * Reads the paths as one collection.
   *
   * Bad input is said as rejections, never thrown; only an unreadable path throws (`InputError`).
   */
  read(paths: readonly string[]): AsyncIterable<Said>;
}
