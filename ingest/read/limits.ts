/** How much of an input the doors take before they refuse it. */
export interface Limits {
  /** Bytes of one file, after decompression. */
  readonly fileBytes: number;
  /** Bytes out for each byte in of a gzip file, judged once `ratioFromBytes` are out. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  /** Bytes of one element of an array, one line, one member. */
  readonly elementBytes: number;
  /** Bytes of a file that is read whole. */
  readonly documentBytes: number;
  /** Levels of nesting inside one element, line or document. */
  readonly depth: number;
  /** Distinct keys of one object that is read as a stream. */
  readonly members: number;
  /** Rejections told one by one for a file; those after it are only counted. */
  readonly rejections: number;
}

const mebibyte = 2 ** 20;

/** Far above every honest payload, far below what would hurt. */
export const defaultLimits: Limits = {
  fileBytes: 8192 * mebibyte,
  ratio: 200,
  ratioFromBytes: 16 * mebibyte,
  elementBytes: 16 * mebibyte,
  documentBytes: 64 * mebibyte,
  depth: 200,
  members: 10_000,
  rejections: 1000,
};
