import { serviceOf } from './action.ts';
import { alwaysPasses } from './always.ts';
import { arnField, arnText } from './arn.ts';
import type { Evidence, Gate, Layer } from './gate.ts';
import { commonGates, denialsOf, routes, type Situation } from './layers.ts';
import { describeLiteral, type Literal } from './literal.ts';
import type { AccessRequest, Decision } from './request-types.ts';
import { passage, type Passage } from './solve.ts';
import { needsNoPermission, refusedByAws } from './special-cases.ts';
import type { Query } from './statement.ts';
import { tokenBearer } from './token-bearer.ts';

/**
 * Decides a request as the AWS documentation's "Policy evaluation logic" has it: an explicit deny anywhere wins, then
 * every layer that applies must allow.
 *
 * With a complete context the answer is final. Where the context leaves keys unknown, it is `allowed` or denied if that
 * holds whatever they are, else `conditional` with the fewest conditions found that allow it.
 */
export function decide(request: AccessRequest): Decision {
  const situation = situationOf(request);
  const { action, resource, principal } = situation.query;
  if (needsNoPermission(action, principal)) return answer('allowed', [], []);

  const denials = denialsOf(situation);
  if (denials.certain.length > 0) return explicitlyDenied(denials.certain);
  if (refusedByAws(action, resource, principal)) return answer('implicitly-denied', [], ['aws']);

  const common = commonGates(situation);
  const ways = routes(situation);
  const blockedBy = closedLayers(common, ways);
  if (blockedBy.length > 0) return answer('implicitly-denied', [], blockedBy);
  const open = ways.filter((way) => way.every(isPassable));
  return throughGates(
    situation.query,
    open.map((way) => [...way, ...common]),
    denials.open,
  );
}

/** The order in which an answer names its statements. */
const layers: readonly Layer[] = ['identity', 'boundary', 'session', 'resource', 'scp', 'rcp', 'endpoint'];

/** Works out once what every layer asks. */
function situationOf(request: AccessRequest): Situation {
  const action = request.action.toLowerCase();
  const resource = arnText(request.resource);
  const { context } = request;
  const principal = tokenBearer(request, action);
  const account = request.resourceAccount ?? accountId(arnField(resource, 4)) ?? principal.account;
  const query: Query = { action, service: serviceOf(action), resource, resourceAccount: account, principal, context };
  return { request, query, sameAccount: principal.account !== undefined && principal.account === account };
}

/** Anything but a number in that field names no account: `aws` owns what is everyone's own, such as managed policies. */
function accountId(field: string): string | undefined {
  return /^\d+$/.test(field) ? field : undefined;
}

/** The layers without which no way leads through; of several ways the one that lacks fewest counts. */
function closedLayers(common: readonly Gate[], ways: readonly (readonly Gate[])[]): readonly Layer[] {
  if (common.every(isPassable) && ways.some((way) => way.every(isPassable))) return [];
  let least: readonly Layer[] | undefined;
  for (const way of ways) {
    const lacking = closed(way);
    if (least === undefined || lacking.length < least.length) least = lacking;
  }
  return [...new Set([...(least ?? []), ...closed(common)])];
}

function isPassable({ alternatives }: Gate): boolean {
  return alternatives.length > 0;
}

function closed(gates: readonly Gate[]): readonly Layer[] {
  return gates.flatMap((gate) => (isPassable(gate) ? [] : [gate.layer]));
}

/** Every layer allows in some context: finds the way that asks least of it. */
function throughGates(query: Query, ways: readonly (readonly Gate[])[], denials: readonly Gate[]): Decision {
  const best = bestPassage(query, ways, denials);
  if (best !== undefined) {
    const certain = best.conditions.length === 0 || alwaysPasses(ways, denials, query);
    return certain
      ? answer(
          'allowed',
          best.evidence.filter(({ effect }) => effect === 'Allow'),
          [],
        )
      : answer('conditional', best.evidence, [], described(best.conditions));
  }
  // Some context would pass the allowing gates alone: then it is the denials that leave none.
  if (denials.length > 0 && bestPassage(query, ways, []) !== undefined) {
    return explicitlyDenied(denials.flatMap(({ alternatives }) => alternatives[0].evidence ?? []));
  }
  return answer('implicitly-denied', [], [...new Set(ways[0].filter(isOpen).map(({ layer }) => layer))]);
}

function bestPassage(query: Query, ways: readonly (readonly Gate[])[], denials: readonly Gate[]): Passage | undefined {
  let best: Passage | undefined;
  for (const way of ways) {
    const found = passage([...way, ...denials], query);
    if (found !== undefined && (best === undefined || found.conditions.length < best.conditions.length)) best = found;
  }
  return best;
}

function isOpen({ alternatives }: Gate): boolean {
  return alternatives.every(({ literals }) => literals.length > 0);
}

function explicitlyDenied(evidence: readonly Evidence[]): Decision {
  return answer('explicitly-denied', evidence, [...new Set(evidence.map(({ policy }) => policy))]);
}

function described(literals: readonly Literal[]): Decision['conditions'] {
  const items = literals.flatMap(describeLiteral);
  const seen = new Set<string>();
  return items.filter((item) => {
    const text = JSON.stringify(item);
    return seen.has(text) ? false : seen.add(text);
  });
}

function answer(
  decision: Decision['decision'],
  evidence: readonly Evidence[],
  blockedBy: readonly Layer[],
  conditions: Decision['conditions'] = [],
): Decision {
  if (evidence.length < 2) return { decision, conditions, evidence, blockedBy };
  const inOrder = [...evidence].sort((a, b) => layers.indexOf(a.policy) - layers.indexOf(b.policy));
  return { decision, conditions, evidence: inOrder, blockedBy };
}
