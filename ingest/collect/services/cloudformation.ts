import { CloudFormationClient, DescribeStacksCommand } from '@aws-sdk/client-cloudformation';
import { tagsOf } from '../resource.ts';
import type { ServiceCollector } from './service.ts';

/** Stacks with the role that changes them; never parameters or outputs, which hold secrets too often. */
export const cloudformation: ServiceCollector = {
  service: 'cloudformation',
  scope: 'regional',
  async collect(site) {
    const client = site.client(CloudFormationClient);
    const stacks = await site.list('cloudformation:DescribeStacks', async (token, options) => {
      const answer = await client.send(new DescribeStacksCommand({ NextToken: token }), options);
      return { items: answer.Stacks, next: answer.NextToken };
    });
    return stacks.map((stack) => ({
      arn: stack.StackId ?? site.arn('cloudformation', `stack/${stack.StackName ?? ''}`),
      type: 'AWS::CloudFormation::Stack',
      region: site.region,
      tags: tagsOf(stack.Tags),
      runsAs: stack.RoleARN,
      config: { status: stack.StackStatus, capabilities: [...(stack.Capabilities ?? [])] },
    }));
  },
};
