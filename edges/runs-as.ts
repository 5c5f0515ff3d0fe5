import { defineEdge } from './define-edge.ts';

export const runsAs = defineEdge({
  kind: 'RUNS_AS',
  title: 'runs as',
  description:
    'Code in the workload acts as the role: whoever chooses that code, or runs commands beside it, holds the role.',
  abuse: "Read the role's credentials from the workload's metadata endpoint or environment and use them elsewhere.",
  remediation: 'Give the workload a role with only what its code calls, and let few identities change that code.',
  references: ['https://docs.aws.amazon.com/AWSEC2/latest/UserGuide/iam-roles-for-amazon-ec2.html'],
  nhi: ['NHI5', 'NHI9'],
  mitre: ['T1552.005'],
  limits: "An ECS task's execution role is not followed: only the agent uses it.",
  cost: 1,
  *derive({ index }) {
    const roles = new Map(index.of('instance-profile').map(({ profile, role }) => [profile, role]));
    for (const { workload, identity } of index.of('runs-as')) {
      const role = roles.get(identity) ?? identity;
      const evidence = [{ document: workload, statement: 'runsAs', effect: 'Fact' }] as const;
      yield { from: { node: workload, hold: 'code' }, to: [role], conditions: [], evidence };
    }
  },
});
