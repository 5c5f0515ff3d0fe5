import {
  DescribeClustersCommand,
  DescribeServicesCommand,
  ECSClient,
  ListClustersCommand,
  ListServicesCommand,
  type Service,
} from '@aws-sdk/client-ecs';
import { inBatches } from '../in-batches.ts';
import { type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import { describeTaskDefinitions, listTaskDefinitions } from '../ecs-task-definitions.ts';
import type { ServiceCollector } from './service.ts';

/** Clusters, services and task definitions; a service acts as the task role of its definition. */
export const ecs: ServiceCollector = {
  service: 'ecs',
  scope: 'regional',
  async collect(site) {
    const clusterArns = await listClusters(site);
    const clusters = await Promise.all(inBatches(clusterArns, 100).map((batch) => describeClusters(site, batch)));
    const services = (await Promise.all(clusterArns.map((cluster) => readServices(site, cluster)))).flat();
    const used = services.flatMap(({ detail }) => detail?.taskDefinition ?? []);
    // A running service may use a definition that is no longer listed as active.
    const definitionArns = [...new Set([...(await listTaskDefinitions(site)), ...used])].sort();
    const definitions = await describeTaskDefinitions(site, definitionArns);
    const roles = new Map(definitions.map(({ arn, runsAs }) => [arn, runsAs]));
    return [...clusters.flat(), ...services.map((service) => toResource(site, service, roles)), ...definitions];
  },
};

function listClusters(site: Site): Promise<readonly string[]> {
  const client = site.client(ECSClient);
  return site.list('ecs:ListClusters', async (token, options) => {
    const answer = await client.send(new ListClustersCommand({ nextToken: token }), options);
    return { items: answer.clusterArns, next: answer.nextToken };
  });
}

async function describeClusters(site: Site, arns: readonly string[]): Promise<readonly Resource[]> {
  const client = site.client(ECSClient);
  const answer = await site.item('ecs:DescribeClusters', {
    subjects: arns,
    send: (options) => client.send(new DescribeClustersCommand({ clusters: [...arns], include: ['TAGS'] }), options),
    isWhole: ({ clusters }) => clusters !== undefined,
  });
  const byArn = new Map(answer?.clusters?.map((cluster) => [cluster.clusterArn, cluster]));
  return arns.map((arn) => ({
    arn,
    type: 'AWS::ECS::Cluster',
    region: site.region,
    tags: tagsOf(byArn.get(arn)?.tags),
    config: { status: byArn.get(arn)?.status },
  }));
}

interface FoundService {
  readonly arn: string;
  readonly cluster: string;
  readonly detail: Service | undefined;
}

async function readServices(site: Site, cluster: string): Promise<readonly FoundService[]> {
  const client = site.client(ECSClient);
  const arns = await site.list(
    'ecs:ListServices',
    async (token, options) => {
      const answer = await client.send(
        new ListServicesCommand({ cluster, maxResults: 100, nextToken: token }),
        options,
      );
      return { items: answer.serviceArns, next: answer.nextToken };
    },
    [cluster],
  );
  // Ten services are the most that one call describes.
  const batches = await Promise.all(inBatches(arns, 10).map((batch) => describeServices(site, cluster, batch)));
  const byArn = new Map(batches.flat().map((service) => [service.serviceArn, service]));
  return arns.map((arn) => ({ arn, cluster, detail: byArn.get(arn) }));
}

async function describeServices(site: Site, cluster: string, arns: readonly string[]): Promise<readonly Service[]> {
  const client = site.client(ECSClient);
  const answer = await site.item('ecs:DescribeServices', {
    subjects: arns,
    send: (options) =>
      client.send(new DescribeServicesCommand({ cluster, services: [...arns], include: ['TAGS'] }), options),
    isWhole: ({ services }) => services !== undefined,
  });
  return answer?.services ?? [];
}

function toResource(
  site: Site,
  { arn, cluster, detail }: FoundService,
  roles: ReadonlyMap<string, string | undefined>,
): Resource {
  return {
    arn,
    type: 'AWS::ECS::Service',
    region: site.region,
    tags: tagsOf(detail?.tags),
    runsAs: detail?.taskDefinition === undefined ? undefined : roles.get(detail.taskDefinition),
    config: { cluster, taskDefinition: detail?.taskDefinition, status: detail?.status },
  };
}
