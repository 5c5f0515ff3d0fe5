import type { RankedReport } from './ranked-report.ts';

/** Where a report is to be shown. */
export interface Medium {
  /** Characters a line. */
  readonly width: number;
}

/** One format of the ranked report. */
export interface ReportFormat {
  readonly id: string;
  readonly title: string;
  readonly mediaType: string;
  /** File name extension, without the dot. */
  readonly extension: string;
  /** Text in pieces, or a file's bytes. */
  write(report: RankedReport, medium: Medium): Iterable<string> | Promise<Uint8Array>;
}

/** Checks a format's literal at compile time. */
export function defineFormat(format: ReportFormat): ReportFormat {
  return format;
}
