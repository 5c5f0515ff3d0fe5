import { AmbitError, UsageError } from '../../model/errors.ts';
import type { CypherDoor } from '../../store/cypher.ts';

const fileSetting = `SHOW SETTINGS YIELD name, value
WHERE name = 'dbms.security.allow_csv_import_from_file_urls' RETURN value`;

const readAddress = 'LOAD CSV FROM $url AS line RETURN line LIMIT 1';

const procedureNames = 'SHOW PROCEDURES YIELD name RETURN DISTINCT split(name, ".")[0] AS space ORDER BY space';

/**
 * Addresses of every sort, none of which is anybody's: this machine, private ones, what clouds tell of themselves,
 * those kept for documentation. A server that refuses them all refuses what lies between.
 */
const probes = [
  'http://203.0.113.1:9/',
  'http://198.51.100.1:9/',
  'http://[2001:db8::1]:9/',
  'http://127.0.0.1:9/',
  'http://[::1]:9/',
  'http://169.254.169.254:9/',
  'http://10.0.0.1:9/',
  'http://172.16.0.1:9/',
  'http://192.168.0.1:9/',
  'http://100.64.0.1:9/',
  'http://1.0.0.1:9/',
  'ftp://127.0.0.1:9/',
];

/** An address that is not refused is tried by the server: it is not waited for. */
const probeMs = 3000;

/** Namespaces of the procedures that come with the server; none of theirs reads files or addresses. */
const ownSpaces = ['db', 'dbms', 'tx'];

/**
 * Why somebody who may only read the database could read files or addresses through it; undefined where he cannot.
 *
 * The setting for files is read; that for addresses is internal and not shown, so the server is asked for some and must
 * refuse them by that setting.
 */
export async function whyOpen(door: CypherDoor): Promise<string | undefined> {
  try {
    return (await whyFiles(door)) ?? (await whyProcedures(door)) ?? (await whyAddresses(door));
  } catch (error) {
    if (!(error instanceof AmbitError)) throw error;
    return `the server's configuration cannot be read: ${error.message}`;
  }
}

async function whyFiles(door: CypherDoor): Promise<string | undefined> {
  const { rows } = await door.ask(fileSetting, {}, { timeoutMs: 10_000, maxRows: 1 });
  const value = rows[0]?.[0];
  if (value === 'false') return undefined;
  return `the server's dbms.security.allow_csv_import_from_file_urls is ${typeof value === 'string' ? value : 'not shown'}, and must be false`;
}

async function whyProcedures(door: CypherDoor): Promise<string | undefined> {
  const { rows } = await door.ask(procedureNames, {}, { timeoutMs: 10_000, maxRows: 1000 });
  const foreign = rows.map(([space]) => String(space)).filter((space) => !ownSpaces.includes(space));
  if (foreign.length === 0) return undefined;
  return `the server has procedures of others (${foreign.slice(0, 5).join(', ')}), which may read files and addresses`;
}

async function whyAddresses(door: CypherDoor): Promise<string | undefined> {
  for (const url of probes) {
    if (await isRefused(door, url)) continue;
    return `the server's internal.dbms.cypher_ip_blocklist does not refuse ${new URL(url).hostname}, and must be 0.0.0.0/0,::/0`;
  }
  return undefined;
}

async function isRefused(door: CypherDoor, url: string): Promise<boolean> {
  try {
    await door.ask(readAddress, { url }, { timeoutMs: probeMs, maxRows: 1 });
    return false;
  } catch (error) {
    if (!(error instanceof AmbitError)) throw error;
    return error instanceof UsageError && /blocked via the configuration property/.test(error.message);
  }
}
