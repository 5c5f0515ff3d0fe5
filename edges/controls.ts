import { groupBy } from '../model/group-by.ts';
import { accountOfNode } from './estate/accounts.ts';
import { administrationOf } from './administration.ts';
import { defineEdge } from './define-edge.ts';

export const controls = defineEdge({
  kind: 'CONTROLS',
  title: 'controls',
  description: 'Whoever administers the account can act on, become or read everything in it.',
  abuse:
    'Grant yourself what is missing: attach a policy, change a trust, replace a resource policy, reset a credential.',
  remediation: 'Nothing at this step: cut the ways into the administration.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_root-user.html'],
  nhi: ['NHI5'],
  mitre: ['T1078.004'],
  limits: 'Organisation policies bound what even an administrator may do; that is not subtracted here.',
  cost: 0,
  *derive({ index, accounts }) {
    const members = groupBy(index.nodes.values(), accountOfNode);
    for (const account of accounts) {
      const to = (members.get(account) ?? []).map(({ id }) => id);
      const from = { node: administrationOf(account) };
      yield {
        from,
        to,
        hold: 'administer',
        conditions: [],
        evidence: [{ document: from.node, statement: '', effect: 'Fact' }],
      };
    }
  },
});
