import type { Account, InlinePolicy, LastAccessedLine } from './estate.ts';
import { randomOf } from './random.ts';

const dayMs = 86_400_000;

/** When a user or role last did anything at all, and what it may do. */
interface Usage {
  readonly identity: string;
  readonly inline: readonly InlinePolicy[];
  readonly created: string;
  readonly lastUsed: string | undefined;
}

/**
 * Lines of `last-accessed.ndjson`: the services that each identity has used, of those that its own policies name.
 *
 * What a story has said of an identity stands; the others used most of what they may.
 */
export function lastAccessedLines(account: Account): readonly LastAccessedLine[] {
  const told = new Set(account.lastAccessed.map(({ identity }) => identity));
  const drawn = usages(account)
    .filter(({ identity }) => !told.has(identity))
    .flatMap((usage) => drawLines(account.seed, usage));
  return [...account.lastAccessed, ...drawn];
}

function usages({ roles, users, credentials }: Account): readonly Usage[] {
  const keyUse = new Map(credentials.map(({ identity, lastUsed }) => [identity, lastUsed]));
  return [
    ...roles.map(({ Arn: identity, RolePolicyList: inline, CreateDate: created, RoleLastUsed }) => {
      return { identity, inline, created, lastUsed: RoleLastUsed.LastUsedDate };
    }),
    ...users.map(({ Arn: identity, UserPolicyList: inline, CreateDate: created }) => {
      return { identity, inline, created, lastUsed: keyUse.get(identity) };
    }),
  ];
}

function drawLines(seed: number, { identity, inline, created, lastUsed }: Usage): readonly LastAccessedLine[] {
  if (lastUsed === undefined) return [];
  const random = randomOf(seed, `${identity}/last accessed`);
  const [first, ...others] = servicesIn(inline);
  if (first === undefined) return [];
  const earlier = others
    .filter(() => random.chance(0.8))
    .map((service) => ({ service, time: Date.parse(lastUsed) - random.integer(0, 40) * dayMs }))
    .filter(({ time }) => time >= Date.parse(created));
  return [{ service: first, time: Date.parse(lastUsed) }, ...earlier].map(({ service, time }) => ({
    identity,
    service,
    lastAuthenticated: new Date(time).toISOString(),
  }));
}

/** Prefixes of the allowed actions, in order of mention. */
function servicesIn(inline: readonly InlinePolicy[]): readonly string[] {
  const statements = inline.flatMap(({ PolicyDocument: { Statement } }) => Statement);
  const actions = statements.flatMap(({ Effect, Action }) => (Effect === 'Allow' ? [Action ?? []].flat() : []));
  return [...new Set(actions.flatMap((action) => (action.includes(':') ? [action.split(':')[0]] : [])))];
}
