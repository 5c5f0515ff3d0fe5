import {
  AppRunnerClient,
  DescribeServiceCommand,
  ListServicesCommand,
  ListTagsForResourceCommand,
  type Service,
  type ServiceSummary,
} from '@aws-sdk/client-apprunner';
import { keysHeldIn, type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

/** Services with their instance role; of their environment only the ids of access keys. */
export const apprunner: ServiceCollector = {
  service: 'apprunner',
  scope: 'regional',
  async collect(site) {
    const client = site.client(AppRunnerClient);
    const services = await site.list('apprunner:ListServices', async (token, options) => {
      const answer = await client.send(new ListServicesCommand({ NextToken: token }), options);
      return { items: answer.ServiceSummaryList, next: answer.NextToken };
    });
    return Promise.all(services.map((service) => describe(site, service)));
  },
};

async function describe(site: Site, summary: ServiceSummary): Promise<Resource> {
  const client = site.client(AppRunnerClient);
  const arn = summary.ServiceArn ?? '';
  const [detail, tags] = await Promise.all([
    site.item('apprunner:DescribeService', {
      subjects: [arn],
      send: (options) => client.send(new DescribeServiceCommand({ ServiceArn: arn }), options),
      isWhole: ({ Service }) => Service !== undefined,
      absent: ['ResourceNotFoundException'],
    }),
    site.item('apprunner:ListTagsForResource', {
      subjects: [arn],
      send: (options) => client.send(new ListTagsForResourceCommand({ ResourceArn: arn }), options),
      isWhole: ({ Tags }) => Tags !== undefined,
      absent: ['ResourceNotFoundException'],
    }),
  ]);
  const service = detail?.Service;
  return {
    arn,
    type: 'AWS::AppRunner::Service',
    region: site.region,
    tags: tagsOf(tags?.Tags),
    runsAs: service?.InstanceConfiguration?.InstanceRoleArn,
    config: {
      status: summary.Status,
      accessRole: service?.SourceConfiguration?.AuthenticationConfiguration?.AccessRoleArn,
      public: service?.NetworkConfiguration?.IngressConfiguration?.IsPubliclyAccessible,
      kmsKey: service?.EncryptionConfiguration?.KmsKey,
    },
    holds: keysHeldIn(environmentOf(service)),
  };
}

function environmentOf(service: Service | undefined): readonly string[] {
  const { ImageRepository: image, CodeRepository: code } = service?.SourceConfiguration ?? {};
  return [
    ...Object.values(image?.ImageConfiguration?.RuntimeEnvironmentVariables ?? {}),
    ...Object.values(code?.CodeConfiguration?.CodeConfigurationValues?.RuntimeEnvironmentVariables ?? {}),
  ];
}
