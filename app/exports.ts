import { UsageError } from '../model/errors.ts';
import type { ExportFormat } from './export/define-export.ts';
import * as registry from './export/registry.ts';

/** Every format that a graph can be exported in. */
export const exportFormats: readonly ExportFormat[] = Object.values(registry);

/**
 * @throws {UsageError} when there is no such format
 */
export function exportFormat(id: string): ExportFormat {
  const format = exportFormats.find((candidate) => candidate.id === id);
  if (format) return format;
  throw new UsageError(
    `there is no export format ${id}`,
    `formats are ${exportFormats.map((known) => known.id).join(', ')}`,
  );
}
