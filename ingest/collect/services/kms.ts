import {
  DescribeKeyCommand,
  GetKeyPolicyCommand,
  type GrantListEntry,
  KMSClient,
  ListGrantsCommand,
  ListKeysCommand,
  ListResourceTagsCommand,
  type Tag,
} from '@aws-sdk/client-kms';
import { type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import { toJson } from '../to-json.ts';
import type { ServiceCollector } from './service.ts';

/** Keys with policy and grants; keys that AWS manages are among them. */
export const kms: ServiceCollector = {
  service: 'kms',
  scope: 'regional',
  async collect(site) {
    const client = site.client(KMSClient);
    const keys = await site.list('kms:ListKeys', async (token, options) => {
      const answer = await client.send(new ListKeysCommand({ Marker: token }), options);
      return { items: answer.Keys, next: answer.NextMarker };
    });
    return Promise.all(
      keys.map(({ KeyArn, KeyId }) => describe(site, KeyArn ?? site.arn('kms', `key/${KeyId ?? ''}`))),
    );
  },
};

async function describe(site: Site, arn: string): Promise<Resource> {
  const client = site.client(KMSClient);
  const [key, policy, grants, tags] = await Promise.all([
    site.item('kms:DescribeKey', {
      subjects: [arn],
      send: (options) => client.send(new DescribeKeyCommand({ KeyId: arn }), options),
      isWhole: ({ KeyMetadata }) => KeyMetadata !== undefined,
    }),
    site.item('kms:GetKeyPolicy', {
      subjects: [arn],
      send: (options) => client.send(new GetKeyPolicyCommand({ KeyId: arn, PolicyName: 'default' }), options),
      isWhole: ({ Policy }) => Policy !== undefined,
    }),
    listGrants(site, arn),
    listTags(site, arn),
  ]);
  const metadata = key?.KeyMetadata;
  return {
    arn,
    type: 'AWS::KMS::Key',
    region: site.region,
    tags: tagsOf(tags),
    policy: policy?.Policy,
    config: {
      state: metadata?.KeyState,
      manager: metadata?.KeyManager,
      grants: grants.map(({ GranteePrincipal, Operations, Constraints }) => ({
        grantee: GranteePrincipal ?? '',
        operations: Operations ?? [],
        ...(Constraints && { constraints: toJson(Constraints) }),
      })),
    },
  };
}

function listGrants(site: Site, arn: string): Promise<readonly GrantListEntry[]> {
  const client = site.client(KMSClient);
  return site.list(
    'kms:ListGrants',
    async (token, options) => {
      const answer = await client.send(new ListGrantsCommand({ KeyId: arn, Marker: token }), options);
      return { items: answer.Grants, next: answer.NextMarker };
    },
    [arn],
  );
}

function listTags(site: Site, arn: string): Promise<readonly Tag[]> {
  const client = site.client(KMSClient);
  return site.list(
    'kms:ListResourceTags',
    async (token, options) => {
      const answer = await client.send(new ListResourceTagsCommand({ KeyId: arn, Marker: token }), options);
      return { items: answer.Tags, next: answer.NextMarker };
    },
    [arn],
  );
}
