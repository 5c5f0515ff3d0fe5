import {
  DescribeParametersCommand,
  ListTagsForResourceCommand,
  type ParameterMetadata,
  SSMClient,
} from '@aws-sdk/client-ssm';
import { type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

/** Parameters by name and type; never their values. */
export const ssm: ServiceCollector = {
  service: 'ssm',
  scope: 'regional',
  async collect(site) {
    const client = site.client(SSMClient);
    const parameters = await site.list('ssm:DescribeParameters', async (token, options) => {
      const answer = await client.send(new DescribeParametersCommand({ MaxResults: 50, NextToken: token }), options);
      return { items: answer.Parameters, next: answer.NextToken };
    });
    return Promise.all(parameters.map((parameter) => describe(site, parameter)));
  },
};

async function describe(site: Site, parameter: ParameterMetadata): Promise<Resource> {
  const client = site.client(SSMClient);
  const name = parameter.Name ?? '';
  const arn = parameter.ARN ?? site.arn('ssm', `parameter${name.startsWith('/') ? '' : '/'}${name}`);
  const tags = await site.item('ssm:ListTagsForResource', {
    subjects: [arn],
    send: (options) =>
      client.send(new ListTagsForResourceCommand({ ResourceType: 'Parameter', ResourceId: name }), options),
    isWhole: ({ TagList }) => TagList !== undefined,
    absent: ['InvalidResourceId'],
  });
  return {
    arn,
    type: 'AWS::SSM::Parameter',
    region: site.region,
    tags: tagsOf(tags?.TagList),
    config: { type: parameter.Type, kmsKey: parameter.KeyId },
  };
}
