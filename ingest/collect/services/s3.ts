import {
  type Bucket,
  GetBucketEncryptionCommand,
  GetBucketLocationCommand,
  GetBucketPolicyCommand,
  GetBucketTaggingCommand,
  GetPublicAccessBlockCommand,
  ListBucketsCommand,
  S3Client,
} from '@aws-sdk/client-s3';
import { type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import { toJson } from '../to-json.ts';
import type { ServiceCollector } from './service.ts';

/** Buckets of all regions, each asked for in its own. */
export const s3: ServiceCollector = {
  service: 's3',
  scope: 'global',
  async collect(site) {
    const client = site.client(S3Client);
    const buckets = await site.list('s3:ListBuckets', async (token, options) => {
      const answer = await client.send(new ListBucketsCommand({ MaxBuckets: 1000, ContinuationToken: token }), options);
      return { items: answer.Buckets, next: answer.ContinuationToken };
    });
    return Promise.all(buckets.map((bucket) => describe(site, bucket)));
  },
};

async function describe(site: Site, { Name: name = '', BucketRegion }: Bucket): Promise<Resource> {
  const arn = site.bucketArn(name);
  const region = BucketRegion ?? (await locate(site, name, arn)) ?? 'us-east-1';
  const at = site.at(region);
  const client = at.client(S3Client);
  const [policy, tagging, encryption, block] = await Promise.all([
    at.item('s3:GetBucketPolicy', {
      subjects: [arn],
      send: (options) => client.send(new GetBucketPolicyCommand({ Bucket: name }), options),
      isWhole: ({ Policy }) => Policy !== undefined,
      absent: ['NoSuchBucketPolicy', 'NoSuchBucket'],
    }),
    at.item('s3:GetBucketTagging', {
      subjects: [arn],
      send: (options) => client.send(new GetBucketTaggingCommand({ Bucket: name }), options),
      isWhole: ({ TagSet }) => TagSet !== undefined,
      absent: ['NoSuchTagSet', 'NoSuchBucket'],
    }),
    at.item('s3:GetBucketEncryption', {
      subjects: [arn],
      send: (options) => client.send(new GetBucketEncryptionCommand({ Bucket: name }), options),
      isWhole: (answer) => answer.ServerSideEncryptionConfiguration !== undefined,
      absent: ['ServerSideEncryptionConfigurationNotFoundError', 'NoSuchBucket'],
    }),
    at.item('s3:GetPublicAccessBlock', {
      subjects: [arn],
      send: (options) => client.send(new GetPublicAccessBlockCommand({ Bucket: name }), options),
      isWhole: (answer) => answer.PublicAccessBlockConfiguration !== undefined,
      absent: ['NoSuchPublicAccessBlockConfiguration', 'NoSuchBucket'],
    }),
  ]);
  const rule = encryption?.ServerSideEncryptionConfiguration?.Rules?.[0]?.ApplyServerSideEncryptionByDefault;
  return {
    arn,
    type: 'AWS::S3::Bucket',
    region,
    tags: tagsOf(tagging?.TagSet),
    policy: policy?.Policy,
    config: {
      encryption: rule?.SSEAlgorithm,
      kmsKey: rule?.KMSMasterKeyID,
      publicAccessBlock: block && toJson(block.PublicAccessBlockConfiguration),
    },
  };
}

/** The bucket's region, for endpoints whose listing does not say it; us-east-1 has no name there. */
async function locate(site: Site, name: string, arn: string): Promise<string | undefined> {
  const client = site.client(S3Client);
  const answer = await site.item('s3:GetBucketLocation', {
    subjects: [arn],
    send: (options) => client.send(new GetBucketLocationCommand({ Bucket: name }), options),
    isWhole: () => true,
    absent: ['NoSuchBucket'],
  });
  const region = answer?.LocationConstraint;
  return region === 'EU' ? 'eu-west-1' : region;
}
