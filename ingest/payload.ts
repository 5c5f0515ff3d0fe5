import type { JsonValue } from '../model/json.ts';

/**
 * One parsed piece of a payload, whether it came from a file or from the network.
 *
 * A network collector yields the very items that reading its saved folder yields, so that both make the same records.
 */
export interface PayloadItem {
  /** Path below the collection folder, with `/`: `111111111111/resources.ndjson`. */
  readonly file: string;
  /** Name of the array that the item stands in (`UserDetailList`, `graph.nodes`); empty for lines and whole documents. */
  readonly section: string;
  /** Place within the section, counted from 0; within a file of lines, the line counted from 1. */
  readonly index: number;
  readonly value: JsonValue;
}
