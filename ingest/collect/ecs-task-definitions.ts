import { DescribeTaskDefinitionCommand, ECSClient, ListTaskDefinitionsCommand } from '@aws-sdk/client-ecs';
import { keysHeldIn, type Resource, tagsOf } from './resource.ts';
import type { Site } from './site.ts';

/** ARNs of the active task definitions, every revision. */
export function listTaskDefinitions(site: Site): Promise<readonly string[]> {
  const client = site.client(ECSClient);
  return site.list('ecs:ListTaskDefinitions', async (token, options) => {
    const answer = await client.send(new ListTaskDefinitionsCommand({ maxResults: 100, nextToken: token }), options);
    return { items: answer.taskDefinitionArns, next: answer.nextToken };
  });
}

/** Task definitions with task and execution role; of their containers only images and the ids of access keys. */
export function describeTaskDefinitions(site: Site, arns: readonly string[]): Promise<readonly Resource[]> {
  return Promise.all(arns.map((arn) => describe(site, arn)));
}

async function describe(site: Site, arn: string): Promise<Resource> {
  const client = site.client(ECSClient);
  const answer = await site.item('ecs:DescribeTaskDefinition', {
    subjects: [arn],
    send: (options) =>
      client.send(new DescribeTaskDefinitionCommand({ taskDefinition: arn, include: ['TAGS'] }), options),
    isWhole: ({ taskDefinition }) => taskDefinition !== undefined,
  });
  const definition = answer?.taskDefinition;
  const containers = definition?.containerDefinitions ?? [];
  return {
    arn,
    type: 'AWS::ECS::TaskDefinition',
    region: site.region,
    tags: tagsOf(answer?.tags),
    runsAs: definition?.taskRoleArn,
    config: {
      executionRole: definition?.executionRoleArn,
      images: containers.flatMap(({ image }) => image ?? []),
    },
    holds: keysHeldIn(containers.flatMap(({ environment }) => environment?.map(({ value }) => value) ?? [])),
  };
}
