import { DescribeDBClustersCommand, DescribeDBInstancesCommand, RDSClient } from '@aws-sdk/client-rds';
import { tagsOf } from '../resource.ts';
import type { ServiceCollector } from './service.ts';

/** Database instances and clusters, with encryption and whether the internet reaches them. */
export const rds: ServiceCollector = {
  service: 'rds',
  scope: 'regional',
  async collect(site) {
    const client = site.client(RDSClient);
    const clusters = await site.list('rds:DescribeDBClusters', async (token, options) => {
      const answer = await client.send(new DescribeDBClustersCommand({ Marker: token }), options);
      return { items: answer.DBClusters, next: answer.Marker };
    });
    const instances = await site.list('rds:DescribeDBInstances', async (token, options) => {
      const answer = await client.send(new DescribeDBInstancesCommand({ Marker: token }), options);
      return { items: answer.DBInstances, next: answer.Marker };
    });
    return [
      ...clusters.map((cluster) => ({
        arn: cluster.DBClusterArn ?? site.arn('rds', `cluster:${cluster.DBClusterIdentifier ?? ''}`),
        type: 'AWS::RDS::DBCluster',
        region: site.region,
        tags: tagsOf(cluster.TagList),
        config: {
          engine: cluster.Engine,
          public: cluster.PubliclyAccessible,
          kmsKey: cluster.KmsKeyId,
          iamAuthentication: cluster.IAMDatabaseAuthenticationEnabled,
          secret: cluster.MasterUserSecret?.SecretArn,
        },
      })),
      ...instances.map((instance) => ({
        arn: instance.DBInstanceArn ?? site.arn('rds', `db:${instance.DBInstanceIdentifier ?? ''}`),
        type: 'AWS::RDS::DBInstance',
        region: site.region,
        tags: tagsOf(instance.TagList),
        config: {
          engine: instance.Engine,
          public: instance.PubliclyAccessible,
          kmsKey: instance.KmsKeyId,
          iamAuthentication: instance.IAMDatabaseAuthenticationEnabled,
          secret: instance.MasterUserSecret?.SecretArn,
        },
      })),
    ];
  },
};
