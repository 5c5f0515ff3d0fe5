import { UsageError } from '../../model/errors.ts';

/** Where a store lies on a server. */
export interface Neo4jAddress {
  /** What the driver connects to: scheme, host and port, and the routing context of `neo4j://`. */
  readonly uri: string;
  /** Name of the database; undefined is the user's own default. */
  readonly database: string | undefined;
  /** Which of the estates that share the database. */
  readonly estate: string;
}

/** Whether the text is the URL of a Neo4j server. */
export function isNeo4jUrl(url: string): boolean {
  return /^(bolt|neo4j)(\+s|\+ssc)?:\/\//i.test(url);
}

/**
 * Takes `bolt://host:7687?database=NAME&estate=NAME` apart.
 *
 * @throws {UsageError} when it is no such URL
 */
export function parseAddress(url: string): Neo4jAddress {
  const parsed = URL.canParse(url) ? new URL(url) : undefined;
  if (parsed === undefined || parsed.hostname === '') throw unfit(url, 'names no host');
  if (parsed.username !== '' || parsed.password !== '') throw unfit(withoutUser(parsed), 'holds a user or a password');
  if (parsed.hash !== '' || !/^\/?$/.test(parsed.pathname)) throw unfit(url, 'has a path');
  const routing = parsed.searchParams;
  const database = taken(routing, 'database');
  const estate = taken(routing, 'estate') ?? 'default';
  if (!/^[\w.-]{1,60}$/.test(estate)) throw unfit(url, 'names an estate with other than letters, digits, . _ and -');
  const scheme = parsed.protocol.toLowerCase();
  if (scheme.startsWith('bolt') && routing.size > 0) throw unfit(url, 'has a routing context, which is for neo4j://');
  const context = routing.size === 0 ? '' : `?${routing.toString()}`;
  return { uri: `${scheme}//${parsed.host}${context}`, database, estate };
}

function taken(parameters: URLSearchParams, name: string): string | undefined {
  const value = parameters.get(name) ?? undefined;
  parameters.delete(name);
  return value;
}

function withoutUser(url: URL): string {
  return `${url.protocol}//${url.host}`;
}

function unfit(url: string, what: string): UsageError {
  return new UsageError(
    `the store ${url} ${what}`,
    'write bolt://host:7687 or neo4j://host:7687, ?estate=NAME where several share it; $NEO4J_USER and $NEO4J_PASSWORD say who asks',
  );
}
