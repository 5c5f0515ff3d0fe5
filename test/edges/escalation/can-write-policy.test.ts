import { expect, test } from 'vitest';
import { canCreatePrincipal } from '../../../edges/can-create-principal.ts';
import { canJoinGroup } from '../../../edges/can-join-group.ts';
import { canWritePolicy } from '../../../edges/can-write-policy.ts';
import { derives } from '../../helpers/estate-derived.ts';

const yes = 'ann>administration';
const own = 'ann may iam:PutUserPolicy on ann';

const version = 'iam:CreatePolicyVersion on *';
const cases = [
  {
    when: 'a session that only years ago could have been begun',
    facts: `ann,job attached rules; rules says ${version} if DateLessThan aws:TokenIssueTime 2020-01-01T00:00:01Z`,
    finds: '',
  },
  {
    when: 'a session since then, which a user opens to IAM with a second factor',
    facts: `ann,job attached rules; rules says ${version} if DateGreaterThan aws:TokenIssueTime 2020-01-01T00:00:01Z`,
    finds: 'ann>administration? job>administration',
  },
  { when: 'itself alone', facts: own, finds: yes },
  { when: 'another user alone, whom it does not become', facts: 'ann may iam:PutUserPolicy on bob; bob', finds: '' },
  {
    when: 'each his own, by variable',
    facts: 'ann,bob in team; team may iam:PutUserPolicy on arn:aws:iam::111111111111:user/${aws:username}',
    finds: 'ann>administration bob>administration',
  },
  {
    when: 'one of two who hold the same policies',
    facts: 'ann,bob in team; team may iam:PutUserPolicy on ann',
    finds: yes,
  },
  { when: 'a boundary that leaves IAM', facts: `${own}; ann atMost * on *`, finds: yes },
  { when: 'a boundary that leaves the call alone', facts: `${own}; ann atMost s3:* iam:PutUserPolicy on *`, finds: '' },
  {
    when: 'a boundary that it may take away',
    facts: `${own}; ann may iam:DeleteUserPermissionsBoundary on ann; ann atMost s3:* iam:PutUserPolicy iam:DeleteUserPermissionsBoundary on *`,
    finds: yes,
  },
  {
    when: 'a boundary that forbids its own removal, but no new version of itself',
    facts: `${own}; ann may iam:* on ann; ann atMost * on *; ann atMostNot iam:DeleteUserPermissionsBoundary iam:PutUserPermissionsBoundary iam:CreateUser on *`,
    finds: yes,
  },
  {
    when: 'a boundary that forbids its own removal and every change of itself',
    facts: `${own}; ann may iam:* on ann; ann atMost * on *; ann atMostNot iam:*UserPermissionsBoundary iam:*PolicyVersion iam:CreateUser on *`,
    finds: '',
  },
  {
    when: 'a boundary that it may rewrite',
    facts:
      'ann may iam:CreatePolicyVersion on limit-of-ann; ann may * on bucket; ann may iam:PutUserPolicy on ann; ann atMost iam:CreatePolicyVersion iam:PutUserPolicy on *',
    finds: yes,
  },
  {
    when: 'an SCP that leaves no IAM but the call',
    facts: `${own}; home permits iam:PutUserPolicy s3:* on *`,
    finds: '',
  },
  {
    when: 'a denial in another inline policy of its own is written over',
    facts: `${own}; ann mayNot iam:CreateUser on *`,
    finds: yes,
  },
  {
    when: 'a denial through a group, which it leaves with what it gained',
    facts: 'ann may iam:AttachUserPolicy on ann; ann in team; team mayNot iam:CreateUser on *',
    finds: yes,
  },
  {
    when: 'a denial through a group, which forbids leaving it and changing its policies too',
    facts:
      'ann may iam:AttachUserPolicy on ann; ann in team; team mayNot iam:CreateUser iam:*FromGroup iam:*GroupPolicy iam:*PolicyVersion on *',
    finds: '',
  },
  {
    when: 'a version that lets it write its own policy',
    facts: 'ann attached rules; rules says iam:SetDefaultPolicyVersion on *; rules said iam:PutUserPolicy on ann',
    finds: yes,
  },
  {
    when: 'a version that lets it write the policy of another alone',
    facts: 'ann attached rules; rules says iam:SetDefaultPolicyVersion on *; rules said iam:PutUserPolicy on bob; bob',
    finds: '',
  },
  {
    when: 'a denial to attach one policy, where another attached one gives as much',
    facts:
      'ann may iam:AttachUserPolicy on ann; ann mayNot iam:AttachUserPolicy on * if ArnEquals iam:PolicyARN arn:aws:iam::aws:policy/AdministratorAccess',
    finds: yes,
  },
  {
    when: 'everything, and a denial that it may detach',
    facts:
      'ann may all-but ec2:* on *; ann in team; team mayNot iam:CreateUser on *; ann may iam:RemoveUserFromGroup on team',
    finds: yes,
  },
  {
    when: 'a denial from a group, and it may leave the group',
    facts: `${own}; ann in team; team mayNot iam:CreateUser on *; ann may iam:RemoveUserFromGroup on team`,
    finds: yes,
  },
  { when: 'any policy attached', facts: 'ann may iam:AttachUserPolicy on ann', finds: yes },
  {
    when: 'the administrator’s policy attached',
    facts: 'ann may iam:AttachUserPolicy on ann if ArnEquals iam:PolicyARN arn:aws:iam::aws:policy/AdministratorAccess',
    finds: yes,
  },
  {
    when: 'harmless policies attached alone',
    facts: 'ann may iam:AttachUserPolicy on ann if ArnLike iam:PolicyARN arn:aws:iam::aws:policy/ReadOnlyAccess',
    finds: '',
  },
  {
    when: 'all but the administrator’s policy attached',
    facts:
      'ann may iam:AttachUserPolicy on ann if ArnNotLike iam:PolicyARN arn:aws:iam::aws:policy/AdministratorAccess,arn:aws:iam::aws:policy/IAMFullAccess',
    finds: '',
  },
  {
    when: 'only where a boundary binds, and none does',
    facts:
      'ann may iam:PutUserPolicy on ann if StringEquals iam:PermissionsBoundary arn:aws:iam::111111111111:policy/limit-of-ann',
    finds: '',
  },
  {
    when: 'a new version of a policy that it holds',
    facts: 'ann may iam:CreatePolicyVersion on rules; ann attached rules; rules says s3:* on *',
    finds: yes,
  },
  {
    when: 'a new version of a policy of its group',
    facts: 'ann may iam:CreatePolicyVersion on rules; ann in team; team attached rules; rules says s3:* on *',
    finds: yes,
  },
  {
    when: 'a new version of a policy that nobody holds',
    facts: 'ann may iam:CreatePolicyVersion on rules; rules says s3:* on *',
    finds: '',
  },
  {
    when: 'a new version of a policy of AWS',
    facts: 'ann may iam:CreatePolicyVersion on *; ann attached arn:aws:iam::aws:policy/ReadOnlyAccess',
    finds: '',
  },
  {
    when: 'an older version that grants everything',
    facts: 'ann may iam:SetDefaultPolicyVersion on *; ann attached rules; rules says s3:* on *; rules said * on *',
    finds: yes,
  },
  {
    when: 'an older version that grants little',
    facts: 'ann may iam:SetDefaultPolicyVersion on *; ann attached rules; rules says s3:* on *; rules said ec2:* on *',
    finds: '',
  },
  {
    when: 'no older version',
    facts: 'ann may iam:SetDefaultPolicyVersion on *; ann attached rules; rules says s3:* on *',
    finds: '',
  },
  {
    when: 'a role that it may not assume',
    facts: 'ann may iam:PutRolePolicy on *; job trusts Service:ec2.amazonaws.com',
    finds: '',
  },
  { when: 'a role that names it', facts: 'ann may iam:PutRolePolicy on job; job trusts ann', finds: yes },
  {
    when: 'a role that it may assume, and whose boundary leaves no IAM',
    facts: 'ann may iam:PutRolePolicy sts:AssumeRole on job; job trusts home; job atMost s3:* on *',
    finds: '',
  },
  {
    when: 'a role that it may assume under MFA',
    facts: 'ann may iam:PutRolePolicy sts:AssumeRole on job; job trusts home if Bool aws:MultiFactorAuthPresent true',
    finds: `${yes}?`,
  },
  {
    when: 'a role to change, and another to assume',
    facts: 'ann may iam:PutRolePolicy on job; ann may sts:AssumeRole on ci; job trusts home; ci trusts home',
    finds: '',
  },
  { when: 'the group of another', facts: 'ann may iam:PutGroupPolicy on team; bob in team', finds: '' },
  {
    when: 'the group of another, whose key it can make',
    facts: 'ann may iam:PutGroupPolicy on team; ann may iam:CreateAccessKey on bob; bob in team',
    finds: yes,
  },
  { when: 'a role of its own, where users are meant', facts: 'ci may iam:PutUserPolicy on *', finds: '' },
  {
    when: 'a policy that nobody read may deny it',
    facts: `ann may iam:AttachUserPolicy on ann; ann attached arn:aws:iam::aws:policy/Lost`,
    finds: `${yes}?`,
  },
  {
    when: 'a role that it may pass to a function of its own',
    facts:
      'ann may iam:PutRolePolicy iam:PassRole on job; ann may lambda:CreateFunction lambda:InvokeFunction on *; job trusts Service:lambda.amazonaws.com',
    finds: yes,
  },
  {
    when: 'a role of another service than it may use',
    facts:
      'ann may iam:PutRolePolicy iam:PassRole on job; ann may lambda:CreateFunction lambda:InvokeFunction on *; job trusts Service:ec2.amazonaws.com',
    finds: '',
  },
  {
    when: 'a role whose function it changes',
    facts: 'ann may iam:PutRolePolicy on job; ann may lambda:UpdateFunctionCode on *; function runsAs job',
    finds: yes,
  },
  {
    when: 'a role two steps away',
    facts: 'ann may iam:PutRolePolicy on job; ann may sts:AssumeRole on ci; ci trusts home; job trusts ci',
    finds: yes,
  },
  {
    when: 'a role two steps away, one of them under MFA',
    facts:
      'ann may iam:PutRolePolicy on job; ann may sts:AssumeRole on ci; ci trusts home if Bool aws:MultiFactorAuthPresent true; job trusts ci',
    finds: `${yes}?`,
  },
  {
    when: 'policies of the account alone attached, and one allows everything',
    facts:
      'ann may iam:AttachUserPolicy on ann if ArnLike iam:PolicyARN arn:aws:iam::111111111111:policy/*; rules says * on *',
    finds: yes,
  },
  {
    when: 'policies of the account alone attached, and none allows everything',
    facts:
      'ann may iam:AttachUserPolicy on ann if ArnLike iam:PolicyARN arn:aws:iam::111111111111:policy/*; rules says s3:* on *',
    finds: '',
  },
];

