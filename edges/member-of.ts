import { defineEdge } from './define-edge.ts';

export const memberOf = defineEdge({
  kind: 'MEMBER_OF',
  title: 'is a member of',
  description:
    'The user belongs to the group and holds its policies; what they grant is judged with the user, whose boundary limits them.',
  abuse: "Nothing to do: the group's permissions are the user's own.",
  remediation: 'Remove the user from the group, or move the policy that is too wide out of it.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_groups.html'],
  nhi: [],
  mitre: [],
  limits: 'A group has no permissions of its own in the graph: they reach through each member.',
  cost: 0,
  *derive({ index }) {
    for (const { member, group } of index.of('membership')) {
      yield {
        from: { node: member },
        to: [group],
        conditions: [],
        evidence: [{ document: group, statement: '', effect: 'Fact' }],
      };
    }
  },
});
