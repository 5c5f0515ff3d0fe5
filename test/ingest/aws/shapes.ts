import type { JsonObject, JsonValue } from '../../../model/json.ts';

export const account = '111111111111';

export const everything: JsonObject = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Action: '*', Resource: '*' }],
};

export const trustsEc2: JsonObject = {
  Version: '2012-10-17',
  Statement: [{ Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' }],
};

/** As `aws iam get-account-authorization-details` prints a user. */
export function user(name: string, more: JsonObject = {}): JsonObject {
  return {
    Path: '/',
    UserName: name,
    UserId: 'AIDAEXAMPLE',
    Arn: `arn:aws:iam::${account}:user/${name}`,
    CreateDate: '2020-01-01T00:00:00+00:00',
    GroupList: [],
    AttachedManagedPolicies: [],
    Tags: [],
    ...more,
  };
}

export function group(name: string, path = '/', more: JsonObject = {}): JsonObject {
  return {
    Path: path,
    GroupName: name,
    Arn: `arn:aws:iam::${account}:group${path}${name}`,
    GroupPolicyList: [],
    AttachedManagedPolicies: [],
    ...more,
  };
}

export function role(name: string, more: JsonObject = {}): JsonObject {
  return {
    Path: '/',
    RoleName: name,
    Arn: `arn:aws:iam::${account}:role/${name}`,
    AssumeRolePolicyDocument: trustsEc2,
    InstanceProfileList: [],
    RolePolicyList: [],
    AttachedManagedPolicies: [],
    Tags: [],
    RoleLastUsed: {},
    ...more,
  };
}

export function policy(arn: string, document: JsonValue = everything): JsonObject {
  return {
    PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
    Arn: arn,
    DefaultVersionId: 'v1',
    PolicyVersionList: [{ Document: document, VersionId: 'v1', IsDefaultVersion: true }],
  };
}

/** One page. */
export function details(sections: JsonObject): JsonObject {
  return { UserDetailList: [], GroupDetailList: [], RoleDetailList: [], Policies: [], ...sections };
}
