import { DescribeClusterCommand, EKSClient, ListClustersCommand } from '@aws-sdk/client-eks';
import type { Resource } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

/** Clusters with the role of their control plane and the issuer of their service accounts' tokens. */
export const eks: ServiceCollector = {
  service: 'eks',
  scope: 'regional',
  async collect(site) {
    const client = site.client(EKSClient);
    const names = await site.list('eks:ListClusters', async (token, options) => {
      const answer = await client.send(new ListClustersCommand({ nextToken: token }), options);
      return { items: answer.clusters, next: answer.nextToken };
    });
    return Promise.all(names.map((name) => describe(site, name)));
  },
};

async function describe(site: Site, name: string): Promise<Resource> {
  const client = site.client(EKSClient);
  const arn = site.arn('eks', `cluster/${name}`);
  const answer = await site.item('eks:DescribeCluster', {
    subjects: [arn],
    send: (options) => client.send(new DescribeClusterCommand({ name }), options),
    isWhole: ({ cluster }) => cluster !== undefined,
    absent: ['ResourceNotFoundException'],
  });
  const cluster = answer?.cluster;
  return {
    arn,
    type: 'AWS::EKS::Cluster',
    region: site.region,
    tags: cluster?.tags ?? {},
    runsAs: cluster?.roleArn,
    config: {
      issuer: cluster?.identity?.oidc?.issuer,
      endpointPublic: cluster?.resourcesVpcConfig?.endpointPublicAccess,
      kmsKey: cluster?.encryptionConfig?.[0]?.provider?.keyArn,
    },
  };
}
