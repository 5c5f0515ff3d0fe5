import { deriveAccess } from './access/derive-access.ts';
import { defineEdge } from './define-edge.ts';

export const canWrite = defineEdge({
  kind: 'CAN_WRITE',
  title: 'can write',
  description: 'The principal may set, send or destroy what the resource holds.',
  abuse: 'Call the write action of the statement shown as evidence with the credentials of the principal.',
  remediation: 'Scope the statement to the resources and actions that are used, or deny the rest in a boundary.',
  references: [
    'https://docs.aws.amazon.com/service-authorization/latest/reference/reference_policies_actions-resources-contextkeys.html',
  ],
  nhi: ['NHI5'],
  mitre: ['T1485', 'T1565.001'],
  limits:
    'Versioning, backups and locks, which would undo the harm, are not judged. Where a customer key encrypts what is sent, the key must let the principal too; writing an object or a parameter without it is conditional, since the caller may name another key.',
  cost: 1,
  derive: (estate) => deriveAccess(estate, 'write'),
});
