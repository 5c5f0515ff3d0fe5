import type { JsonObject } from '../../model/json.ts';

const version = { Version: '2012-10-17' };
const onEverything = { Effect: 'Allow', Resource: '*' };

/** Managed policies of AWS's own from which most follows, as AWS publishes them, for where a source leaves them out. */
const documents: ReadonlyMap<string, JsonObject> = new Map([
  ['AdministratorAccess', { ...version, Statement: [{ ...onEverything, Action: '*' }] }],
  [
    'IAMFullAccess',
    {
      ...version,
      Statement: [
        {
          ...onEverything,
          Action: [
            'iam:*',
            'organizations:DescribeAccount',
            'organizations:DescribeOrganization',
            'organizations:DescribeOrganizationalUnit',
            'organizations:DescribePolicy',
            'organizations:ListChildren',
            'organizations:ListParents',
            'organizations:ListPoliciesForTarget',
            'organizations:ListRoots',
            'organizations:ListPolicies',
            'organizations:ListTargetsForPolicy',
          ],
        },
      ],
    },
  ],
  [
    'PowerUserAccess',
    {
      ...version,
      Statement: [
        { ...onEverything, NotAction: ['iam:*', 'organizations:*', 'account:*'] },
        {
          ...onEverything,
          Action: [
            'account:GetAccountInformation',
            'account:GetPrimaryEmail',
            'account:ListRegions',
            'iam:CreateServiceLinkedRole',
            'iam:DeleteServiceLinkedRole',
            'iam:ListRoles',
            'organizations:DescribeOrganization',
          ],
        },
      ],
    },
  ],
]);

/** What AWS publishes of a managed policy of its own; undefined of one that is not known here. */
export function knownPolicy(arn: string): JsonObject | undefined {
  const name = /^arn:aws[a-z-]*:iam::aws:policy\/([^/]+)$/.exec(arn)?.[1];
  return name === undefined ? undefined : documents.get(name);
}
