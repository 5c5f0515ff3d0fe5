import type { JsonValue } from '../model/json.ts';
import { compilePolicy, type CompiledPolicy } from './compile.ts';
import type { PolicyIssue, PolicyKind } from './document.ts';
import { parseJsonText } from './json-text.ts';
import { parsePolicy } from './parse.ts';
import type { AccessRequest } from './request-types.ts';
import { textCache, type TextCache } from './text-cache.ts';

/** The policies of a request. */
export type RequestPolicies = Omit<AccessRequest, 'principal' | 'action' | 'resource' | 'resourceAccount' | 'context'>;

/** Reads a request's policies from the texts of its members; each distinct text is compiled once. */
export interface PolicyReader {
  readonly read: (
    members: ReadonlyMap<string, string>,
    resourceKind: 'resource' | 'trust',
  ) => RequestPolicies | PolicyIssue;
}

/** Policies of one member, level by level; a list without levels is one level. */
type Levels = { readonly levels: readonly (readonly CompiledPolicy[])[] } | PolicyIssue;

/** Shape of a member: one policy or none, a list, or a list of levels. */
type Shape = 'one' | 'list' | 'levels';

/** Texts kept for each member; some thousand policies of the largest size that IAM takes. */
const maxCharacters = 16_000_000;

const noPolicies: Levels = { levels: [] };

/** Makes a reader with caches of its own. */
export function policyReader(): PolicyReader {
  const cacheOf = (kind: PolicyKind, shape: Shape): TextCache<Levels> =>
    textCache((text) => readMember(text, kind, shape), maxCharacters);
  const identity = cacheOf('identity', 'list');
  const boundary = cacheOf('boundary', 'one');
  const session = cacheOf('session', 'one');
  const resource = cacheOf('resource', 'one');
  const trust = cacheOf('trust', 'one');
  const scp = cacheOf('scp', 'levels');
  const rcp = cacheOf('rcp', 'levels');
  const endpoint = cacheOf('endpoint', 'list');

  return {
    read(members, resourceKind) {
      let issue: PolicyIssue | undefined;
      const levelsOf = (name: string, cache: TextCache<Levels>): readonly (readonly CompiledPolicy[])[] => {
        const text = members.get(name);
        const read = text === undefined ? noPolicies : cache.get(text);
        if ('levels' in read) return read.levels;
        issue ??= {
          field: [name, read.field]
            .filter((part) => part !== '')
            .join('.')
            .replaceAll('.[', '['),
          reason: read.reason,
        };
        return [];
      };
      const policies: RequestPolicies = {
        identityPolicies: levelsOf('identityPolicies', identity)[0] ?? [],
        permissionBoundary: levelsOf('permissionBoundary', boundary)[0]?.[0],
        sessionPolicies: levelsOf('sessionPolicy', session)[0],
        resourcePolicy: levelsOf('resourcePolicy', resourceKind === 'trust' ? trust : resource)[0]?.[0],
        serviceControlPolicies: levelsOf('serviceControlPolicies', scp),
        resourceControlPolicies: levelsOf('resourceControlPolicies', rcp),
        endpointPolicies: levelsOf('endpointPolicies', endpoint)[0] ?? [],
      };
      return issue ?? policies;
    },
  };
}

function readMember(text: string, kind: PolicyKind, shape: Shape): Levels {
  const parsed = parseJsonText(text);
  if ('reason' in parsed) return { field: '', reason: parsed.reason };
  const { value } = parsed;
  if (value === null) return noPolicies;
  if (shape === 'levels') return readLevels(value, kind);
  if (shape === 'one' && !Array.isArray(value)) return joined([readPolicyAt(value, kind, '')]);
  return readList(value, kind, '');
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
