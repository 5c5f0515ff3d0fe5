import { defineEdge } from './define-edge.ts';
import { credentialWays } from './escalation/become.ts';
import { deriveBecoming } from './escalation/derive-becoming.ts';

export const canTakeCredential = defineEdge({
  kind: 'CAN_TAKE_CREDENTIAL',
  title: 'can give itself a credential of',
  description:
    'The principal may make a new access key or set the console password of the user, and so becomes the user.',
  abuse:
    'aws iam create-access-key --user-name <user>; or aws iam create-login-profile or update-login-profile with a password of your own, and sign in.',
  remediation:
    'Let identities manage their own credentials alone (${aws:username} in the resource), and nobody those of machine users; better, have no users.',
  references: [
    'https://pathfinding.cloud/paths/iam-002',
    'https://pathfinding.cloud/paths/iam-003',
    'https://pathfinding.cloud/paths/iam-004',
    'https://pathfinding.cloud/paths/iam-006',
    'https://docs.aws.amazon.com/IAM/latest/APIReference/API_CreateAccessKey.html',
  ],
  nhi: ['NHI5', 'NHI7'],
  mitre: ['T1098.001'],
  limits:
    'Credentials that open single services alone (CodeCommit, Keyspaces, Bedrock keys, SSH keys, signing certificates) and the reactivation of keys that the attacker has no copy of do not make one the user. A user with two known keys needs iam:DeleteAccessKey as well. A second factor at sign-in is not judged.',
  cost: 2,
  derive: (estate) => deriveBecoming(estate, credentialWays),
});
