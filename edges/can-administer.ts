import { deriveAccess } from './access/derive-access.ts';
import { defineEdge } from './define-edge.ts';

export const canAdminister = defineEdge({
  kind: 'CAN_ADMINISTER',
  title: 'can administer',
  description: 'The principal may rewrite who may use the resource: its own policy, its grants, its master credential.',
  abuse: 'Add yourself to the policy of the resource with the action of the statement shown as evidence.',
  remediation: 'Keep the actions that change policies for the roles that deploy them.',
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  nhi: ['NHI5'],
  mitre: ['T1098.003', 'T1222'],
  limits: 'Public access blocks, which refuse some of these changes, are not judged.',
  cost: 2,
  derive: (estate) => deriveAccess(estate, 'administer'),
});
