import type { ReportRow } from '../../model/answers.ts';
import { owaspNhi } from '../../model/owasp-nhi.ts';
import { printable } from '../../model/printable.ts';
import { version } from '../../model/version.ts';
import { defineFormat } from '../define-format.ts';
import type { RankedReport } from '../ranked-report.ts';

type Level = 'error' | 'warning' | 'note';

export const sarif = defineFormat({
  id: 'sarif',
  title: 'SARIF 2.1.0',
  mediaType: 'application/sarif+json',
  extension: 'sarif',
  write: (report) => [sarifText(report)],
});

const ownRules: Readonly<Record<string, string>> = {
  'administers-account': 'The identity reaches the administration of an account',
  'reaches-crown-jewel': 'The identity reaches resources of critical weight',
};

/** The report for code scanning: one result for each finding of an identity. */
export function sarifText(report: RankedReport): string {
  return `${JSON.stringify(sarifLog(report))}\n`;
}

function sarifLog({ identities, gaps, snapshot }: RankedReport): object {
  const rules = { ...ownRules, ...owaspNhi };
  return {
    $schema: 'https://json.schemastore.org/sarif-2.1.0.json',
    version: '2.1.0',
    runs: [
      {
        tool: {
          driver: {
            name: 'Ambit',
            semanticVersion: version,
            rules: Object.entries(rules).map(([id, text]) => ({ id, shortDescription: { text } })),
          },
        },
        // What was not read may hold more: a viewer must not take the run for complete.
        invocations: [{ executionSuccessful: gaps.length === 0, toolExecutionNotifications: gaps.map(notification) }],
        properties: { snapshot },
        results: identities.flatMap(resultsOf),
      },
    ],
  };
}

function notification({ scope, call, region, reason }: RankedReport['gaps'][number]): object {
  const place = region === '' ? '' : ` in ${region}`;
  return {
    level: 'warning',
    message: { text: printable(`${scope}: ${call}${place} could not be read: ${reason}`, 2000) },
  };
}

function resultsOf(row: ReportRow): readonly object[] {
  const results: object[] = [];
  if (row.administers.length > 0) {
    results.push(result(row, 'administers-account', 'error', `reaches ${row.administers.join(', ')}`));
  }
  if (row.crownJewels.length > 0) {
    results.push(result(row, 'reaches-crown-jewel', 'warning', `reaches ${row.crownJewels.join(', ')}`));
  }
  for (const id of row.findings) results.push(result(row, id, 'note', owaspNhi[id] ?? id));
  return results;
}

function result(row: ReportRow, ruleId: string, level: Level, what: string): object {
  const { id, name, kind, rank, score, owner } = row;
  return {
    ruleId,
    level,
    message: { text: printable(`${name} (rank ${rank}, score ${score}): ${what}`, 4000) },
    locations: [
      { logicalLocations: [{ name: printable(name), fullyQualifiedName: printable(id, 4000), kind: 'resource' }] },
    ],
    partialFingerprints: { 'identity/v1': `${ruleId} ${printable(id, 4000)}` },
    properties: { kind, score, rank, owner, certain: row.certain, possible: row.possible },
  };
}
