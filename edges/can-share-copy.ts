import { defineEdge } from './define-edge.ts';
import { copyWays } from './escalation/copy-ways.ts';
import { deriveHolds } from './escalation/derive-holds.ts';

export const canShareCopy = defineEdge({
  kind: 'CAN_SHARE_COPY',
  title: 'can hand out a copy of',
  description:
    'The principal may make a snapshot of the data and share it with an account of its own, where it reads everything in it.',
  abuse:
    'aws rds create-db-snapshot, then aws rds modify-db-snapshot-attribute --values-to-add <your account>; or the like for volumes.',
  remediation:
    'Deny the sharing of snapshots by an SCP, block public sharing, and encrypt with a key that others cannot use.',
  references: [
    'https://docs.aws.amazon.com/AmazonRDS/latest/UserGuide/USER_ShareSnapshot.html',
    'https://docs.aws.amazon.com/ebs/latest/userguide/ebs-modifying-snapshot-permissions.html',
  ],
  nhi: ['NHI5'],
  mitre: ['T1537', 'T1578.001'],
  limits: 'Snapshots under the default key of AWS cannot be shared; which key encrypts the data is not judged.',
  cost: 2,
  derive: (estate) => deriveHolds(estate, copyWays, 'read'),
});
