import { addRole } from '../add-role.ts';
import { allow, documentOf } from '../documents.ts';
import type { Account } from '../estate.ts';
import { trustService } from '../trusts.ts';

/** Service-linked roles by the service that they belong to: name and what they may do. */
const linked = {
  'ecs.amazonaws.com': ['AWSServiceRoleForECS', ['ec2:Describe*', 'elasticloadbalancing:RegisterTargets']],
  'rds.amazonaws.com': ['AWSServiceRoleForRDS', ['ec2:DescribeSubnets', 'cloudwatch:PutMetricData']],
  'autoscaling.amazonaws.com': ['AWSServiceRoleForAutoScaling', ['ec2:Describe*', 'ec2:CreateFleet']],
  'support.amazonaws.com': ['AWSServiceRoleForSupport', ['support:*', 'ec2:Describe*']],
  'organizations.amazonaws.com': ['AWSServiceRoleForOrganizations', ['iam:ListRoles', 'iam:GetRole']],
} as const;

/** A service that a role is linked to. */
export type LinkedService = keyof typeof linked;

/** Adds the service-linked roles of the services; AWS manages them, so they have no owner. */
export function addServiceLinkedRoles(account: Account, services: readonly LinkedService[]): void {
  for (const service of services) {
    const [name, actions] = linked[service];
    addRole(account, {
      name,
      path: `/aws-service-role/${service}/`,
      trust: trustService(service),
      inline: { [`${name}Policy`]: documentOf(allow('OwnService', actions, '*')) },
    });
  }
}
