import {
  GetTopicAttributesCommand,
  ListTagsForResourceCommand,
  ListTopicsCommand,
  SNSClient,
} from '@aws-sdk/client-sns';
import { type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

const gone = ['NotFound', 'NotFoundException', 'ResourceNotFound', 'ResourceNotFoundException'];

/** Topics with policy and encryption. */
export const sns: ServiceCollector = {
  service: 'sns',
  scope: 'regional',
  async collect(site) {
    const client = site.client(SNSClient);
    const topics = await site.list('sns:ListTopics', async (token, options) => {
      const answer = await client.send(new ListTopicsCommand({ NextToken: token }), options);
      return { items: answer.Topics, next: answer.NextToken };
    });
    return Promise.all(topics.map(({ TopicArn }) => describe(site, TopicArn ?? '')));
  },
};

async function describe(site: Site, arn: string): Promise<Resource> {
  const client = site.client(SNSClient);
  const [attributes, tags] = await Promise.all([
    site.item('sns:GetTopicAttributes', {
      subjects: [arn],
      send: (options) => client.send(new GetTopicAttributesCommand({ TopicArn: arn }), options),
      isWhole: ({ Attributes }) => Attributes !== undefined,
      absent: gone,
    }),
    site.item('sns:ListTagsForResource', {
      subjects: [arn],
      send: (options) => client.send(new ListTagsForResourceCommand({ ResourceArn: arn }), options),
      isWhole: ({ Tags }) => Tags !== undefined,
      absent: gone,
    }),
  ]);
  return {
    arn,
    type: 'AWS::SNS::Topic',
    region: site.region,
    tags: tagsOf(tags?.Tags),
    policy: attributes?.Attributes?.['Policy'],
    config: { kmsKey: attributes?.Attributes?.['KmsMasterKeyId'] },
  };
}
