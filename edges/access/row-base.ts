import type { CompiledPolicy } from '../../policy/compile.ts';
import type { Estate } from '../estate/estate.ts';
import type { NamedPolicy } from '../estate/policies.ts';
import type { Resource, ResourceShelf } from '../estate/resources.ts';
import { readsOf, valuesRead } from './reads.ts';

/** A text that is equal for resources whose ARNs alone, and what others read of them, tell them apart. */
export type RowBase = (resource: Resource) => string;

/** Looks each resource through once. */
export function buildBases(estate: Estate): RowBase {
  const standingOf = buildStandings(estate);
  const known = new Map<Resource, string>();
  return (resource) => {
    const base = known.get(resource) ?? baseOf(estate.resources, resource, standingOf(resource.account));
    known.set(resource, base);
    return base;
  };
}

/** A number that is equal for accounts which stand in the same unit, under the same policies. */
function buildStandings({ organization, controls }: Estate): (account: string) => number {
  const numbers = new Map<unknown, number>();
  const numberOf = (thing: unknown): number => {
    const number = numbers.get(thing) ?? numbers.size;
    numbers.set(thing, number);
    return number;
  };
  const known = new Map<string, number>();
  return (account) => {
    const found = known.get(account);
    if (found !== undefined) return found;
    const place = organization.place(account);
    const levels = controls(account, 'RCP').named.map((level) => level.map(numberOf));
    const said = [place?.organization, place?.isManagement, place?.levels.slice(0, -1), levels];
    const standing = numberOf(JSON.stringify(said));
    known.set(account, standing);
    return standing;
  };
}

/** What tells a resource's rights from another's whoever asks, but for its ARN: its own policy, and where it stands. */
function baseOf(shelf: ResourceShelf, resource: Resource, standing: number): string {
  const { id, region, policy, unread, encryptedBy } = resource;
  const [, partition, service = '', , , ...rest] = id.split(':');
  const isPlain = partition !== undefined && rest.length > 0 && service !== 'iam' && !/[*?$\uFFFE\uFFFF]/.test(id);
  const isKey = (rest[0] ?? '').startsWith('key/');
  return JSON.stringify([
    isPlain ? '' : id,
    `${standing} ${partition} ${service} ${isKey}`,
    unread === undefined,
    encryptedBy === undefined ? null : [encryptedBy, region ?? null, id.split(':', 4)[3], keysTell(shelf, resource)],
    policy === undefined ? null : policyText(resource, policy),
  ]);
}

/** The resource's own policy, its own ARN left out of where the statements apply: what is equal then says the same. */
function policyText(resource: Resource, { compiled, statements }: NamedPolicy): string {
  const reads = readsOf(compiled.statements);
  const own = compiled.statements.map(({ resources }) => resources?.templates.length ?? 0);
  const isLone = own.some((count) => count > 0) || reads.encryptionContext;
  return JSON.stringify([
    isLone ? resource.id : '',
    valuesRead(reads, resource),
    compiled.version,
    statements.map((statement, index) => ({
      ...statement,
      Resource: places(compiled, index, resource.id, false),
      NotResource: places(compiled, index, resource.id, true),
    })),
  ]);
}

function places(compiled: CompiledPolicy, index: number, id: string, not: boolean): readonly string[] | undefined {
  const source = compiled.statements.find((statement) => statement.index === index)?.source;
  if (source === undefined || source.notResource !== not) return undefined;
  return source.resources?.map((pattern) => (pattern.startsWith(id) ? `\0${pattern.slice(id.length)}` : pattern));
}

/** The resource's id where its key's policy asks what the data are. */
function keysTell(shelf: ResourceShelf, { id, encryptedBy = '' }: Resource): string {
  const policy = shelf.key(encryptedBy)?.policy;
  return policy !== undefined && readsOf(policy.compiled.statements).encryptionContext ? id : '';
}
