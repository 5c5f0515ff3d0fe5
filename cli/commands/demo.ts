import { openStore } from '../../app/open-store.ts';
import { rm } from 'node:fs/promises';
import { demoScopes, readDemo } from '../../app/collect.ts';
import { gapRows } from '../../app/gap-rows.ts';
import { ingest } from '../../app/ingest.ts';
import { Workspace } from '../../app/workspace.ts';
import { tableReport } from '../../reports/formats/table.ts';
import { UsageError } from '../../model/errors.ts';
import type { Store } from '../../store/store.ts';
import { defineCommand } from '../define-command.ts';
import { print, tell } from '../output.ts';
import { noArguments } from '../parse-arguments.ts';
import { storeUrl } from '../store-option.ts';
import { portOption, serveUntilStopped } from './serve.ts';

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
    noArguments(invocation);
    const port = portOption(invocation);
    const folder = storeUrl(invocation);
    const workspace = new Workspace(await openFreshStore(folder));
    try {
      const { read } = await ingest(workspace.store, 'aws', readDemo());
      tell(
        `The demo estate: ${read['accounts']} accounts, ${(read['users'] ?? 0) + (read['roles'] ?? 0)} users and roles, ${read['resources']} resources`,
      );
      const open = await workspace.need();
      const report = await open.report();
      const { id, createdAt, gaps } = open.snapshot.info;
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
    if (!invocation.flags.has('no-serve')) await serveUntilStopped(folder, port);
    return 0;
  },
});

/**
 * An empty embedded store in the folder; an earlier demo there goes, anything else stays.
 *
 * @throws {UsageError} when the folder is a store of somebody's, or a server
 */
async function openFreshStore(folder: string): Promise<Store> {
  const store = await openStore(folder);
  const scopes = (await store.snapshots()).flatMap(({ partitions }) => partitions.map(({ scope }) => scope));
  if (scopes.length === 0) return store;
  await store.close();
  if (!scopes.every((scope) => demoScopes.has(scope))) {
    throw new UsageError(`${folder} holds facts that are not the demo's`, 'name another folder with --store');
  }
  await rm(folder, { recursive: true, force: true });
  return openStore(folder);
}
