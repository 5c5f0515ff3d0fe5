import { openStore } from '../../app/open-store.ts';
import { readLive } from '../../app/collect.ts';
import { ingest as ingestInto, validate } from '../../app/ingest.ts';
import { sourceById } from '../../app/sources.ts';
import type { IngestSummary } from '../../app/tally.ts';
import type { Said } from '../../ingest/source.ts';
import { UsageError } from '../../model/errors.ts';
import { printable } from '../../model/printable.ts';
import { gapLines } from '../../reports/gap-lines.ts';
import { defineCommand, type Invocation } from '../define-command.ts';
import { print, printJson } from '../output.ts';
import { integerOption, option } from '../parse-arguments.ts';
import { startProgress, type ShownProgress } from '../progress.ts';
import { storeUrl } from '../store-option.ts';

export const ingest = defineCommand({
  name: 'ingest',
  usage: '<source> [path…]',
  summary: 'reads one source into the store as part of a new snapshot: all of it or nothing',
  options: {
    'dry-run': { description: 'check everything, write nothing' },
    strict: { description: 'exit with 5 where something could not be read' },
    live: { description: 'aws: read accounts over the network instead of from files' },
    profile: { value: 'NAME', description: 'aws --live: profile of the shared AWS configuration' },
    region: {
      value: 'NAME',
      description: 'aws --live: a region to read, may be repeated; all enabled ones otherwise',
      multiple: true,
    },
    organization: { description: 'aws --live: read every member account too' },
    'role-name': { value: 'NAME', description: 'aws --live: the role to assume in each member account' },
    endpoint: { value: 'URL', description: 'aws --live: send every request there' },
    save: { value: 'DIR', description: 'aws --live: keep what was read as a collection folder' },
    'last-accessed': { description: 'aws --live: ask when each identity last used each service (slow)' },
    timeout: { value: 'SECONDS', description: 'aws --live: longest that one call may take; 120 unless told' },
  },
  examples: [
    'ambit ingest aws authorization-details.json',
    'ambit ingest aws collection/',
    'ambit ingest aws --live --profile audit --region eu-west-1 --save collection/',
    'ambit ingest opengraph estate.json.gz',
  ],
  async run(invocation) {
    const source = sourceById(neededSource(invocation)).id;
    const summary = await summaryOf(invocation, source);
    if (invocation.format === 'json') await printJson(summary);
    else await print(summaryText(summary));
    return invocation.flags.has('strict') && summary.gaps.length > 0 ? 5 : 0;
  },
});

const liveOnly = ['profile', 'region', 'organization', 'role-name', 'endpoint', 'save', 'last-accessed', 'timeout'];

function neededSource({ args }: Invocation): string {
  if (args.length > 0) return args[0];
  throw new UsageError('the source is missing', 'say what is read: ambit ingest aws <path…>');
}

function readSource(invocation: Invocation, source: string, { progress }: ShownProgress): AsyncIterable<Said> {
  const paths = invocation.args.slice(1);
  if (!invocation.flags.has('live')) {
    const stray = liveOnly.find((name) => invocation.flags.has(name) || option(invocation, name) !== undefined);
    if (stray !== undefined) throw new UsageError(`--${stray} is taken with --live only`);
    if (paths.length === 0)
      throw new UsageError('no path is given', 'name files or folders, or read AWS itself with --live');
    return sourceById(source).read(paths);
  }
  if (source !== 'aws') throw new UsageError(`${source} cannot be read --live`);
  if (paths.length > 0) throw new UsageError('--live takes no path', 'use --save DIR to keep what was read');
  return readLive(
    { ...liveOptions(invocation), onProgress: (doing) => progress({ doing }) },
    option(invocation, 'save'),
  );
}

function liveOptions(invocation: Invocation) {
  const profile = option(invocation, 'profile');
  const roleName = option(invocation, 'role-name');
  const endpoint = option(invocation, 'endpoint');
  const regions = invocation.values['region'];
  return {
    ...(profile === undefined ? {} : { profile }),
    ...(roleName === undefined ? {} : { roleName }),
    ...(endpoint === undefined ? {} : { endpoint }),
    ...(regions === undefined ? {} : { regions }),
    organization: invocation.flags.has('organization'),
    lastAccessed: invocation.flags.has('last-accessed'),
    callTimeoutMs: 1000 * integerOption(invocation, 'timeout', { min: 1, max: 3600, otherwise: 120 }),
  };
}

async function summaryOf(invocation: Invocation, source: string): Promise<IngestSummary> {
  const shown = startProgress(invocation.environment);
  try {
    const said = readSource(invocation, source, shown);
    if (invocation.flags.has('dry-run')) return await validate(source, said);
    return await write(invocation, { source, said, shown });
  } finally {
    shown.end();
  }
}

interface Writing {
  readonly source: string;
  readonly said: AsyncIterable<Said>;
  readonly shown: ShownProgress;
}

async function write(invocation: Invocation, { source, said, shown }: Writing): Promise<IngestSummary> {
  const store = await openStore(storeUrl(invocation));
  try {
    return await ingestInto(store, source, said, shown.progress);
  } finally {
    await store.close();
  }
}

function summaryText(summary: IngestSummary): string {
  const { snapshot, source, scopes, nodes, facts, edges, read, gaps, seconds } = summary;
  const counts = Object.entries(read).map(([name, count]) => `${count} ${name}`);
  const named = scopes.slice(0, 8).map((scope) => printable(scope));
  const scope = named.join(', ') + (scopes.length > 8 ? ` and ${scopes.length - 8} more` : '');
  return [
    snapshot === null ? `${source}: everything fits; nothing was written` : `${source}: snapshot ${snapshot}`,
    `  scopes      ${scope}`,
    `  read        ${counts.join(', ')}`,
    `  nodes       ${nodes.identity} identities, ${nodes.credential} credentials, ${nodes.resource} resources`,
    `  facts       ${facts}, from which ${edges} edges are derived`,
    `  seconds     read ${seconds.read}, derive ${seconds.derive}, write ${seconds.write}`,
    ...gapLines(gaps),
    ...findingLines(summary),
    '',
  ].join('\n');
}

/** How many findings, and the first of them. */
function findingLines({ policyFindings, policyFindingCount }: IngestSummary): readonly string[] {
  if (policyFindingCount === 0) return [];
  const first = policyFindings
    .slice(0, shownFindings)
    .map(({ policy, field, reason }) => `    ${printable(`${reason}  (${policy}: ${field})`)}`);
  const more = policyFindingCount - first.length;
  return [
    `  findings    ${policyFindingCount} in policies: what does nothing`,
    ...first,
    ...(more > 0 ? [`    and ${more} more (--format json)`] : []),
  ];
}

const shownFindings = 3;
