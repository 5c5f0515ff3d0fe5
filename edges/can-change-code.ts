import { defineEdge } from './define-edge.ts';
import { codeWays } from './escalation/code-ways.ts';
import { deriveHolds } from './escalation/derive-holds.ts';

export const canChangeCode = defineEdge({
  kind: 'CAN_CHANGE_CODE',
  title: 'can change the code of',
  description:
    'The principal may choose what code the workload runs, or run commands in it, and so acts as the role that the workload runs as.',
  abuse:
    'Replace the function code, start the build with a build specification of your own, or send the instance a command.',
  remediation:
    'Let one deployment role alone change code in production; deny it to everyone else in a boundary or an organisation policy.',
  references: [
    'https://pathfinding.cloud/paths/lambda-003',
    'https://pathfinding.cloud/paths/cloudformation-002',
    'https://pathfinding.cloud/paths/ssm-002',
    'https://pathfinding.cloud/paths/ec2-002',
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  nhi: ['NHI5', 'NHI6'],
  mitre: ['T1648', 'T1651'],
  limits:
    'Code that the workload fetches from elsewhere (a bucket, a repository, a layer) is not followed. Workloads are taken to run, or to be started by somebody, and agents and networks to let commands in.',
  cost: 2,
  derive: (estate) => deriveHolds(estate, codeWays, 'code'),
});
