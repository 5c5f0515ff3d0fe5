import {
  type FunctionConfiguration,
  GetPolicyCommand,
  LambdaClient,
  ListFunctionsCommand,
  ListTagsCommand,
} from '@aws-sdk/client-lambda';
import { keysHeldIn, type Resource } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

/** Functions with role, layers and policy; of their environment only the ids of access keys. */
export const lambda: ServiceCollector = {
  service: 'lambda',
  scope: 'regional',
  async collect(site) {
    const client = site.client(LambdaClient);
    const functions = await site.list('lambda:ListFunctions', async (token, options) => {
      const answer = await client.send(new ListFunctionsCommand({ Marker: token }), options);
      return { items: answer.Functions, next: answer.NextMarker };
    });
    return Promise.all(functions.map((found) => describe(site, found)));
  },
};

async function describe(site: Site, found: FunctionConfiguration): Promise<Resource> {
  const client = site.client(LambdaClient);
  const arn = found.FunctionArn ?? site.arn('lambda', `function:${found.FunctionName ?? ''}`);
  const [policy, tags] = await Promise.all([
    site.item('lambda:GetPolicy', {
      subjects: [arn],
      send: (options) => client.send(new GetPolicyCommand({ FunctionName: arn }), options),
      isWhole: ({ Policy }) => Policy !== undefined,
      absent: ['ResourceNotFoundException'],
    }),
    site.item('lambda:ListTags', {
      subjects: [arn],
      send: (options) => client.send(new ListTagsCommand({ Resource: arn }), options),
      isWhole: ({ Tags }) => Tags !== undefined,
      absent: ['ResourceNotFoundException'],
    }),
  ]);
  return {
    arn,
    type: 'AWS::Lambda::Function',
    region: site.region,
    tags: tags?.Tags ?? {},
    policy: policy?.Policy,
    runsAs: found.Role,
    config: {
      runtime: found.Runtime,
      layers: (found.Layers ?? []).map(({ Arn }) => Arn ?? ''),
      kmsKey: found.KMSKeyArn,
    },
    holds: keysHeldIn(Object.values(found.Environment?.Variables ?? {})),
  };
}
