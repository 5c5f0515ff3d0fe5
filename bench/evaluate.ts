import { spawnSync } from 'node:child_process';
import { mkdtempSync, openSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import type { JsonObject } from '../model/json.ts';
import { createRandom } from './random.ts';

/**
 * `tsx bench/evaluate.ts [requests] [policies] [runs]`: how many requests a second the built command line decides.
 * With as many policies as requests each request has a policy of its own, which no cache helps.
 *
 * Beside each run stands one of a fixed task, the plain JSON.parse of every line of the same file in one thread: on a
 * machine that others use too, the ratio tells more than the seconds.
 */
const requestCount = Number(process.argv[2] ?? 200_000);
const policyCount = Number(process.argv[3] ?? 100);
const runs = Number(process.argv[4] ?? 5);

const random = createRandom(4);
const account = '111111111111';
const actions = ['s3:GetObject', 's3:PutObject', 'dynamodb:PutItem', 'sqs:SendMessage', 'iam:PassRole'];
const everything = { Version: '2012-10-17', Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }] };

/** A policy of common shape: its own places, actions within a network, and two denials. */
function policy(at: number): JsonObject {
  const statements: JsonObject[] = [
    { Effect: 'Allow', Action: ['s3:GetObject', 's3:List*'], Resource: `arn:aws:s3:::bucket-${at}/*` },
    {
      Effect: 'Allow',
      Action: ['dynamodb:*Item', 'sqs:SendMessage'],
      Resource: '*',
      Condition: { IpAddress: { 'aws:SourceIp': ['10.0.0.0/8', '192.168.0.0/16'] } },
    },
    { Effect: 'Deny', Action: '*', Resource: '*', Condition: { Bool: { 'aws:SecureTransport': 'false' } } },
    {
      Effect: 'Deny',
      NotAction: ['iam:*', 'sts:*'],
      Resource: '*',
      Condition: { StringNotEquals: { 'aws:RequestedRegion': ['eu-west-1', 'eu-central-1'] } },
    },
  ];
  return { Version: '2012-10-17', Statement: statements };
}

const isDistinct = policyCount >= requestCount;
const policies = isDistinct ? [] : Array.from({ length: policyCount }, (_, at) => policy(at));

function request(at: number): string {
  const action = actions[random.below(actions.length)];
  const isObject = action.startsWith('s3:');
  return JSON.stringify({
    id: at,
    principal: `arn:aws:iam::${account}:role/ci-${random.below(1000)}`,
    action,
    resource: isObject
      ? `arn:aws:s3:::bucket-${random.below(policyCount)}/${at}`
      : `arn:aws:any:eu-west-1:${account}:x`,
    resourceAccount: account,
    context: {
      'aws:SourceIp': `10.0.${random.below(50)}.1`,
      'aws:SecureTransport': 'true',
      'aws:RequestedRegion': 'eu-west-1',
    },
    identityPolicies: [isDistinct ? policy(at) : policies[random.below(policyCount)]],
    serviceControlPolicies: [[everything], [everything]],
  });
}

const folder = mkdtempSync(join(tmpdir(), 'ambit-bench-'));
const file = join(folder, 'requests.ndjson');
writeFileSync(file, Array.from({ length: requestCount }, (_, at) => `${request(at)}\n`).join(''));

const program = fileURLToPath(new URL('../bin/ambit', import.meta.url));
const parseAll = `const lines = require('node:fs').readFileSync(process.argv[1], 'utf8').split('\\n');
for (const line of lines) if (line !== '') JSON.parse(line);`;
const answers = openSync(join(folder, 'answers.ndjson'), 'w');

/** Seconds that the whole process takes. */
function seconds(...argv: readonly string[]): number {
  const start = performance.now();
  const { status } = spawnSync(process.execPath, argv, { stdio: ['ignore', answers, 'inherit'] });
  if (status !== 0) throw new TypeError(`the command ended with ${status}`);
  return (performance.now() - start) / 1000;
}

const pairs = Array.from({ length: runs }, () => {
  const decided = seconds(program, 'evaluate', file);
  const parsed = seconds('-e', parseAll, file);
  return { decided, parsed, ratio: decided / parsed };
});

function spread(values: readonly number[]): readonly (readonly [name: string, value: number])[] {
  const sorted = [...values].sort((a, b) => a - b);
  return [
    ['least', sorted[0]],
    ['median', sorted[sorted.length >>> 1]],
    ['most', sorted[sorted.length - 1]],
  ];
}

const megabytes = statSync(file).size / 1e6;
console.log(`${requestCount} requests, ${policyCount} policies, ${megabytes.toFixed(0)} MB, the whole process`);
for (const [name, taken] of spread(pairs.map(({ decided }) => decided))) {
  const aSecond = Math.round(requestCount / taken).toLocaleString('en');
  console.log(`${name.padEnd(8)} ${taken.toFixed(2)} s ${aSecond.padStart(9)} requests a second`);
}
for (const [name, taken] of spread(pairs.map(({ parsed }) => parsed)))
  console.log(`${name.padEnd(8)} ${taken.toFixed(2)} s for JSON.parse of every line`);
for (const [name, ratio] of spread(pairs.map(({ ratio }) => ratio)))
  console.log(`${name.padEnd(8)} ${ratio.toFixed(2)} times as long as JSON.parse`);
rmSync(folder, { recursive: true });
