import type { JsonValue } from '../model/json.ts';
import { actionMatcher, type ActionMatcher } from './action.ts';
import { compileCondition, type Condition } from './conditions/condition.ts';
import type { Effect, PolicyDocument, PolicyIssue, PolicyKind, Statement } from './document.ts';
import { parsePolicy } from './parse.ts';
import { principalMatcher, type PrincipalMatcher } from './principal-match.ts';
import { resourceMatcher, type ResourceMatcher } from './resource.ts';

/** One statement, ready to be asked. */
export interface CompiledStatement {
  readonly index: number;
  readonly sid: string | undefined;
  readonly effect: Effect;
  readonly actions: ActionMatcher;
  /** Undefined where the statement speaks of whatever it is attached to. */
  readonly resources: ResourceMatcher | undefined;
  /** Undefined where the statement speaks of whoever it is attached to. */
  readonly principals: PrincipalMatcher | undefined;
  readonly conditions: readonly Condition[];
  readonly source: Statement;
}

/** A policy, ready to be asked; compile once, ask often. */
export interface CompiledPolicy {
  readonly kind: PolicyKind;
  readonly version: PolicyDocument['version'];
  readonly statements: readonly CompiledStatement[];
  readonly allows: readonly CompiledStatement[];
  readonly denies: readonly CompiledStatement[];
  readonly findings: readonly PolicyIssue[];
}

/** Compiles a parsed policy. */
export function compilePolicy({ kind, version, statements, findings }: PolicyDocument): CompiledPolicy {
  const variables = version === '2012-10-17';
  const compiled = statements.map((statement) => compileStatement(statement, variables));
  return {
    kind,
    version,
    statements: compiled,
    allows: compiled.filter(({ effect }) => effect === 'Allow'),
    denies: compiled.filter(({ effect }) => effect === 'Deny'),
    findings,
  };
}

/** Parses and compiles in one go; the errors where AWS would refuse the document. */
export function readPolicy(
  document: JsonValue | undefined,
  kind: PolicyKind,
): { readonly policy: CompiledPolicy } | { readonly errors: readonly PolicyIssue[] } {
  const parsed = parsePolicy(document, kind);
  return 'errors' in parsed ? parsed : { policy: compilePolicy(parsed.policy) };
}

function compileStatement(source: Statement, variables: boolean): CompiledStatement {
  const { index, sid, effect, actions, notAction, resources, notResource, principals, notPrincipal } = source;
  return {
    index,
    sid,
    effect,
    actions: actionMatcher(actions, notAction),
    resources: resources === undefined ? undefined : resourceMatcher(resources, notResource, variables),
    principals: principals === undefined ? undefined : principalMatcher(principals, notPrincipal),
    conditions: source.conditions.map((entry) => compileCondition(entry, variables)),
    source,
  };
}
