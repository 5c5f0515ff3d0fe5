import { openStore } from '../../app/open-store.ts';
import { UsageError } from '../../model/errors.ts';
import type { SnapshotInfo } from '../../store/store.ts';
import { defineCommand, type Invocation } from '../define-command.ts';
import { print, printJson } from '../output.ts';
import { integerOption, noArguments, option } from '../parse-arguments.ts';
import { storeUrl } from '../store-option.ts';

export const prune = defineCommand({
  name: 'prune',
  usage: '',
  summary: 'removes old snapshots, and what only those held; the current one always stays',
  options: { keep: { value: 'N', description: 'how many of the newest snapshots stay; needed' } },
  examples: ['ambit prune --keep 30', 'ambit prune --keep 1 --store bolt://localhost:7687 --format json'],
  async run(invocation) {
    noArguments(invocation);
    const pruned = await pruneStore(storeUrl(invocation), keepOption(invocation));
    if (invocation.format === 'json') await printJson(pruned);
    else await print(prunedText(pruned));
    return 0;
  },
});

/** What a store holds after its old snapshots went. */
interface Pruned {
  readonly removed: number;
  /** Newest first. */
  readonly kept: readonly Pick<SnapshotInfo, 'id' | 'createdAt'>[];
}

/** How many go is said, not assumed. */
function keepOption(invocation: Invocation): number {
  if (option(invocation, 'keep') === undefined)
    throw new UsageError('--keep is missing', 'say how many of the newest snapshots stay: ambit prune --keep 30');
  return integerOption(invocation, 'keep', { min: 1, max: 1_000_000, otherwise: 1 });
}

async function pruneStore(url: string, keep: number): Promise<Pruned> {
  // Opened for reading first: pruning makes no store where there is none.
  await (await openStore(url, { readOnly: true })).close();
  const store = await openStore(url);
  try {
    const removed = await store.prune(keep);
    const kept = (await store.snapshots()).map(({ id, createdAt }) => ({ id, createdAt }));
    return { removed, kept };
  } finally {
    await store.close();
  }
}

function prunedText({ removed, kept }: Pruned): string {
  const lines = kept.slice(0, shownSnapshots).map(({ id, createdAt }) => `  ${id}  ${createdAt}`);
  const more = kept.length - lines.length;
  return [
    `removed ${counted(removed)}, kept ${counted(kept.length)}`,
    ...lines,
    ...(more > 0 ? [`  and ${more} older ones`] : []),
    '',
  ].join('\n');
}

const shownSnapshots = 10;

function counted(count: number): string {
  return `${count} ${count === 1 ? 'snapshot' : 'snapshots'}`;
}
