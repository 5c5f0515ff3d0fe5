import type { FactIndex } from '../../edges/estate/fact-index.ts';
import { knownPolicy } from '../../edges/estate/known-policies.ts';
import { namePolicy } from '../../edges/estate/policies.ts';
import type { Evidence } from '../../model/answers.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { PolicyKind } from '../../policy/document.ts';
import { grantKey, statementKey } from './grant-key.ts';
import type { DocumentKind, Grant, Removal } from './grant.ts';
import { Holders } from './holders.ts';
import { inForce, isAllow, statementsOf } from './statements.ts';

/**
 * Everything that a person can take away, each thing once. What holds denials besides is not among it: taking that
 * away may open something.
 */
export class GrantTable {
  readonly grants: readonly Grant[];
  readonly #byKey: ReadonlyMap<string, Grant>;
  readonly #statements: ReadonlyMap<string, readonly JsonObject[]>;

  constructor(index: FactIndex) {
    const collected = new Collecting(index);
    this.grants = collected.grants;
    this.#byKey = new Map(collected.grants.map((grant) => [grantKey(grant.removal), grant]));
    this.#statements = collected.statements;
  }

  withKey(key: string): Grant | undefined {
    return this.#byKey.get(key);
  }

  /** Statements of a document in force, by the name that evidence gives it. */
  statements(document: string): readonly JsonObject[] {
    return this.#statements.get(document) ?? [];
  }

  /**
   * Place of the statement that evidence names by Sid or index; -1 where there is none.
   *
   * @param gone indices of grants that were taken away before the evidence was found: the places of others shifted
   */
  statementAt({ document, statement, text }: Evidence, gone: ReadonlySet<number>): number {
    const all = this.statements(document);
    const left = [...all.keys()].filter((at) => {
      const grant = gone.size === 0 ? undefined : this.withKey(statementKey(document, at));
      return grant === undefined || !gone.has(grant.index);
    });
    const places = left.filter((at, now) => (all[at]['Sid'] || String(now)) === statement);
    if (places.length < 2) return places[0] ?? -1;
    const said = JSON.stringify(text);
    return places.find((at) => JSON.stringify(all[at]) === said) ?? places[0];
  }
}

/** Gathers grants kind by kind. */
class Collecting {
  readonly grants: Grant[] = [];
  readonly statements = new Map<string, readonly JsonObject[]>();
  readonly #holders: Holders;
  readonly #denying = new Set<string>();

  constructor(index: FactIndex) {
    this.#holders = new Holders(index);
    for (const policy of index.of('policy')) {
      const holders = this.#holders.of(policy.id);
      const document = inForce(policy);
      // AWS's own policies can be detached and not be edited.
      const isFixed = policy.owner === 'aws';
      this.#addDocument({ id: policy.id, document, kind: 'policy', judged: 'identity', holders, isFixed });
    }
    for (const { identity, document } of index.of('trust'))
      this.#addDocument({
        id: identity,
        document,
        kind: 'trust',
        judged: 'trust',
        holders: [identity],
        isFixed: false,
      });
    for (const { resource, document } of index.of('resource-policy'))
      this.#addDocument({
        id: resource,
        document,
        kind: 'resource-policy',
        judged: 'resource',
        holders: [],
        isFixed: false,
      });
    this.#addHoldings(index);
    this.#addOthers(index);
  }

  #addDocument({ id, document, kind, judged, holders, isFixed }: Said): void {
    // What AWS would not take grants nothing, and mending it by halves might.
    if (document === undefined || namePolicy(id, document, judged) === undefined) return;
    const statements = statementsOf(document);
    this.statements.set(id, statements);
    if (statements.some((statement) => !isAllow(statement))) this.#denying.add(id);
    if (isFixed) return;
    const allowing = [...statements.keys()].filter((at) => isAllow(statements[at]));
    for (const statement of allowing)
      this.#add({ change: 'remove-statement', policy: id, statement }, { holders, document: kind, statementCount: 1 });
  }

  #addHoldings(index: FactIndex): void {
    const denyingGroups = new Set<string>();
    for (const { holder, policy } of index.of('attachment')) {
      const statements = this.statements.get(policy) ?? statementsOf(knownPolicy(policy));
      if (this.#denying.has(policy) || statements.some((statement) => !isAllow(statement))) {
        denyingGroups.add(holder);
        continue;
      }
      const holders = this.#holders.membersOf(holder);
      this.#add({ change: 'detach-policy', from: holder, policy }, { holders, statementCount: statements.length });
    }
    for (const { member, group } of index.of('membership')) {
      const isThere = index.nodes.has(member) && index.nodes.has(group);
      if (denyingGroups.has(group) || !isThere) continue;
      const statementCount = this.#holders.policiesOf(group).length;
      this.#add({ change: 'remove-member', group, member }, { holders: [member], statementCount });
    }
  }

  #addOthers(index: FactIndex): void {
    for (const { credential, identity, active } of index.of('credential'))
      if (active && index.nodes.has(credential))
        this.#add({ change: 'disable-credential', id: credential }, { holders: [identity], statementCount: 1 });
    for (const { from, to, kind, traversable } of index.of('relation'))
      if (traversable && index.nodes.has(from) && index.nodes.has(to) && from !== to)
        this.#add({ change: 'remove-edge', from, to, kind }, { holders: [from], statementCount: 1 });
  }

  #add(removal: Removal, said: Omit<Grant, 'index' | 'removal'>): void {
    this.grants.push({ index: this.grants.length, removal, ...said });
  }
}

interface Said {
  readonly id: string;
  readonly document: JsonValue | undefined;
  readonly kind: DocumentKind;
  readonly judged: PolicyKind;
  readonly holders: readonly string[];
  readonly isFixed: boolean;
}
