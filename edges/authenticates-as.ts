import { accountOf } from '../model/arn.ts';
import { administrationOf } from './administration.ts';
import { defineEdge } from './define-edge.ts';

export const authenticatesAs = defineEdge({
  kind: 'AUTHENTICATES_AS',
  title: 'authenticates as',
  description: 'The credential is active and opens the identity to whoever holds a copy.',
  abuse: 'aws configure set aws_access_key_id <key>, and the secret beside it.',
  remediation: 'Replace the long-lived credential by a role; until then rotate it, and delete it where it is not used.',
  references: ['https://docs.aws.amazon.com/IAM/latest/UserGuide/id_credentials_access-keys.html'],
  nhi: ['NHI7'],
  mitre: ['T1078.004', 'T1552.001'],
  limits: 'An inactive credential makes no edge, though whoever may reactivate it could use it.',
  cost: 0,
  *derive({ index }) {
    for (const { credential, identity, active } of index.of('credential')) {
      if (!active) continue;
      const evidence = [{ document: credential, statement: 'status', effect: 'Fact' }] as const;
      // No policy of its own account limits the root user, so its credentials are the account.
      const rootOf = accountOf(identity);
      const to = [rootOf === undefined ? identity : administrationOf(rootOf)];
      yield { from: { node: credential }, to, conditions: [], evidence };
    }
  },
});
