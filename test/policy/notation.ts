import { readPolicy, type CompiledPolicy } from '../../policy/compile.ts';
import { requestContext } from '../../policy/context.ts';
import type { PolicyKind } from '../../policy/document.ts';
import { decide } from '../../policy/evaluate.ts';
import { principalOf, type Principal } from '../../policy/principal.ts';
import type { AccessRequest, Decision } from '../../policy/request-types.ts';

/** Home of everything that says no other account. */
export const home = '111111111111';
export const other = '222222222222';

const principals: Readonly<Record<string, string>> = {
  ann: `arn:aws:iam::${home}:user/ann`,
  bob: `arn:aws:iam::${home}:user/team/bob`,
  ci: `arn:aws:iam::${home}:role/ci`,
  deep: `arn:aws:iam::${home}:role/team/deep`,
  'ci/run': `arn:aws:sts::${home}:assumed-role/ci/run`,
  'ci/walk': `arn:aws:sts::${home}:assumed-role/ci/walk`,
  'deep/run': `arn:aws:sts::${home}:assumed-role/deep/run`,
  fed: `arn:aws:sts::${home}:federated-user/fed`,
  root: `arn:aws:iam::${home}:root`,
  out: `arn:aws:iam::${other}:role/out`,
  'out/run': `arn:aws:sts::${other}:assumed-role/out/run`,
  eve: `arn:aws:iam::${other}:user/eve`,
  'other-root': `arn:aws:iam::${other}:root`,
  linked: `arn:aws:iam::${home}:role/aws-service-role/elasticloadbalancing.amazonaws.com/AWSServiceRoleForElasticLoadBalancing`,
  lambda: 'lambda.amazonaws.com',
  github: `arn:aws:iam::${home}:oidc-provider/token.actions.githubusercontent.com`,
  saml: `arn:aws:iam::${home}:saml-provider/corp`,
};

const resources: Readonly<Record<string, string>> = {
  key: `arn:aws:kms:eu-west-1:${home}:key/k`,
  'role/x': `arn:aws:iam::${home}:role/x`,
  queue: `arn:aws:sqs:eu-west-1:${home}:q`,
  topic: `arn:aws:sns:eu-west-1:${home}:t`,
  function: `arn:aws:lambda:eu-west-1:${home}:function:f`,
  secret: `arn:aws:secretsmanager:eu-west-1:${home}:secret:s`,
};

/** ARN of a short name, or the text itself: `ann`, `role/x`, `b/k` (an object in bucket b). */
export function arnOf(name: string): string {
  const known = principals[name] ?? resources[name];
  if (known !== undefined) return known;
  return name === '*' || name.startsWith('arn:') ? name : `arn:aws:s3:::${name}`;
}

/** The caller of a short name. */
export function who(name: string): Principal {
  const principal = principalOf(principals[name] ?? name);
  if (principal === undefined) throw new TypeError(`no principal ${name}`);
  return principal;
}

/**
 * A policy in one line, statements parted by `;`.
 *
 * `allow s3:Get* s3:List* on b b/*`, `deny not iam:* on *`, `allow s3:* on * to ann *`,
 * `allow * on * if StringEquals aws:username ann,bob & Bool aws:SecureTransport true`;
 * `on not`, `to not` for NotResource and NotPrincipal; `to` takes short names, accounts, `Service:x`, `Federated:x`.
 */
export function document(text: string, version: string | undefined = '2012-10-17'): Record<string, unknown> {
  const Statement = text === '' ? [] : text.split(';').map((line) => statement(line.trim()));
  return version === undefined ? { Statement } : { Version: version, Statement };
}

function statement(line: string): Record<string, unknown> {
  const [rest, conditions] = line.split(' if ');
  const [beforeTo, to] = rest.split(' to ');
  const [head, on] = beforeTo.split(' on ');
  const [effect, ...actions] = head.split(' ');
  return {
    Effect: effect === 'allow' ? 'Allow' : 'Deny',
    ...twin('Action', actions, (action) => action),
    ...(on === undefined ? {} : twin('Resource', on.split(' '), arnOf)),
    ...(to === undefined ? {} : principalElement(to.split(' '))),
    ...(conditions === undefined ? {} : { Condition: conditionElement(conditions) }),
  };
}

function twin(name: string, words: readonly string[], read: (word: string) => string): Record<string, unknown> {
  return words[0] === 'not' ? { [`Not${name}`]: words.slice(1).map(read) } : { [name]: words.map(read) };
}

