import type { Estate } from '../edges/estate/estate.ts';
import { accountOf, parseArn } from '../model/arn.ts';

/** Days after which a static credential counts as long-lived. */
const longLivedDays = 90;

/** Days without use after which a credential that still works should have gone. */
const forgottenDays = 180;

const dayMs = 86_400_000;

/** OWASP NHI ids of an identity, each once, in order. */
export function buildFindings(estate: Estate): (identity: string) => readonly string[] {
  const found = new Map<string, Set<string>>();
  const add = (identity: string, id: string): void => {
    found.set(identity, (found.get(identity) ?? new Set<string>()).add(id));
  };
  addCredentialFindings(estate, add);
  addSecretFindings(estate, add);
  addTrustFindings(estate, add);
  for (const { policies, members } of estate.profiles) {
    const wide = policies.some(({ compiled }) =>
      compiled.allows.some(
        ({ actions, resources }) => actions.all && !actions.not && resources?.all === true && !resources.not,
      ),
    );
    if (wide) for (const member of members) add(member, 'NHI5');
  }
  return (identity) => [...(found.get(identity) ?? [])].sort((a, b) => Number(a.slice(3)) - Number(b.slice(3)));
}

type Add = (identity: string, id: string) => void;

/** Long-lived keys (NHI7), forgotten ones (NHI1), several active ones (NHI9). */
function addCredentialFindings({ index }: Estate, add: Add): void {
  const keysOf = new Map<string, number>();
  for (const { credential, identity, active, origin } of index.of('credential')) {
    const node = index.nodes.get(credential);
    if (!active || node?.kind !== 'aws-access-key') continue;
    const now = Date.parse(origin.observedAt);
    const { created, lastUsed } = node.properties;
    if (daysSince(created, now) > longLivedDays) add(identity, 'NHI7');
    if (daysSince(lastUsed ?? created, now) > forgottenDays) add(identity, 'NHI1');
    keysOf.set(identity, (keysOf.get(identity) ?? 0) + 1);
  }
  for (const [identity, count] of keysOf) if (count > 1) add(identity, 'NHI9');
}

/** Identities whose credential lies in somebody's secret, parameter or environment (NHI2). */
function addSecretFindings({ index }: Estate, add: Add): void {
  const identityOf = new Map<string, string>();
  for (const { credential, identity } of index.of('credential')) {
    identityOf.set(credential, identity);
    const name = index.nodes.get(credential)?.name;
    if (name !== undefined) identityOf.set(name, identity);
  }
  for (const { credential } of index.of('holds-credential')) add(identityOf.get(credential) ?? credential, 'NHI2');
}

/** Roles that trust everyone or another company's whole account without any condition (NHI3, NHI4). */
function addTrustFindings({ trusts, accounts }: Estate, add: Add): void {
  for (const [role, { compiled }] of trusts) {
    const unconditional = compiled.allows.filter(({ conditions }) => conditions.length === 0);
    for (const { type, value } of unconditional.flatMap(({ source }) => source.principals ?? [])) {
      if (value === '*' || type === 'Federated') add(role, 'NHI4');
      const account = type === 'AWS' ? (accountOf(value) ?? parseArn(value)?.account) : undefined;
      if (account !== undefined && !accounts.has(account)) add(role, 'NHI3');
    }
  }
}

function daysSince(time: unknown, now: number): number {
  const then = typeof time === 'string' ? Date.parse(time) : Number.NaN;
  return Number.isNaN(then) || Number.isNaN(now) ? 0 : (now - then) / dayMs;
}
