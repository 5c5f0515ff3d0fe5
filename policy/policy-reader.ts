import type { JsonValue } from '../model/json.ts';
import { compilePolicy, type CompiledPolicy } from './compile.ts';
import type { PolicyIssue, PolicyKind } from './document.ts';
import { parseJsonText } from './json-text.ts';
import { parsePolicy } from './parse.ts';
import type { AccessRequest } from './request-types.ts';
import { textCache, type TextCache } from './text-cache.ts';

/** The policies of a request. */
export type RequestPolicies = Omit<AccessRequest, 'principal' | 'action' | 'resource' | 'resourceAccount' | 'context'>;

/** The members of a request that hold policies. */
export type PolicyMember = keyof typeof policyMembers;

/** What guards the resource: a role's trust policy has a grammar of its own. */
export type Guard = 'resource' | 'trust';

/** Reads a request's policies from the texts of its members; a text that recurs is compiled twice at most. */
export interface PolicyReader {
  readonly read: (members: ReadonlyMap<string, string>, guard: Guard) => RequestPolicies | PolicyIssue;
}

/** Policies of one member, level by level; a list without levels is one level. */
export type Levels = { readonly levels: readonly (readonly CompiledPolicy[])[] } | PolicyIssue;

/** Shape of a member: one policy or none, a list, or a list of levels. */
type Shape = 'one' | 'list' | 'levels';

/** How the members that hold policies are read. */
export const policyMembers = {
  identityPolicies: { kind: 'identity', shape: 'list' },
  permissionBoundary: { kind: 'boundary', shape: 'one' },
  sessionPolicy: { kind: 'session', shape: 'one' },
  resourcePolicy: { kind: 'resource', shape: 'one' },
  serviceControlPolicies: { kind: 'scp', shape: 'levels' },
  resourceControlPolicies: { kind: 'rcp', shape: 'levels' },
  endpointPolicies: { kind: 'endpoint', shape: 'list' },
} as const satisfies Readonly<Record<string, { readonly kind: PolicyKind; readonly shape: Shape }>>;

/** Texts kept for each member; some thousand policies of common size. */
const maxCharacters = 4_000_000;

/** What a member that is absent or null holds. */
export const noPolicies = { levels: [] } as const satisfies Levels;

/** Makes a reader with caches of its own. */
export function policyReader(): PolicyReader {
  const caches = new Map<string, TextCache<Levels>>();
  const cacheOf = (member: PolicyMember, guard: Guard): TextCache<Levels> => {
    const name = member === 'resourcePolicy' ? guard : member;
    const known = caches.get(name);
    if (known !== undefined) return known;
    const cache = textCache((text) => readPolicies(text, member, guard), maxCharacters);
    caches.set(name, cache);
    return cache;
  };

  return {
    read(members, guard) {
      let issue: PolicyIssue | undefined;
      const policies = requestPolicies((member) => {
        const text = members.get(member);
        const read = text === undefined ? noPolicies : cacheOf(member, guard).get(text);
        if ('levels' in read) return read.levels;
        issue ??= { field: joinedField(member, read.field), reason: read.reason };
        return [];
      });
      return issue ?? policies;
    },
  };
}

/** Puts a request's policies together from its members. */
export function requestPolicies(
  levelsOf: (member: PolicyMember) => readonly (readonly CompiledPolicy[])[],
): RequestPolicies {
  return {
    identityPolicies: levelsOf('identityPolicies')[0] ?? [],
    permissionBoundary: levelsOf('permissionBoundary')[0]?.[0],
    sessionPolicies: levelsOf('sessionPolicy')[0],
    resourcePolicy: levelsOf('resourcePolicy')[0]?.[0],
    serviceControlPolicies: levelsOf('serviceControlPolicies'),
    resourceControlPolicies: levelsOf('resourceControlPolicies'),
    endpointPolicies: levelsOf('endpointPolicies')[0] ?? [],
  };
}

function joinedField(member: string, field: string): string {
  return [member, field]
    .filter((part) => part !== '')
    .join('.')
    .replaceAll('.[', '[');
}

/** Parses and compiles what one member holds. */
export function readPolicies(text: string, member: PolicyMember, guard: Guard): Levels {
  const { kind, shape } = policyMembers[member];
  return readMember(text, member === 'resourcePolicy' ? guard : kind, shape);
}

function readMember(text: string, kind: PolicyKind, shape: Shape): Levels {
  const parsed = parseJsonText(text);
  if ('reason' in parsed) return { field: '', reason: parsed.reason };
  const { value } = parsed;
  if (value === null) return noPolicies;
  if (shape === 'levels') return readLevels(value, kind);
  if (shape === 'one' && !Array.isArray(value)) return joined([readPolicyAt(value, kind, '')]);
  const read = readList(value, kind, '');
  const isOne = shape !== 'one' || kind === 'session' || !('levels' in read) || read.levels[0].length === 1;
  // AWS has one boundary and one policy of a resource; of two, the second would be dropped, and none limits nothing.
  return isOne ? read : { field: '', reason: 'must be one policy, not a list of several or of none' };
}

function readLevels(value: JsonValue, kind: PolicyKind): Levels {
  if (!Array.isArray(value)) return { field: '', reason: 'must be a list of levels' };
  const levels = [];
  for (const [level, policies] of value.entries()) {
    const read = readList(policies, kind, `[${level}]`);
    if ('reason' in read) return read;
    levels.push(read.levels[0]);
  }
  return { levels };
}

function readList(value: JsonValue, kind: PolicyKind, field: string): Levels {
  if (!Array.isArray(value)) return { field, reason: 'must be a list of policies' };
  return joined(value.map((policy, index) => readPolicyAt(policy, kind, `${field}[${index}]`)));
}

function readPolicyAt(value: JsonValue, kind: PolicyKind, field: string): CompiledPolicy | PolicyIssue {
  const parsed = parsePolicy(value, kind);
  if ('policy' in parsed) return compilePolicy(parsed.policy);
  const [{ field: inner, reason }] = parsed.errors;
  return { field: [field, inner].filter((part) => part !== '').join('.'), reason };
}

function joined(policies: readonly (CompiledPolicy | PolicyIssue)[]): Levels {
  const compiled: CompiledPolicy[] = [];
  for (const policy of policies) {
    if ('reason' in policy) return policy;
    compiled.push(policy);
  }
  return { levels: [compiled] };
}