function principalElement(words: readonly string[]): Record<string, unknown> {
  const not = words[0] === 'not';
  const entries: Record<string, string[]> = {};
  for (const word of not ? words.slice(1) : words) {
    const [type, value] = /^(Service|Federated|CanonicalUser):/.test(word) ? split(word) : ['AWS', word];
    (entries[type] ??= []).push(principals[value] ?? value);
  }
  return { [not ? 'NotPrincipal' : 'Principal']: entries };
}

function split(word: string): [string, string] {
  return [word.slice(0, word.indexOf(':')), word.slice(word.indexOf(':') + 1)];
}

function conditionElement(text: string): Record<string, Record<string, string[]>> {
  const block: Record<string, Record<string, string[]>> = {};
  for (const part of text.split(' & ')) {
    const [operator, key, ...values] = part.trim().split(' ');
    (block[operator] ??= {})[key] = values.join(' ').split(',');
  }
  return block;
}

/** A compiled policy from its line. */
export function policy(text: string, kind: PolicyKind = 'identity', version?: string): CompiledPolicy {
  const read = readPolicy(document(text, version ?? '2012-10-17') as never, kind);
  if ('errors' in read) throw new TypeError(`${text}: ${JSON.stringify(read.errors)}`);
  return read.policy;
}

/** One decision in a table; everything but the answer has a usual value. */
export interface Row {
  readonly when: string;
  readonly who?: string;
  readonly does?: string;
  readonly on?: string;
  readonly owner?: string;
  readonly identity?: string;
  readonly groups?: string;
  readonly boundary?: string;
  readonly session?: string;
  readonly resource?: string;
  readonly trust?: string;
  readonly scp?: readonly string[];
  readonly rcp?: readonly string[];
  readonly endpoint?: string;
  readonly with?: Readonly<Record<string, string | readonly string[]>>;
  readonly unknown?: boolean;
  readonly management?: 'principal' | 'resource';
  readonly version?: string;
  /** `allowed`, `conditional: items`, `no` (implicitly denied), `denied` (explicitly), each with `: layers` if wanted. */
  readonly is: string;
}

/** The request that a row describes. */
export function requestOf(row: Row): AccessRequest {
  const one = (text: string | undefined, kind: PolicyKind): CompiledPolicy | undefined =>
    text === undefined ? undefined : policy(text, kind, row.version);
  const levels = (texts: readonly string[] | undefined, kind: PolicyKind): readonly (readonly CompiledPolicy[])[] =>
    (texts ?? []).map((text) => (text === 'none' ? [] : [policy(text, kind)]));
  const session = one(row.session, 'session');
  const endpoint = one(row.endpoint, 'endpoint');
  return {
    principal: who(row.who ?? 'ci'),
    action: row.does ?? 's3:GetObject',
    resource: arnOf(row.on ?? 'b/k'),
    resourceAccount: row.owner,
    context: requestContext(row.with ?? {}, row.unknown === true ? 'unknown' : 'absent'),
    identityPolicies: [row.identity, row.groups].flatMap((text) => one(text, 'identity') ?? []),
    permissionBoundary: one(row.boundary, 'boundary'),
    sessionPolicies: session === undefined ? undefined : [session],
    resourcePolicy: one(row.resource, 'resource') ?? one(row.trust, 'trust'),
    serviceControlPolicies: levels(row.scp, 'scp'),
    resourceControlPolicies: levels(row.rcp, 'rcp'),
    endpointPolicies: endpoint === undefined ? [] : [endpoint],
    principalInManagementAccount: row.management === 'principal',
    resourceInManagementAccount: row.management === 'resource',
  };
}

/** The row's answer in the words of `is`, with as much detail as `is` itself has. */
export function answerTo(row: Row): string {
  const decision = decide(requestOf(row));
  return row.is.includes(':') ? detailed(decision) : word(decision);
}

function word({ decision }: Decision): string {
  const words = {
    'implicitly-denied': 'no',
    'explicitly-denied': 'denied',
    allowed: 'allowed',
    conditional: 'conditional',
  };
  return words[decision];
}

function detailed(decision: Decision): string {
  const { conditions, blockedBy, evidence } = decision;
  const items = conditions.map(({ operator, key, values }) => `${operator} ${key} ${values.join(',')}`);
  const detail = {
    allowed: evidence.map(({ policy: layer }) => layer),
    conditional: items,
    no: blockedBy,
    denied: blockedBy,
  };
  const name = word(decision);
  return `${name}: ${detail[name as keyof typeof detail].join(' & ')}`;
}
