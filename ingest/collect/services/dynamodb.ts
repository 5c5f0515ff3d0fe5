import {
  DescribeTableCommand,
  DynamoDBClient,
  GetResourcePolicyCommand,
  ListTablesCommand,
  ListTagsOfResourceCommand,
  type Tag,
} from '@aws-sdk/client-dynamodb';
import { type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

/** Tables with policy and encryption. */
export const dynamodb: ServiceCollector = {
  service: 'dynamodb',
  scope: 'regional',
  async collect(site) {
    const client = site.client(DynamoDBClient);
    const names = await site.list('dynamodb:ListTables', async (token, options) => {
      const answer = await client.send(new ListTablesCommand({ ExclusiveStartTableName: token }), options);
      return { items: answer.TableNames, next: answer.LastEvaluatedTableName };
    });
    return Promise.all(names.map((name) => describe(site, site.arn('dynamodb', `table/${name}`))));
  },
};

async function describe(site: Site, arn: string): Promise<Resource> {
  const client = site.client(DynamoDBClient);
  const [table, policy, tags] = await Promise.all([
    site.item('dynamodb:DescribeTable', {
      subjects: [arn],
      send: (options) => client.send(new DescribeTableCommand({ TableName: arn }), options),
      isWhole: ({ Table }) => Table !== undefined,
      absent: ['ResourceNotFoundException'],
    }),
    site.item('dynamodb:GetResourcePolicy', {
      subjects: [arn],
      send: (options) => client.send(new GetResourcePolicyCommand({ ResourceArn: arn }), options),
      isWhole: ({ Policy }) => Policy !== undefined,
      absent: ['PolicyNotFoundException', 'ResourceNotFoundException'],
    }),
    listTags(site, arn),
  ]);
  return {
    arn,
    type: 'AWS::DynamoDB::Table',
    region: site.region,
    tags: tagsOf(tags),
    policy: policy?.Policy,
    config: { kmsKey: table?.Table?.SSEDescription?.KMSMasterKeyArn },
  };
}

function listTags(site: Site, arn: string): Promise<readonly Tag[]> {
  const client = site.client(DynamoDBClient);
  return site.list(
    'dynamodb:ListTagsOfResource',
    async (token, options) => {
      const answer = await client.send(new ListTagsOfResourceCommand({ ResourceArn: arn, NextToken: token }), options);
      return { items: answer.Tags, next: answer.NextToken };
    },
    [arn],
  );
}
