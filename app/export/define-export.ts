import type { OpenGraph } from '../../graph/open-graph.ts';

/** One format that a whole graph leaves in. */
export interface ExportFormat {
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  /** Pieces of text, so that a large graph never stands in memory as one. */
  write(graph: OpenGraph): Iterable<string>;
}

/** Checks a format's literal at compile time. */
export function defineExport(format: ExportFormat): ExportFormat {
  return format;
}
