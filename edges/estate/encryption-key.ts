import { parseArn } from '../../model/arn.ts';
import { asObject, type JsonObject, type JsonValue } from '../../model/json.ts';

/** What a resource's key is looked for in. */
interface Encrypted {
  readonly id: string;
  readonly type: string;
  readonly account: string;
  readonly region: string | undefined;
  readonly config: JsonObject | undefined;
}

/** Types whose service asks the customer's key in the name of whoever calls; others decrypt by grants of their own. */
const askingTypes = new Set([
  'AWS::S3::Bucket',
  'AWS::SQS::Queue',
  'AWS::SNS::Topic',
  'AWS::SecretsManager::Secret',
  'AWS::SSM::Parameter',
  'AWS::Kinesis::Stream',
]);

/** Members under which configurations name a key: `kmsKey`, `KmsKeyId`, `KmsMasterKeyId`, `KMSMasterKeyArn`, `keyId`. */
const keyMember = /^(sse)?(kms_?)?(master_?)?(encryption_?)?key(_?(id|arn))?$/i;

/** Nesting of a configuration that is looked into. */
const maxDepth = 6;

/**
 * ARN of the customer's key (of its alias, where only that is said) that a resource's data is encrypted with; undefined
 * where there is none, or where AWS manages it and lets every caller of the account use it.
 */
export function encryptionKey({ id, type, account, region, config }: Encrypted): string | undefined {
  if (!askingTypes.has(type) || config === undefined) return undefined;
  if (type === 'AWS::SSM::Parameter' && 'type' in config && config['type'] !== 'SecureString') return undefined;
  const named = keyIn(config, 0);
  if (named === undefined || /(^|:)alias\/aws\//.test(named)) return undefined;
  if (named.startsWith('arn:')) return named;
  const arn = parseArn(id);
  const place = `arn:${arn?.partition ?? 'aws'}:kms:${arn?.region || (region ?? '')}:${account}`;
  return /^(alias|key)\//.test(named) ? `${place}:${named}` : `${place}:key/${named}`;
}

function keyIn(value: JsonValue, depth: number): string | undefined {
  if (depth > maxDepth) return undefined;
  const members = Array.isArray(value)
    ? value.map((item) => ['', item] as const)
    : Object.entries(asObject(value) ?? {});
  for (const [name, member] of members) {
    if (typeof member === 'string' && member !== '' && keyMember.test(name)) return member;
    const inner = typeof member === 'object' && member !== null ? keyIn(member, depth + 1) : undefined;
    if (inner !== undefined) return inner;
  }
  return undefined;
}
