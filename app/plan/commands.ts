import type { JsonValue } from '../../model/json.ts';
import { statementsOf } from '../../graph/plan/statements.ts';
import { commandLine } from './shell.ts';

/** A document and where it is written. */
export interface Written {
  readonly id: string;
  readonly kind: 'managed' | 'inline' | 'trust' | 'resource';
  /** Of an inline policy. */
  readonly holder?: string;
  readonly name?: string;
}

/** Command lines for a change and for taking it back. */
export interface Commands {
  readonly apply: readonly string[];
  readonly undo: readonly string[];
  /** As Terraform says what is there after the change; empty where it has no word for it. */
  readonly terraform: string;
  readonly note: string;
}

/** IAM takes no trust policy without statements: this one lets nobody in. */
const nobodyMayAssume = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Deny', Principal: '*', Action: 'sts:AssumeRole' }],
};

/** How a document is replaced by another. */
export function documentCommands(written: Written, before: JsonValue, after: JsonValue): Commands {
  const isEmpty = statementsOf(after).length === 0;
  if (written.kind === 'managed') return managedCommands(written.id, before, isEmpty ? undefined : after);
  if (written.kind === 'inline') return inlineCommands(written, before, isEmpty ? undefined : after);
  if (written.kind === 'trust') return trustCommands(written.id, before, isEmpty ? nobodyMayAssume : after);
  return resourceCommands(written.id, before, isEmpty ? undefined : after);
}

/** How a policy is taken from its holder; an inline policy is deleted, and written again to take that back. */
export function holderCommands(
  holder: string,
  policy: string,
  inline: string | undefined,
  document: JsonValue | undefined,
): Omit<Commands, 'note'> {
  const { type, words } = holderWords(holder);
  if (inline !== undefined)
    return inlineCommands({ id: policy, kind: 'inline', holder, name: inline }, document ?? {}, undefined);
  const call = (verb: string): string =>
    commandLine('aws', 'iam', `${verb}-${type}-policy`, ...words, '--policy-arn', policy);
  const terraform = policyTerraform(`aws_iam_${type}_policy_attachment`, { [type]: words[1], removes: policy });
  return { apply: [call('detach')], undo: [call('attach')], terraform };
}

/** A block of Terraform; what is to be taken out of the configuration says so in a comment. */
export function policyTerraform(type: string, { removes, ...fields }: Readonly<Record<string, string>>): string {
  const lines = Object.entries(fields).map(([name, value]) => `  ${name} = ${hclText(value)}`);
  const head = removes === undefined ? [] : [`# remove: ${JSON.stringify(removes)}`];
  return [...head, `resource "${type}" "this" {`, ...lines, '}'].join('\n');
}

function managedCommands(id: string, before: JsonValue, after: JsonValue | undefined): Commands {
  const create = (document: JsonValue): string =>
    commandLine(
      'aws',
      'iam',
      'create-policy-version',
      '--policy-arn',
      id,
      '--policy-document',
      text(document),
      '--set-as-default',
    );
  const note =
    after === undefined
      ? 'No statement is left, and AWS takes no empty policy: detach it from all that hold it and delete it.'
      : 'Delete the version that was in force (aws iam delete-policy-version): whoever may set the default version could bring it back.';
  return {
    apply:
      after === undefined
        ? [commandLine('aws', 'iam', 'list-entities-for-policy', '--policy-arn', id)]
        : [create(after)],
    undo: [create(before)],
    terraform: after === undefined ? '' : policyTerraform('aws_iam_policy', { policy: text(after) }),
    note,
  };
}

function inlineCommands(
  { holder = '', name = '' }: Written,
  before: JsonValue,
  after: JsonValue | undefined,
): Commands {
  const { type, words } = holderWords(holder);
  const named = [...words, '--policy-name', name];
  const put = (document: JsonValue): string =>
    commandLine('aws', 'iam', `put-${type}-policy`, ...named, '--policy-document', text(document));
  const fields = { name, [type]: words[1] };
  return {
    apply: [after === undefined ? commandLine('aws', 'iam', `delete-${type}-policy`, ...named) : put(after)],
    undo: [put(before)],
    terraform: policyTerraform(
      `aws_iam_${type}_policy`,
      after === undefined ? { ...fields, removes: name } : { ...fields, policy: text(after) },
    ),
    note: '',
  };
}

function trustCommands(id: string, before: JsonValue, after: JsonValue): Commands {
  const { words } = holderWords(id);
  const put = (document: JsonValue): string =>
    commandLine('aws', 'iam', 'update-assume-role-policy', ...words, '--policy-document', text(document));
  const terraform = policyTerraform('aws_iam_role', { name: words[1], assume_role_policy: text(after) });
  return { apply: [put(after)], undo: [put(before)], terraform, note: '' };
}

function resourceCommands(id: string, before: JsonValue, after: JsonValue | undefined): Commands {
  const put = putters.find(({ of }) => of.test(id));
  if (put === undefined)
    return { apply: [], undo: [], terraform: '', note: "No command is known here: write the resource's policy anew." };
  const apply = after === undefined ? put.remove?.(id) : put.put(id, text(after));
  return {
    apply: apply === undefined ? [] : [commandLine('aws', ...apply)],
    undo: [commandLine('aws', ...put.put(id, text(before)))],
    terraform: '',
    note: apply === undefined ? 'No statement is left: write a policy that lets only its owner in.' : '',
  };
}

/** How services write a resource's policy, and delete it. */
interface Putter {
  readonly of: RegExp;
  put(arn: string, document: string): readonly string[];
  /** Absent where the service keeps some policy always. */
  remove?(arn: string): readonly string[];
}

const putters: readonly Putter[] = [
  {
    of: /^arn:[^:]*:s3:::/,
    put: (arn, document) => ['s3api', 'put-bucket-policy', '--bucket', lastPart(arn), '--policy', document],
    remove: (arn) => ['s3api', 'delete-bucket-policy', '--bucket', lastPart(arn)],
  },
  {
    of: /^arn:[^:]*:secretsmanager:/,
    put: (arn, document) => [
      'secretsmanager',
      'put-resource-policy',
      '--secret-id',
      arn,
      '--resource-policy',
      document,
    ],
    remove: (arn) => ['secretsmanager', 'delete-resource-policy', '--secret-id', arn],
  },
  {
    of: /^arn:[^:]*:sns:/,
    put: (arn, document) => [
      'sns',
      'set-topic-attributes',
      '--topic-arn',
      arn,
      '--attribute-name',
      'Policy',
      '--attribute-value',
      document,
    ],
  },
];

function lastPart(arn: string): string {
  return arn.slice(arn.lastIndexOf(':') + 1);
}

/** `role`, and the words that name the holder. */
function holderWords(arn: string): { readonly type: string; readonly words: readonly [string, string] } {
  const type = /:(user|group|role)\//.exec(arn)?.[1] ?? 'role';
  return { type, words: [`--${type}-name`, arn.slice(arn.lastIndexOf('/') + 1)] };
}

function text(document: JsonValue): string {
  return JSON.stringify(document);
}

/** A quoted string of HCL: nothing in it is taken for a template. */
function hclText(value: string): string {
  return JSON.stringify(value).replaceAll('${', '$${').replaceAll('%{', '%%{');
}
