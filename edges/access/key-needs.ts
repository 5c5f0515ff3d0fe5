/** What the service asks of a customer's KMS key in the caller's name before it answers. */
export interface KeyNeed {
  /** All of them. */
  readonly actions: readonly string[];
  /** The caller may name another key, or none, for what he writes, so that this one need not let him. */
  readonly mayChooseKey?: true;
}

const reading: KeyNeed = { actions: ['kms:Decrypt'] };
/** The data key of what is written is made, and for long-lived ones read back. */
const sending: KeyNeed = { actions: ['kms:GenerateDataKey', 'kms:Decrypt'] };

/** Needs by action, as the services' guides list them; deleting and rewriting policies asks nothing of a key. */
export const keyNeeds: ReadonlyMap<string, KeyNeed> = new Map([
  ['s3:GetObject', reading],
  ['s3:GetObjectVersion', reading],
  ['s3:PutObject', { actions: ['kms:GenerateDataKey'], mayChooseKey: true }],
  ['sqs:ReceiveMessage', reading],
  ['sqs:SendMessage', sending],
  ['sns:Publish', sending],
  ['secretsmanager:GetSecretValue', reading],
  ['secretsmanager:PutSecretValue', sending],
  ['secretsmanager:UpdateSecret', sending],
  ['ssm:GetParameter', reading],
  ['ssm:GetParameters', reading],
  ['ssm:GetParametersByPath', reading],
  ['ssm:GetParameterHistory', reading],
  ['ssm:PutParameter', { actions: ['kms:Encrypt'], mayChooseKey: true }],
  ['kinesis:GetRecords', reading],
  ['kinesis:SubscribeToShard', reading],
  ['kinesis:PutRecord', { actions: ['kms:GenerateDataKey'] }],
  ['kinesis:PutRecords', { actions: ['kms:GenerateDataKey'] }],
]);
