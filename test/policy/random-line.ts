import type { Random } from '../../bench/random.ts';
import type { JsonObject, JsonValue } from '../../model/json.ts';

const account = '111111111111';
const callers = [`arn:aws:iam::${account}:role/ci`, `arn:aws:iam::${account}:user/ann`, 'anonymous', 'nobody'];
const actions = ['s3:GetObject', 'S3:PutObject', 'sts:AssumeRole', 'kms:Decrypt', 'nothing', ''];
const places = ['arn:aws:s3:::b/k', 'arn:aws:s3:::b/\u00fc', `arn:aws:iam::${account}:role/x`, '*', ''];
const ids: readonly JsonValue[] = [
  'a',
  'b"c',
  '\u00e9\u2028\ud83d\ude00',
  '',
  0,
  17,
  -1,
  1.5,
  1e21,
  null,
  true,
  [1],
  {},
];

/** A request that is nearly always right, in one of the many ways in which JSON may write it. */
export function randomLine(random: Random): string {
  const request = randomRequest(random);
  const members = Object.entries(request).filter(([key]) => key === 'id' || random.below(60) > 0);
  if (random.below(3) === 0) members.sort(() => random.below(2) - 0.5);
  if (random.below(40) === 0) members.push(members[random.below(members.length)]);
  const blank = random.below(3) === 0 ? () => pick(random, ['', ' ', '\t', '\r', '  ']) : () => '';
  const body = members.map(
    ([key, value]) => `${blank()}${keyText(random, key)}${blank()}:${blank()}${text(random, value)}`,
  );
  return `${blank()}{${body.join(`${blank()},`)}${blank()}}${blank()}`;
}

function pick<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.below(items.length)];
}

/** Most are right: the first few are drawn most. */
function pickSkewed<Item>(random: Random, items: readonly Item[]): Item {
  return items[random.skewed(items.length)];
}

function randomRequest(random: Random): JsonObject {
  const list = (): JsonValue => Array.from({ length: random.below(3) }, () => policy(random, false));
  const levels = (): JsonValue => Array.from({ length: random.below(3) }, list);
  const maybe = (value: () => JsonValue): JsonValue => (random.below(2) === 0 ? null : value());
  return {
    id: pick(random, ids),
    principal: pickSkewed(random, callers),
    action: pickSkewed(random, actions),
    resource: pickSkewed(random, places),
    resourceAccount: pick(random, [account, account, '222222222222', null]),
    context: pick<JsonValue>(random, [
      {},
      { 'aws:SourceIp': `10.0.0.${random.below(9)}` },
      { 'aws:userid': 'AIDAX', n: [1, 'x', true] },
      { café: '\u00e9' },
      null,
    ]),
    identityPolicies: list(),
    permissionBoundary: maybe(() => policy(random, false)),
    sessionPolicy: maybe(() => policy(random, false)),
    resourcePolicy: maybe(() => policy(random, true)),
    serviceControlPolicies: levels(),
    resourceControlPolicies: [],
    endpointPolicies: [],
    ...(random.below(8) === 0 ? { note: { '"]}': ['\\', 1] } } : {}),
  };
}

function policy(random: Random, isOfResource: boolean): JsonObject {
  const statement: JsonObject = {
    Effect: pick(random, ['Allow', 'Allow', 'Allow', 'Deny']),
    ...(isOfResource ? { Principal: pick<JsonValue>(random, ['*', { AWS: account }, { AWS: 'AIDAX' }]) } : {}),
    Action: pick<JsonValue>(random, ['*', 's3:*', ['sts:AssumeRole', 's3:Get*']]),
    ...(isOfResource && random.below(2) === 0
      ? {}
      : { Resource: pick(random, ['*', 'arn:aws:s3:::b/\u00fc', 'arn:aws:s3:::b/*']) }),
    ...(random.below(3) === 0 ? { Condition: { StringLike: { 'aws:SourceIp': `10.0.0.${random.below(9)}` } } } : {}),
  };
  return { Version: random.below(40) === 0 ? '2013' : '2012-10-17', Statement: [statement] };
}

function keyText(random: Random, key: string): string {
  return random.below(60) === 0 ? `"\\u${key.charCodeAt(0).toString(16).padStart(4, '0')}${key.slice(1)}"` : `"${key}"`;
}

/** The value as JSON; at times with escapes, blanks within, a second `Effect`, or one byte changed. */
function text(random: Random, value: JsonValue | undefined): string {
  const plain = JSON.stringify(value);
  const drawn = random.below(150);
  if (drawn === 0) return JSON.stringify(value, null, 1).replaceAll('\n', ' ');
  if (drawn === 1)
    return plain.replaceAll(/[^ -~]/g, (char) => `\\u${char.charCodeAt(0).toString(16).padStart(4, '0')}`);
  if (drawn === 2) return plain.replaceAll('s3:', 's\\u0033:');
  if (drawn === 3) return plain.replace('"Effect"', '"Effect":"Deny","Effect"');
  if (drawn === 4) return withByte(random, plain);
  return plain;
}

/** The text with one character changed, left out or put in. */
export function withByte(random: Random, plain: string): string {
  const at = random.below(plain.length);
  const put = pick(random, [
    '"',
    '{',
    '}',
    '[',
    ']',
    ',',
    ':',
    '\\',
    '\u000b',
    '\u0001',
    'x',
    '0',
    '\u00a0',
    '\u2028',
    '',
  ]);
  // By way of bytes, as half a character has none.
  return Buffer.from(`${plain.slice(0, at)}${put}${plain.slice(at + random.below(2))}`).toString();
}
