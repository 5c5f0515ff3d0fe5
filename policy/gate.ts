import type { CompiledPolicy, CompiledStatement } from './compile.ts';
import type { Effect } from './document.ts';
import type { Literal } from './literal.ts';
import { deniesPrincipal, matchPrincipal, type PrincipalMatch } from './principal-match.ts';
import type { Principal } from './principal.ts';
import { applies, type Query } from './statement.ts';

/** Where a policy stands in the evaluation; `aws` is what AWS refuses whatever policies say. */
export type Layer = 'identity' | 'boundary' | 'session' | 'resource' | 'scp' | 'rcp' | 'endpoint' | 'aws';

/** A statement that decides. */
export interface Evidence {
  readonly policy: Layer;
  /** Place of the policy among those of its layer, or of its level. */
  readonly index: number;
  /** Only of SCPs and RCPs: the level, root first. */
  readonly level?: number;
  readonly statement: number;
  readonly effect: Effect;
}

/** One way through a gate: a statement, and what the unknown context must say for it. */
export interface Alternative {
  readonly evidence: Evidence | undefined;
  /** All of them must hold; none where the way is open for certain. */
  readonly literals: readonly Literal[];
}

/** Something that a request must pass, by one of its alternatives. */
export interface Gate {
  readonly layer: Layer;
  readonly effect: Effect;
  readonly alternatives: readonly Alternative[];
}

/** Policies of one layer, as a request meets them. */
export interface PolicySet {
  readonly layer: Layer;
  readonly level?: number;
  readonly policies: readonly CompiledPolicy[];
}

/** Denials of a request: the certain ones, and a gate for each that its context decides. */
export interface Denials {
  readonly certain: Evidence[];
  readonly open: Gate[];
}

/** The ways in which the policies allow: only the first certain one where there is one. */
export function allowances(
  set: PolicySet,
  query: Query,
  speaks: (statement: CompiledStatement) => boolean,
): readonly Alternative[] {
  const open: Alternative[] = [];
  for (const [index, policy] of set.policies.entries()) {
    for (const statement of policy.allows) {
      if (!speaks(statement)) continue;
      const literals = applies(statement, query);
      if (literals === undefined) continue;
      const alternative = { evidence: evidence(set, index, statement), literals };
      if (literals.length === 0) return [alternative];
      open.push(alternative);
    }
  }
  return open;
}

/** Adds what the policies deny. */
export function addDenials(set: PolicySet, query: Query, hasBoundary: boolean, denials: Denials): void {
  for (const [index, policy] of set.policies.entries()) {
    for (const statement of policy.denies) {
      const { principals } = statement;
      if (principals !== undefined && !deniesPrincipal(principals, query.principal, hasBoundary)) continue;
      const literals = applies(statement, query);
      if (literals === undefined) continue;
      const source = evidence(set, index, statement);
      if (literals.length === 0) denials.certain.push(source);
      else denials.open.push({ layer: set.layer, effect: 'Deny', alternatives: evasions(literals, source) });
    }
  }
}

/** A denial under conditions is evaded where one of them does not hold. */
function evasions(literals: readonly Literal[], source: Evidence): readonly Alternative[] {
  return literals.map((literal) => ({ evidence: source, literals: [{ ...literal, met: !literal.met }] }));
}

function evidence(
  { layer, level }: PolicySet,
  index: number,
  { index: statement, effect }: CompiledStatement,
): Evidence {
  return level === undefined
    ? { policy: layer, index, statement, effect }
    : { policy: layer, level, index, statement, effect };
}

/** How a statement speaks of a principal; a statement that names none speaks of everyone. */
export function principalMatch({ principals, effect }: CompiledStatement, principal: Principal): PrincipalMatch {
  if (principals === undefined) return 'everyone';
  if (effect === 'Deny' && principals.not) return deniesPrincipal(principals, principal, false) ? 'everyone' : 'no';
  return matchPrincipal(principals, principal);
}
