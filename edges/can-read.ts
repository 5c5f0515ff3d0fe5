import { deriveAccess } from './access/derive-access.ts';
import { defineEdge } from './define-edge.ts';

export const canRead = defineEdge({
  kind: 'CAN_READ',
  title: 'can read',
  description:
    'The principal may read what the resource holds: objects, rows, messages, a secret, what a key encrypts.',
  abuse: 'Call the read action of the statement shown as evidence with the credentials of the principal.',
  remediation: 'Scope the statement to the resources and actions that are used, or deny the rest in a boundary.',
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  nhi: ['NHI5'],
  mitre: ['T1530', 'T1555.006'],
  limits: 'Whether encrypted data also needs a key that the principal lacks is not judged.',
  cost: 1,
  derive: (estate) => deriveAccess(estate, 'read'),
});
