import type { FactIndex } from '../../edges/estate/fact-index.ts';
import type { JsonValue } from '../../model/json.ts';
import type { Fact, FactOf, FactRecord } from '../../model/records.ts';
import { attachmentKey, credentialKey, membershipKey, relationKey, statementKey } from './grant-key.ts';
import { inForce, statementsOf, withStatements } from './statements.ts';

/** Tells whether the grant of a key is taken away. */
export type IsGone = (key: string) => boolean;

/**
 * What sources said, without some grants: what laying their removals over it gives, however many they are.
 */
export function factsWithout(index: FactIndex, isGone: IsGone): FactIndex {
  const lists = new Map<Fact['fact'], readonly FactRecord[]>();
  const put = <K extends Fact['fact']>(kind: K, change: (fact: FactOf<K>) => readonly FactRecord[]): void => {
    lists.set(kind, index.of(kind).flatMap(change));
  };
  put('policy', (fact) => {
    const document = inForce(fact);
    const left = document === undefined ? document : withoutStatements(fact.id, document, isGone);
    if (left === document || left === undefined) return [fact];
    return [{ ...fact, versions: [{ id: 'what-if', isDefault: true, document: left }] }];
  });
  put('trust', (fact) => [{ ...fact, document: withoutStatements(fact.identity, fact.document, isGone) }]);
  put('resource-policy', (fact) => [{ ...fact, document: withoutStatements(fact.resource, fact.document, isGone) }]);
  put('attachment', (fact) => (isGone(attachmentKey(fact.holder, fact.policy)) ? [] : [fact]));
  put('membership', (fact) => (isGone(membershipKey(fact.member, fact.group)) ? [] : [fact]));
  put('credential', (fact) => [isGone(credentialKey(fact.credential)) ? { ...fact, active: false } : fact]);
  put('relation', (fact) => (isGone(relationKey(fact.from, fact.to, fact.kind)) ? [] : [fact]));
  return {
    nodes: index.nodes,
    of: <K extends Fact['fact']>(kind: K) => (lists.get(kind) ?? index.of(kind)) as readonly FactOf<K>[],
  };
}

/** The very document where nothing of it goes. */
function withoutStatements(id: string, document: JsonValue, isGone: IsGone): JsonValue {
  const statements = statementsOf(document);
  const left = statements.filter((_, at) => !isGone(statementKey(id, at)));
  return left.length === statements.length ? document : withStatements(document, left);
}
