import {
  GetResourcePolicyCommand,
  ListSecretsCommand,
  type SecretListEntry,
  SecretsManagerClient,
} from '@aws-sdk/client-secrets-manager';
import { type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

/** Secrets with policy, key and rotation; never their values. */
export const secretsmanager: ServiceCollector = {
  service: 'secretsmanager',
  scope: 'regional',
  async collect(site) {
    const client = site.client(SecretsManagerClient);
    const secrets = await site.list('secretsmanager:ListSecrets', async (token, options) => {
      const answer = await client.send(new ListSecretsCommand({ NextToken: token }), options);
      return { items: answer.SecretList, next: answer.NextToken };
    });
    return Promise.all(secrets.map((secret) => describe(site, secret)));
  },
};

async function describe(site: Site, secret: SecretListEntry): Promise<Resource> {
  const client = site.client(SecretsManagerClient);
  const arn = secret.ARN ?? site.arn('secretsmanager', `secret:${secret.Name ?? ''}`);
  const policy = await site.item('secretsmanager:GetResourcePolicy', {
    subjects: [arn],
    send: (options) => client.send(new GetResourcePolicyCommand({ SecretId: arn }), options),
    isWhole: ({ ARN }) => ARN !== undefined,
    absent: ['ResourceNotFoundException'],
  });
  return {
    arn,
    type: 'AWS::SecretsManager::Secret',
    region: site.region,
    tags: tagsOf(secret.Tags),
    policy: policy?.ResourcePolicy,
    config: {
      kmsKey: secret.KmsKeyId,
      rotation: secret.RotationEnabled ?? false,
      lastRotated: secret.LastRotatedDate?.toISOString(),
      lastAccessed: secret.LastAccessedDate?.toISOString(),
    },
  };
}
