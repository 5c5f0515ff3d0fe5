import {
  type AccessKeyMetadata,
  GetAccessKeyLastUsedCommand,
  IAMClient,
  ListAccessKeysCommand,
  ListSigningCertificatesCommand,
  ListSSHPublicKeysCommand,
} from '@aws-sdk/client-iam';
import type { Site } from '../site.ts';
import type { CredentialLine } from './credential-line.ts';

/** A user whose credentials are asked for. */
export interface UserName {
  readonly arn: string;
  readonly name: string;
}

/** Access keys, SSH keys and signing certificates of one user. */
export async function readUserCredentials(site: Site, user: UserName): Promise<readonly CredentialLine[]> {
  const lists = await Promise.all([readAccessKeys(site, user), readSshKeys(site, user), readCertificates(site, user)]);
  return lists.flat();
}

async function readAccessKeys(site: Site, user: UserName): Promise<readonly CredentialLine[]> {
  const client = site.client(IAMClient);
  const keys = await site.list(
    'iam:ListAccessKeys',
    async (token, options) => {
      const answer = await client.send(new ListAccessKeysCommand({ UserName: user.name, Marker: token }), options);
      return { items: answer.AccessKeyMetadata, next: answer.Marker };
    },
    [user.arn],
  );
  return Promise.all(keys.map((key) => describeAccessKey(site, user, key)));
}

async function describeAccessKey(site: Site, user: UserName, key: AccessKeyMetadata): Promise<CredentialLine> {
  const client = site.client(IAMClient);
  const id = key.AccessKeyId ?? '';
  const used = await site.item('iam:GetAccessKeyLastUsed', {
    subjects: [user.arn],
    send: (options) => client.send(new GetAccessKeyLastUsedCommand({ AccessKeyId: id }), options),
    isWhole: ({ AccessKeyLastUsed }) => AccessKeyLastUsed !== undefined,
    absent: ['NoSuchEntity', 'NoSuchEntityException'],
  });
  return {
    identity: user.arn,
    kind: 'access-key',
    id,
    created: key.CreateDate?.toISOString(),
    lastUsed: used?.AccessKeyLastUsed?.LastUsedDate?.toISOString(),
    status: key.Status ?? 'Active',
  };
}

async function readSshKeys(site: Site, user: UserName): Promise<readonly CredentialLine[]> {
  const client = site.client(IAMClient);
  const keys = await site.list(
    'iam:ListSSHPublicKeys',
    async (token, options) => {
      const answer = await client.send(new ListSSHPublicKeysCommand({ UserName: user.name, Marker: token }), options);
      return { items: answer.SSHPublicKeys, next: answer.Marker };
    },
    [user.arn],
  );
  return keys.map((key) => ({
    identity: user.arn,
    kind: 'ssh-key',
    id: key.SSHPublicKeyId ?? '',
    created: key.UploadDate?.toISOString(),
    status: key.Status ?? 'Active',
  }));
}

async function readCertificates(site: Site, user: UserName): Promise<readonly CredentialLine[]> {
  const client = site.client(IAMClient);
  const certificates = await site.list(
    'iam:ListSigningCertificates',
    async (token, options) => {
      const command = new ListSigningCertificatesCommand({ UserName: user.name, Marker: token });
      const answer = await client.send(command, options);
      return { items: answer.Certificates, next: answer.Marker };
    },
    [user.arn],
  );
  return certificates.map((certificate) => ({
    identity: user.arn,
    kind: 'certificate',
    id: certificate.CertificateId ?? '',
    created: certificate.UploadDate?.toISOString(),
    status: certificate.Status ?? 'Active',
  }));
}
