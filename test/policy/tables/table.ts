import type { Row } from '../notation.ts';

/** Rows that one page of the AWS documentation settles. */
export interface Table {
  readonly page: string;
  readonly rows: readonly Row[];
}
