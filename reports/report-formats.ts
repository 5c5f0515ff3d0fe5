import { UsageError } from '../model/errors.ts';
import type { ReportFormat } from './define-format.ts';
import * as registry from './formats/registry.ts';

/** Every format of the ranked report. */
export const reportFormats: readonly ReportFormat[] = Object.values(registry);

/**
 * @throws {UsageError} when there is no such format
 */
export function reportFormat(id: string): ReportFormat {
  const format = reportFormats.find((candidate) => candidate.id === id);
  if (format) return format;
  throw new UsageError(`there is no format ${id}`, `formats are ${reportFormats.map((known) => known.id).join(', ')}`);
}
