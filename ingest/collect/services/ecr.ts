import {
  DescribeRepositoriesCommand,
  ECRClient,
  GetRepositoryPolicyCommand,
  ListTagsForResourceCommand,
  type Repository,
} from '@aws-sdk/client-ecr';
import { type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

/** Repositories with policy and encryption. */
export const ecr: ServiceCollector = {
  service: 'ecr',
  scope: 'regional',
  async collect(site) {
    const client = site.client(ECRClient);
    const repositories = await site.list('ecr:DescribeRepositories', async (token, options) => {
      const answer = await client.send(
        new DescribeRepositoriesCommand({ maxResults: 1000, nextToken: token }),
        options,
      );
      return { items: answer.repositories, next: answer.nextToken };
    });
    return Promise.all(repositories.map((repository) => describe(site, repository)));
  },
};

async function describe(site: Site, repository: Repository): Promise<Resource> {
  const client = site.client(ECRClient);
  const name = repository.repositoryName ?? '';
  const arn = repository.repositoryArn ?? site.arn('ecr', `repository/${name}`);
  const [policy, tags] = await Promise.all([
    site.item('ecr:GetRepositoryPolicy', {
      subjects: [arn],
      send: (options) => client.send(new GetRepositoryPolicyCommand({ repositoryName: name }), options),
      isWhole: ({ policyText }) => policyText !== undefined,
      absent: ['RepositoryPolicyNotFoundException', 'RepositoryNotFoundException'],
    }),
    site.item('ecr:ListTagsForResource', {
      subjects: [arn],
      send: (options) => client.send(new ListTagsForResourceCommand({ resourceArn: arn }), options),
      isWhole: ({ tags }) => tags !== undefined,
      absent: ['RepositoryNotFoundException'],
    }),
  ]);
  return {
    arn,
    type: 'AWS::ECR::Repository',
    region: site.region,
    tags: tagsOf(tags?.tags),
    policy: policy?.policyText,
    config: { kmsKey: repository.encryptionConfiguration?.kmsKey },
  };
}
