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
    const url = storeUrl(invocation);
    const workspace = new Workspace(await openDemoStore(url));
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
    if (!invocation.flags.has('no-serve')) await serveUntilStopped(url, port);
    return 0;
  },
});

/**
 * A store for the demo alone. An earlier demo in a folder goes; one in a database is read again over itself.
 *
 * @throws {UsageError} when the store holds facts of somebody's
 */
async function openDemoStore(url: string): Promise<Store> {
  const store = await openStore(url);
  try {
    const scopes = (await store.snapshots()).flatMap(({ partitions }) => partitions.map(({ scope }) => scope));
    const isServer = store.cypher !== undefined;
    if (!scopes.every((scope) => demoScopes.has(scope))) throw notTheDemo(url, isServer);
    if (scopes.length === 0 || isServer) return store;
  } catch (error) {
    await store.close();
    throw error;
  }
  await store.close();
  await rm(url, { recursive: true, force: true });
  return openStore(url);
}

function notTheDemo(url: string, isServer: boolean): UsageError {
  const hint = isServer
    ? 'name an estate of its own: --store bolt://…?estate=demo'
    : 'name another folder with --store';
  return new UsageError(`${url} holds facts that are not the demo's`, hint);
}
