import { arnPatternOf, arnText, matchesArn } from '../../policy/arn.ts';
import type { CompiledPolicy, CompiledStatement } from '../../policy/compile.ts';
import { globOf, mayBegin } from '../../policy/pattern.ts';
import type { Estate } from '../estate/estate.ts';
import type { NamedPolicy } from '../estate/policies.ts';
import type { Resource, ResourceShelf } from '../estate/resources.ts';
import { readsOf, valuesRead } from './reads.ts';
import { hasPlaces } from './targets.ts';

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
  return JSON.stringify([
    reads.encryptionContext ? resource.id : compiled.statements.map((said) => coveredBy(said, resource)),
    valuesRead(reads, resource),
    compiled.version,
    statements.map((statement, index) => ({
      ...statement,
      Resource: places(compiled, index, resource.id, false),
      NotResource: places(compiled, index, resource.id, true),
    })),
  ]);
}

/** Which patterns cover the resource that do not begin with its ARN: all else is at the same place in another's policy. */
function coveredBy({ resources, source }: CompiledStatement, { id, type }: Resource): string {
  if ((resources?.templates.length ?? 0) > 0) return id;
  const strange = (source.resources ?? []).filter((pattern) => pattern !== '*' && !pattern.startsWith(id));
  // What such a pattern covers of the places inside hangs on how it goes on.
  if (hasPlaces(type)) return strange.some((pattern) => mayBegin(globOf(pattern), id)) ? id : '';
  const text = arnText(id);
  return strange.map((pattern) => (matchesArn(arnPatternOf(pattern), text) ? '1' : '0')).join('');
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
