import { rm } from 'node:fs/promises';
import { readDemo } from '../../app/collect.ts';
import { gapRows } from '../../app/gap-rows.ts';
import { ingest } from '../../app/ingest.ts';
import { Workspace } from '../../app/workspace.ts';
import { tableReport } from '../../reports/ranked-table.ts';
import { openStore } from '../../store/open-store.ts';
import { defineCommand } from '../define-command.ts';
import { print, tell } from '../output.ts';
import { option } from '../parse-arguments.ts';
import { serveUntilStopped } from './serve.ts';

/** The demo has a store of its own, so that it never touches anyone's. */
const demoStore = '.ambit/demo';

export const demo = defineCommand({
  name: 'demo',
  usage: '',
  summary: 'loads the estate that ships with the project, prints the ranked report, serves the map',
  options: {
    port: { value: 'PORT', description: '7475 unless told; 0 takes a free one' },
    'no-serve': { description: 'end after the report' },
  },
  examples: ['ambit demo', 'ambit demo --no-serve'],
  async run(invocation) {
    const folder = option(invocation, 'store') ?? demoStore;
    if (folder === demoStore) await rm(folder, { recursive: true, force: true });
    const workspace = new Workspace(await openStore(folder));
    try {
      const { read } = await ingest(workspace.store, 'aws', readDemo());
      tell(
        `The demo estate: ${read['accounts']} accounts, ${(read['users'] ?? 0) + (read['roles'] ?? 0)} users and roles, ${read['resources']} resources`,
      );
      const { report, snapshot } = await workspace.need();
      const { id, createdAt, gaps } = snapshot.info;
      const ranked = {
        snapshot: id,
        createdAt,
        identities: report.slice(0, 10),
        total: report.length,
        gaps: gapRows(gaps),
      };
      await print(tableReport(ranked, invocation.environment.columns));
    } finally {
      await workspace.close();
    }
    if (!invocation.flags.has('no-serve')) await serveUntilStopped(invocation, folder);
    return 0;
  },
});
