import {
  DescribeStateMachineCommand,
  ListStateMachinesCommand,
  ListTagsForResourceCommand,
  SFNClient,
  type StateMachineListItem,
} from '@aws-sdk/client-sfn';
import { type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

const gone = ['StateMachineDoesNotExist', 'ResourceNotFound'];

/** State machines of Step Functions with their role. */
export const states: ServiceCollector = {
  service: 'states',
  scope: 'regional',
  async collect(site) {
    const client = site.client(SFNClient);
    const machines = await site.list('states:ListStateMachines', async (token, options) => {
      const answer = await client.send(new ListStateMachinesCommand({ maxResults: 1000, nextToken: token }), options);
      return { items: answer.stateMachines, next: answer.nextToken };
    });
    return Promise.all(machines.map((machine) => describe(site, machine)));
  },
};

async function describe(site: Site, machine: StateMachineListItem): Promise<Resource> {
  const client = site.client(SFNClient);
  const arn = machine.stateMachineArn ?? site.arn('states', `stateMachine:${machine.name ?? ''}`);
  const [detail, tags] = await Promise.all([
    site.item('states:DescribeStateMachine', {
      subjects: [arn],
      // Without its definition, which may hold data of any kind.
      send: (options) =>
        client.send(new DescribeStateMachineCommand({ stateMachineArn: arn, includedData: 'METADATA_ONLY' }), options),
      isWhole: ({ roleArn }) => roleArn !== undefined,
      absent: gone,
    }),
    site.item('states:ListTagsForResource', {
      subjects: [arn],
      send: (options) => client.send(new ListTagsForResourceCommand({ resourceArn: arn }), options),
      isWhole: ({ tags }) => tags !== undefined,
      absent: gone,
    }),
  ]);
  return {
    arn,
    type: 'AWS::StepFunctions::StateMachine',
    region: site.region,
    tags: tagsOf(tags?.tags),
    runsAs: detail?.roleArn,
    config: { kind: machine.type },
  };
}
