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
  limits:
    'Data of buckets, queues, topics, streams, secrets and parameters whose configuration names a customer key is read only where the key lets it; objects under another key than the bucket’s are not told apart. DynamoDB, RDS and ECR decrypt by grants of their own and ask no key in the name of the caller. On types without a table of their own every action counts that the service reference calls a read, descriptions too.',
  cost: 1,
  derive: (estate) => deriveAccess(estate, 'read'),
});
