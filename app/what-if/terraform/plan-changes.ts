import type { FactIndex } from '../../../edges/estate/fact-index.ts';
import { applyChange } from '../../../graph/what-if/alter-facts.ts';
import { AlteredFacts } from '../../../graph/what-if/altered-facts.ts';
import type { Change } from '../../../model/change.ts';
import { InputError, type Rejection } from '../../../model/errors.ts';
import { changeSchemas } from '../change-schema.ts';
import * as iam from './iam-resources.ts';
import { organizationAttachment, organizationPolicy } from './organization-resources.ts';
import { PlanWorld, type Phase } from './plan-world.ts';
import type { PlannedResource } from './read-plan.ts';
import { lambdaPermission, resourcePolicy } from './resource-policies.ts';

const translations: Readonly<Record<string, iam.Translate>> = {
  aws_iam_role: iam.identity('role'),
  aws_iam_user: iam.identity('user'),
  aws_iam_group: iam.identity('group'),
  aws_iam_policy: iam.managedPolicy,
  aws_iam_role_policy: iam.inlinePolicy('role'),
  aws_iam_user_policy: iam.inlinePolicy('user'),
  aws_iam_group_policy: iam.inlinePolicy('group'),
  aws_iam_role_policy_attachment: iam.attachment('role'),
  aws_iam_user_policy_attachment: iam.attachment('user'),
  aws_iam_group_policy_attachment: iam.attachment('group'),
  aws_iam_policy_attachment: iam.sharedAttachment,
  aws_iam_group_membership: iam.memberships('group', 'users'),
  aws_iam_user_group_membership: iam.memberships('user', 'groups'),
  aws_iam_access_key: iam.accessKey,
  aws_iam_instance_profile: iam.instanceProfile,
  aws_s3_bucket: resourcePolicy({ type: 'AWS::S3::Bucket', names: 'bucket', policy: 'policy' }),
  aws_s3_bucket_policy: resourcePolicy({ type: 'AWS::S3::Bucket', names: 'bucket', policy: 'policy' }),
  aws_sns_topic: resourcePolicy({ type: 'AWS::SNS::Topic', names: 'arn', policy: 'policy' }),
  aws_sns_topic_policy: resourcePolicy({ type: 'AWS::SNS::Topic', names: 'arn', policy: 'policy' }),
  aws_sqs_queue: resourcePolicy({ type: 'AWS::SQS::Queue', names: 'arn', policy: 'policy' }),
  aws_sqs_queue_policy: resourcePolicy({ type: 'AWS::SQS::Queue', names: 'queue_url', policy: 'policy' }),
  aws_kms_key: resourcePolicy({ type: 'AWS::KMS::Key', names: 'arn', policy: 'policy' }),
  aws_kms_key_policy: resourcePolicy({ type: 'AWS::KMS::Key', names: 'key_id', policy: 'policy' }),
  aws_secretsmanager_secret_policy: resourcePolicy({
    type: 'AWS::SecretsManager::Secret',
    names: 'secret_arn',
    policy: 'policy',
  }),
  aws_ecr_repository_policy: resourcePolicy({ type: 'AWS::ECR::Repository', names: 'repository', policy: 'policy' }),
  aws_lambda_permission: lambdaPermission,
  aws_organizations_policy: organizationPolicy,
  aws_organizations_policy_attachment: organizationAttachment,
};

const phases: readonly Phase[] = ['comes', 'is-other', 'is-attached', 'is-detached', 'goes'];

/** What a plan would change, and what of it nobody knows yet. */
export interface PlanChanges {
  readonly changes: readonly Change[];
  /** In words, each with the address of the resource. */
  readonly unknown: readonly string[];
}

/**
 * Says a plan's changes to identities, policies and trust in the words of a changes file.
 *
 * What cannot be made on the facts as they are known, since those are older than the plan or never held the thing, is
 * among the unknown.
 *
 * @throws {InputError} where a planned policy is none
 */
export function planChanges(file: string, facts: FactIndex, resources: readonly PlannedResource[]): PlanChanges {
  const world = new PlanWorld(facts, resources);
  for (const resource of resources) {
    if (!isMoved(resource)) continue;
    if (Object.hasOwn(translations, resource.type)) translations[resource.type](world, resource);
    else if (/^aws_iam_|_policy$/.test(resource.type)) world.tell(resource, `${resource.type} is not followed`);
  }
  const altered = new AlteredFacts(facts);
  const changes: Change[] = [];
  const rejected: Rejection[] = [];
  const ordered = world.wanted.toSorted((a, b) => phases.indexOf(a.phase) - phases.indexOf(b.phase));
  for (const { address, change: make } of ordered) {
    const change = make(altered);
    if (change === undefined) continue;
    const faults = faultsOf(change).map(({ field, reason }) => ({ file, record: address, field, reason }));
    rejected.push(...faults);
    const problem = faults.length > 0 ? undefined : applyChange(altered, change);
    if (problem === undefined) changes.push(change);
    else world.unknown.push(`${address}: ${change.change}: ${problem.reason} in what was read`);
  }
  if (rejected.length > 0) throw new InputError(rejected, 'nothing was applied');
  return { changes, unknown: world.unknown };
}

function isMoved({ before, after, unknown }: PlannedResource): boolean {
  return unknown.size > 0 || JSON.stringify(before) !== JSON.stringify(after);
}

/** Why the change would be refused in a changes file. */
function faultsOf(change: Change): readonly { readonly field: string; readonly reason: string }[] {
  const { change: name, ...fields } = change;
  const read = changeSchemas[name].safeParse(fields);
  if (read.success) return [];
  return read.error.issues.map(({ path, message }) => ({ field: path.map(String).join('.'), reason: message }));
}
