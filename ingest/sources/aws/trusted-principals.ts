import { accountOf, parseArn } from '../../../model/arn.ts';
import { githubActions } from '../../../model/github-actions.ts';
import { asObject, type JsonObject, type JsonValue } from '../../../model/json.ts';
import type { Origin } from '../../../model/records.ts';
import type { Said } from '../../source.ts';
import { node } from './mapping.ts';

/**
 * Nodes for the principals that a document names and that this account does not hold itself: foreign accounts,
 * foreign users and roles, identity providers, anyone.
 *
 * A foreign principal that is read later replaces its stand-in: nodes of one id are one node.
 */
export function* trustedPrincipals(document: JsonObject, origin: Origin): Iterable<Said> {
  for (const statement of statementsOf(document)) {
    if (statement['Effect'] !== 'Allow') continue;
    const principal = statement['Principal'];
    if (principal === '*' || statement['NotPrincipal'] !== undefined) yield anyone(origin);
    const named = asObject(principal) ?? {};
    for (const text of texts(named['AWS'])) yield* awsPrincipal(text, origin);
    for (const text of texts(named['Federated'])) yield* federatedPrincipal(text, statement, origin);
  }
}

function* awsPrincipal(text: string, origin: Origin): Iterable<Said> {
  if (text === '*') {
    yield anyone(origin);
    return;
  }
  const account = accountOf(text);
  if (account !== undefined) {
    if (account === origin.scope) return;
    const id = `arn:aws:iam::${account}:root`;
    yield node(origin, {
      id,
      kind: 'aws-account-principal',
      name: `account ${account}`,
      properties: {},
      standIn: true,
    });
    return;
  }
  const arn = parseArn(text);
  if (arn === undefined || arn.account === origin.scope || !principalResource.test(arn.resource)) return;
  yield node(origin, { id: text, kind: 'aws-foreign-principal', name: arn.resource, properties: {}, standIn: true });
}

/** Resource part of whoever can be named alone: users, roles and sessions. */
const principalResource = /^(user|role|assumed-role|federated-user)\//;

function* federatedPrincipal(provider: string, statement: JsonObject, origin: Origin): Iterable<Said> {
  const name = provider.slice(provider.indexOf('/') + 1);
  const kind = provider.includes(':saml-provider/') ? 'aws-saml-provider' : 'aws-oidc-provider';
  yield node(origin, { id: provider, kind, name, properties: {}, standIn: true });
  if (name !== githubActions) return;
  const subjects = subjectsOf(statement, name);
  // Without a subject, or with one that leaves open whose repository it is, anyone's workflow may fit.
  if (subjects.length === 0 || subjects.some((subject) => /^[^/]*[*?]/.test(subject))) yield anyone(origin);
  for (const subject of subjects) {
    const repository = githubRepository(subject);
    if (repository === undefined) continue;
    yield node(origin, {
      id: `github://${repository}`,
      kind: 'ci-workflow',
      name: repository,
      properties: { provider },
      standIn: true,
    });
  }
}

/** `acme/shop` for `repo:acme/shop:ref:…`, `acme` where the pattern leaves the repository open. */
export function githubRepository(subject: string): string | undefined {
  const found = /^repo:([^/:*?]+)(?:\/([^:*?]+)(?=:|$))?/.exec(subject);
  if (!found) return undefined;
  return found[2] === undefined ? found[1] : `${found[1]}/${found[2]}`;
}

/** The values that a statement's conditions allow for the provider's subject claim. */
function subjectsOf(statement: JsonObject, provider: string): readonly string[] {
  const subjects: string[] = [];
  for (const [operator, block] of Object.entries(asObject(statement['Condition']) ?? {})) {
    if (!/^(ForAnyValue:)?String(Equals|Like|EqualsIgnoreCase)(IfExists)?$/i.test(operator)) continue;
    for (const [key, value] of Object.entries(asObject(block) ?? {})) {
      if (key.toLowerCase() === `${provider}:sub`) subjects.push(...texts(value));
    }
  }
  return subjects;
}

function anyone(origin: Origin): Said {
  return node(origin, {
    id: 'public://anyone',
    kind: 'anyone',
    name: 'Anyone on the internet',
    properties: {},
    standIn: true,
  });
}

function statementsOf(document: JsonObject): readonly JsonObject[] {
  const said = document['Statement'];
  return (Array.isArray(said) ? said : [said]).map(asObject).filter((statement) => statement !== undefined);
}

function texts(value: JsonValue | undefined): readonly string[] {
  return (Array.isArray(value) ? value : [value]).filter((text) => typeof text === 'string');
}