test.each(cases)('$when', async ({ facts, finds }) => {
  expect(await derives(canWritePolicy, facts)).toBe(finds);
});

const newcomers = [
  {
    when: 'a user, a policy and a key',
    facts: 'ann may iam:CreateUser iam:AttachUserPolicy iam:CreateAccessKey on *',
    finds: yes,
  },
  { when: 'a user and a policy, and no key', facts: 'ann may iam:CreateUser iam:AttachUserPolicy on *', finds: '' },
  { when: 'a user and a key, and no policy', facts: 'ann may iam:CreateUser iam:CreateAccessKey on *', finds: '' },
  { when: 'a role and a policy', facts: 'ann may iam:CreateRole iam:PutRolePolicy on *', finds: yes },
  {
    when: 'a role below one path',
    facts: 'ann may iam:CreateRole iam:PutRolePolicy on arn:aws:iam::111111111111:role/team/*',
    finds: yes,
  },
  {
    when: 'roles made here and written there',
    facts:
      'ann may iam:CreateRole on arn:aws:iam::111111111111:role/a/*; ann may iam:PutRolePolicy on arn:aws:iam::111111111111:role/b/*',
    finds: '',
  },
  {
    when: 'a boundary asked for that leaves no IAM',
    facts:
      'ann may iam:CreateRole iam:PutRolePolicy on * if StringEquals iam:PermissionsBoundary arn:aws:iam::111111111111:policy/limit-of-bob; bob atMost s3:* on *',
    finds: '',
  },
  {
    when: 'a boundary asked for that leaves all',
    facts:
      'ann may iam:CreateRole iam:PutRolePolicy on * if StringEquals iam:PermissionsBoundary arn:aws:iam::111111111111:policy/limit-of-bob; bob atMost * on *',
    finds: yes,
  },
  {
    when: 'a boundary asked for that nobody read',
    facts:
      'ann may iam:CreateRole iam:PutRolePolicy on * if StringEquals iam:PermissionsBoundary arn:aws:iam::111111111111:policy/lost',
    finds: `${yes}?`,
  },
  {
    when: 'harmless policies alone',
    facts:
      'ann may iam:CreateRole on *; ann may iam:AttachRolePolicy on * if ArnEquals iam:PolicyARN arn:aws:iam::aws:policy/ReadOnlyAccess',
    finds: '',
  },
  {
    when: 'a new user in a group that administers',
    facts: 'ci may iam:CreateUser iam:AddUserToGroup iam:CreateAccessKey on *; team may * on *',
    finds: 'ci>administration',
  },
  {
    when: 'a new user in a group that administers, without a key',
    facts: 'ci may iam:CreateUser iam:AddUserToGroup on *; team may * on *',
    finds: '',
  },
  {
    when: 'a new user in another group',
    facts:
      'ci may iam:CreateUser iam:CreateAccessKey on *; ci may iam:AddUserToGroup on staff; team may * on *; staff may s3:* on *',
    finds: '',
  },
  {
    when: 'a key of another user than may be made',
    facts:
      'ci may iam:CreateUser on arn:aws:iam::111111111111:user/x-*; ci may iam:CreateAccessKey on arn:aws:iam::111111111111:user/y-*; ci may iam:AddUserToGroup on team; team may * on *',
    finds: '',
  },
];

