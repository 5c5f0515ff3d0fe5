import { awsKinds } from './kinds/aws.ts';
import { generalKinds } from './kinds/general.ts';
import type { NodeKind } from './node-kind.ts';

/** Every node kind, general ones first. */
export const nodeKinds: readonly NodeKind[] = [...generalKinds, ...awsKinds];

const byKind = new Map(nodeKinds.map((kind) => [kind.kind, kind]));
const byResourceType = new Map(nodeKinds.flatMap((kind) => (kind.resourceType ? [[kind.resourceType, kind]] : [])));

/** The kind of that name; `other` where nobody registered it. */
export function nodeKind(kind: string): NodeKind {
  return byKind.get(kind) ?? generalKinds[0];
}

/** The kind for a CloudFormation type such as `AWS::S3::Bucket`; `aws-resource` for a type without one. */
export function nodeKindOfType(resourceType: string): NodeKind {
  return byResourceType.get(resourceType) ?? nodeKind('aws-resource');
}
