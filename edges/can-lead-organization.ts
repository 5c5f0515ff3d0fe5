import { administrationOf } from './administration.ts';
import { defineEdge } from './define-edge.ts';

export const canLeadOrganization = defineEdge({
  kind: 'CAN_LEAD_ORGANIZATION',
  title: 'leads the accounts of the organisation',
  description:
    'Whoever administers the management account administers every member: by the role that Organizations puts into accounts that it makes, by stack sets that need nobody in the member, by the SCPs that he may take away.',
  abuse:
    'aws sts assume-role --role-arn arn:aws:iam::<member>:role/OrganizationAccountAccessRole; or aws cloudformation create-stack-set --permission-model SERVICE_MANAGED with a role of your own in it.',
  remediation:
    'Run nothing in the management account, let few people into it, and delegate the administration of services to member accounts.',
  references: [
    'https://docs.aws.amazon.com/organizations/latest/userguide/orgs_manage_accounts_access.html',
    'https://docs.aws.amazon.com/AWSCloudFormation/latest/UserGuide/stacksets-orgs-activate-trusted-access.html',
  ],
  nhi: ['NHI5', 'NHI8'],
  mitre: ['T1078.004', 'T1098.003'],
  limits: 'Administrators that the organisation delegated for single services (stack sets among them) are not known.',
  cost: 1,
  *derive({ index, accounts, organization }) {
    for (const { managementAccount, origin } of index.of('organization')) {
      if (managementAccount === undefined || !accounts.has(managementAccount)) continue;
      const members = [...accounts].filter(
        (account) => account !== managementAccount && organization.place(account)?.organization === origin.scope,
      );
      const from = { node: administrationOf(managementAccount) };
      const evidence = [{ document: origin.scope, statement: 'managementAccount', effect: 'Fact' }] as const;
      yield { from, to: members.map(administrationOf), rule: 'organizations-101', conditions: [], evidence };
    }
  },
});