test.each(newcomers)('newcomer: $when', async ({ facts, finds }) => {
  expect(await derives(canCreatePrincipal, facts)).toBe(finds);
});

const groups = [
  { when: 'a group that administers', facts: 'ann may iam:AddUserToGroup on team; team may * on *', finds: yes },
  {
    when: 'another group that does',
    facts: 'ann may iam:AddUserToGroup on staff; team may * on *; staff may s3:* on *',
    finds: '',
  },
  {
    when: 'a group whose policies it may write',
    facts: 'ann may iam:AddUserToGroup iam:PutGroupPolicy on team; team may s3:* on *',
    finds: yes,
  },
  {
    when: 'a group whose policies it may write, and not join',
    facts: 'ann may iam:PutGroupPolicy on team; team may s3:* on *',
    finds: '',
  },
  {
    when: 'its boundary',
    facts: 'ann may iam:AddUserToGroup on team; team may * on *; ann atMost s3:* iam:AddUserToGroup on *',
    finds: '',
  },
  { when: 'a role, which is in no group', facts: 'ci may iam:AddUserToGroup on team; team may * on *; bob', finds: '' },
  {
    when: 'a role that makes keys of users',
    facts: 'ci may iam:AddUserToGroup on team; ci may iam:CreateAccessKey on bob; team may * on *; bob',
    finds: 'ci>administration',
  },
];

test.each(groups)('group: $when', async ({ facts, finds }) => {
  expect(await derives(canJoinGroup, facts)).toBe(finds);
});
