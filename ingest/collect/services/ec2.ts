import { DescribeInstancesCommand, EC2Client, type Instance } from '@aws-sdk/client-ec2';
import { type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

/** Instances with their profile; terminated ones are left out. */
export const ec2: ServiceCollector = {
  service: 'ec2',
  scope: 'regional',
  async collect(site) {
    const client = site.client(EC2Client);
    const reservations = await site.list('ec2:DescribeInstances', async (token, options) => {
      const answer = await client.send(new DescribeInstancesCommand({ MaxResults: 1000, NextToken: token }), options);
      return { items: answer.Reservations, next: answer.NextToken };
    });
    const instances = reservations.flatMap(({ Instances }) => Instances ?? []);
    return instances.filter(({ State }) => State?.Name !== 'terminated').map((instance) => describe(site, instance));
  },
};

function describe(site: Site, instance: Instance): Resource {
  return {
    arn: site.arn('ec2', `instance/${instance.InstanceId ?? ''}`),
    type: 'AWS::EC2::Instance',
    region: site.region,
    tags: tagsOf(instance.Tags),
    runsAs: instance.IamInstanceProfile?.Arn,
    config: {
      state: instance.State?.Name,
      image: instance.ImageId,
      publicIp: instance.PublicIpAddress,
      imdsv2: instance.MetadataOptions?.HttpTokens,
    },
  };
}
