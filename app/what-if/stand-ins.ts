import { accountOfNode, readAccounts } from '../../edges/estate/accounts.ts';
import type { AlteredFacts } from '../../graph/what-if/altered-facts.ts';
import { trustedPrincipals } from '../../ingest/sources/aws/trusted-principals.ts';
import { parseArn } from '../../model/arn.ts';
import { asObject, type JsonValue } from '../../model/json.ts';
import type { NodeRecord, Origin } from '../../model/records.ts';

/** Brings in whom changed documents name and nobody read: foreign accounts and roles, providers, anyone. */
export function addStandIns(facts: AlteredFacts): void {
  const documents = facts.moved().flatMap((fact) => {
    if (fact.fact === 'trust') return [saidIn(facts, fact.identity, fact.document)];
    return fact.fact === 'resource-policy' ? [saidIn(facts, fact.resource, fact.document)] : [];
  });
  if (documents.length === 0) return;
  const accounts = readAccounts(facts.nodes.values());
  for (const { document, origin } of documents) {
    for (const said of trustedPrincipals(asObject(document) ?? {}, origin)) {
      if (said.say !== 'record' || said.record.record !== 'node') continue;
      if (!facts.nodes.has(said.record.id) && !isRead(said.record, accounts)) facts.putNode(said.record);
    }
  }
}

interface Said {
  readonly document: JsonValue;
  readonly origin: Origin;
}

function saidIn({ nodes }: AlteredFacts, id: string, document: JsonValue): Said {
  const node = nodes.get(id);
  const scope = (node && accountOfNode(node)) ?? parseArn(id)?.account ?? '';
  return { document, origin: { source: 'aws', scope, part: 'what-if', observedAt: '' } };
}

/** A principal of an account that was read is there already, or is gone and can do nothing. */
function isRead({ id, kind }: NodeRecord, accounts: ReadonlySet<string>): boolean {
  const isPrincipal = kind === 'aws-account-principal' || kind === 'aws-foreign-principal';
  return isPrincipal && accounts.has(parseArn(id)?.account ?? '');
}
