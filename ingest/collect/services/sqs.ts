import { GetQueueAttributesCommand, ListQueuesCommand, ListQueueTagsCommand, SQSClient } from '@aws-sdk/client-sqs';
import type { Resource } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

const gone = ['QueueDoesNotExist', 'AWS.SimpleQueueService.NonExistentQueue'];

/** Queues with policy and encryption. */
export const sqs: ServiceCollector = {
  service: 'sqs',
  scope: 'regional',
  async collect(site) {
    const client = site.client(SQSClient);
    const urls = await site.list('sqs:ListQueues', async (token, options) => {
      const answer = await client.send(new ListQueuesCommand({ MaxResults: 1000, NextToken: token }), options);
      // SQS leaves the list out where there is no queue; an empty body never comes this far.
      return { items: answer.QueueUrls ?? [], next: answer.NextToken };
    });
    return Promise.all(urls.map((url) => describe(site, url)));
  },
};

async function describe(site: Site, url: string): Promise<Resource> {
  const client = site.client(SQSClient);
  const arn = site.arn('sqs', url.slice(url.lastIndexOf('/') + 1));
  const [attributes, tags] = await Promise.all([
    site.item('sqs:GetQueueAttributes', {
      subjects: [arn],
      send: (options) =>
        client.send(new GetQueueAttributesCommand({ QueueUrl: url, AttributeNames: ['All'] }), options),
      isWhole: ({ Attributes }) => Attributes?.['QueueArn'] !== undefined,
      absent: gone,
    }),
    site.item('sqs:ListQueueTags', {
      subjects: [arn],
      send: (options) => client.send(new ListQueueTagsCommand({ QueueUrl: url }), options),
      isWhole: () => true, // SQS leaves the tags out where there are none
      absent: gone,
    }),
  ]);
  return {
    arn,
    type: 'AWS::SQS::Queue',
    region: site.region,
    tags: tags?.Tags ?? {},
    policy: attributes?.Attributes?.['Policy'] || undefined,
    config: { kmsKey: attributes?.Attributes?.['KmsMasterKeyId'] },
  };
}
