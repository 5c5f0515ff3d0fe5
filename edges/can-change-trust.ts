import { defineEdge } from './define-edge.ts';
import { trustWays } from './escalation/become.ts';
import { deriveBecoming } from './escalation/derive-becoming.ts';

export const canChangeTrust = defineEdge({
  kind: 'CAN_CHANGE_TRUST',
  title: 'can write itself into the trust of',
  description:
    "The principal may rewrite the role's trust policy: it names itself, or an account of its own, and becomes the role.",
  abuse:
    'aws iam update-assume-role-policy --role-name <role> --policy-document <one that names you>, then aws sts assume-role.',
  remediation: 'Keep iam:UpdateAssumeRolePolicy for the pipeline that deploys roles, and deny it elsewhere by an SCP.',
  references: [
    'https://pathfinding.cloud/paths/iam-012',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_UpdateAssumeRolePolicy.html',
  ],
  nhi: ['NHI5'],
  mitre: ['T1098.003', 'T1484.002'],
  limits:
    'Resource control policies that keep strangers from assuming roles are not judged: a principal of the account can be named instead. Service-linked roles cannot be changed.',
  cost: 2,
  derive: (estate) => deriveBecoming(estate, trustWays),
});
