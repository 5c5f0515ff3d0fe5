import type { ExportFormat } from './export/define-export.ts';
import { NotFoundError } from './not-found.ts';
import * as registry from './export/registry.ts';

/** Every format that a graph can be exported in. */
export const exportFormats: readonly ExportFormat[] = Object.values(registry);

/**
 * @throws {NotFoundError} when there is no such format
 */
export function exportFormat(id: string): ExportFormat {
  const format = exportFormats.find((candidate) => candidate.id === id);
  if (format) return format;
  throw new NotFoundError(
    `there is no export format ${id}`,
    `formats are ${exportFormats.map((known) => known.id).join(', ')}`,
  );
}
