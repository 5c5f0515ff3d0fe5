import { failureOf, RequestFailure } from './failure.ts';
import type {
  ConsoleState,
  CypherAnswer,
  ExposureRow,
  GapRow,
  Kinds,
  MapPlaces,
  MembersPage,
  NodeDetails,
  NodeSummary,
  PathsAnswer,
  ReportPage,
  RingMap,
  Status,
} from './shapes.ts';

type Query = Readonly<Record<string, string | number | undefined>>;

/** What the page asks of the server; an answer is kept for as long as the page stands, as one snapshot is served. */
export interface Api {
  status(): Promise<Status>;
  /** The status as it is now, whatever was answered before. */
  statusNow(): Promise<Status>;
  kinds(): Promise<Kinds>;
  report(query: Query): Promise<ReportPage>;
  node(id: string): Promise<NodeDetails>;
  map(of: string): Promise<RingMap>;
  members(of: string, sector: string, offset: number): Promise<MembersPage>;
  paths(from: string, to: string): Promise<PathsAnswer>;
  exposure(to: string): Promise<{ readonly to: string; readonly identities: readonly ExposureRow[] }>;
  search(text: string): Promise<{ readonly nodes: readonly NodeSummary[] }>;
  gaps(): Promise<{ readonly gaps: readonly GapRow[] }>;
  console(): Promise<ConsoleState>;
  /** Runs a statement of Cypher; never kept. */
  ask(statement: string): Promise<CypherAnswer>;
  places(of: string, ids: readonly string[]): Promise<MapPlaces>;
}

/** How many nodes a page of a sector's members holds. */
export const MEMBERS_PAGE = 100;

const KEPT_ANSWERS = 200;

/** An {@link Api} over `fetch`, same origin, with the session cookie that the server set. */
export function createApi(): Api {
  const kept = new Map<string, Promise<unknown>>();
  const get = <T>(path: string, query: Query = {}) => ask(kept, addressOf(path, query)) as Promise<T>;
  return {
    status: () => get('/api/status'),
    statusNow: () => fetchJson('/api/status', 'no-store') as Promise<Status>,
    kinds: () => get('/api/kinds'),
    report: (query) => get('/api/report', query),
    node: (id) => get('/api/node', { id }),
    map: (of) => get('/api/map', { of }),
    members: (of, sector, offset) => get('/api/map/members', { of, sector, offset, limit: MEMBERS_PAGE }),
    paths: (from, to) => get('/api/paths', { from, to, k: 3 }),
    exposure: (to) => get('/api/exposure', { to }),
    search: (q) => get('/api/search', { q }),
    gaps: () => get('/api/gaps'),
    console: () => get('/api/cypher'),
    ask: (statement) => post('/api/cypher', { statement }) as Promise<CypherAnswer>,
    places: (of, ids) => post(addressOf('/api/map/places', { of }), { ids }) as Promise<MapPlaces>,
  };
}

/** Path and query of a request; empty and absent parameters are left out. */
export function addressOf(path: string, query: Query): string {
  const parameters = new URLSearchParams();
  for (const [name, value] of Object.entries(query)) {
    if (value !== undefined && value !== '') parameters.set(name, String(value));
  }
  const text = parameters.toString();
  return text === '' ? path : `${path}?${text}`;
}

function ask(kept: Map<string, Promise<unknown>>, address: string): Promise<unknown> {
  const known = kept.get(address);
  if (known) return known;

  const [oldest] = kept.keys();
  if (kept.size >= KEPT_ANSWERS && oldest !== undefined) kept.delete(oldest);
  const answer = fetchJson(address);
  kept.set(address, answer);
  answer.catch(() => kept.delete(address)); // a failure may be asked again
  return answer;
}

function post(address: string, body: object): Promise<unknown> {
  const headers = { accept: 'application/json', 'content-type': 'application/json' };
  return answerOf(address, { method: 'POST', headers, body: JSON.stringify(body) });
}

function fetchJson(address: string, cache: RequestCache = 'default'): Promise<unknown> {
  return answerOf(address, { cache, headers: { accept: 'application/json' } });
}

async function answerOf(address: string, request: RequestInit): Promise<unknown> {
  const response = await fetch(address, request).catch((cause: unknown) => {
    throw new RequestFailure(0, 'The server does not answer', 'Is `ambit serve` still running?', { cause });
  });
  const body: unknown = await response.json().catch(() => undefined);
  if (!response.ok) throw failureOf(response.status, body);
  if (body === undefined) throw new RequestFailure(response.status, 'The answer is not JSON', '');
  return body;
}
