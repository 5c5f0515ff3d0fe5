import { asObject, type JsonObject, type JsonValue } from '../../model/json.ts';
import { readPolicy, type CompiledPolicy } from '../../policy/compile.ts';
import type { PolicyKind } from '../../policy/document.ts';
import type { FactIndex } from './fact-index.ts';
import { knownPolicy } from './known-policies.ts';

/** A policy with the name that evidence calls it by. */
export interface NamedPolicy {
  readonly id: string;
  readonly compiled: CompiledPolicy;
  /** Statements as the source wrote them, by index. */
  readonly statements: readonly JsonObject[];
  /** The group that it came through, where it did. */
  readonly via?: string;
}

/** Policies by id, compiled once however many hold them. */
export interface PolicyShelf {
  /** The default version, else what AWS publishes; undefined where neither is known, or what was said is no policy. */
  get(id: string, kind: PolicyKind): NamedPolicy | undefined;
}

export function buildPolicyShelf(index: FactIndex): PolicyShelf {
  const facts = new Map(index.of('policy').map((fact) => [fact.id, fact]));
  const compiled = new Map<string, NamedPolicy | undefined>();
  return {
    get(id, kind) {
      const key = `${kind} ${id}`;
      if (compiled.has(key)) return compiled.get(key);
      const versions = facts.get(id)?.versions ?? [];
      const version = versions.find(({ isDefault }) => isDefault) ?? versions[0];
      const document = version?.document ?? knownPolicy(id);
      const policy = document === undefined ? undefined : namePolicy(id, document, kind);
      compiled.set(key, policy);
      return policy;
    },
  };
}

/** Compiles a document under a name; undefined where it is no policy. */
export function namePolicy(id: string, document: JsonValue, kind: PolicyKind): NamedPolicy | undefined {
  const read = readPolicy(document, kind);
  if ('errors' in read) return undefined;
  const said = asObject(document)?.['Statement'];
  const statements = (Array.isArray(said) ? said : [said]).map((statement) => asObject(statement) ?? {});
  return { id, compiled: read.policy, statements };
}
