import {
  GenerateServiceLastAccessedDetailsCommand,
  GetServiceLastAccessedDetailsCommand,
  type GetServiceLastAccessedDetailsCommandOutput,
  IAMClient,
  type ServiceLastAccessed,
} from '@aws-sdk/client-iam';
import type { JsonObject } from '../../../model/json.ts';
import { AnswerError } from '../collect-errors.ts';
import { pause } from '../pause.ts';
import type { Site } from '../site.ts';

const attempts = { count: 60, pauseMs: 1000 };

/** When the identity last used each service that it may use: lines of `last-accessed.ndjson`, used services only. */
export async function readLastAccessed(site: Site, identity: string): Promise<readonly JsonObject[]> {
  const client = site.client(IAMClient);
  const job = await site.item('iam:GenerateServiceLastAccessedDetails', {
    subjects: [identity],
    send: (options) => client.send(new GenerateServiceLastAccessedDetailsCommand({ Arn: identity }), options),
    isWhole: ({ JobId }) => JobId !== undefined,
    absent: ['NoSuchEntity', 'NoSuchEntityException'],
  });
  if (job?.JobId === undefined) return [];
  const JobId = job.JobId;
  const services = await site.list<ServiceLastAccessed>(
    'iam:GetServiceLastAccessedDetails',
    async (Marker, options) => {
      const send = () => client.send(new GetServiceLastAccessedDetailsCommand({ JobId, Marker }), options);
      const answer = await completed(send, site.stop);
      return { items: answer.ServicesLastAccessed, next: answer.IsTruncated === true ? answer.Marker : undefined };
    },
    [identity],
  );
  return services.flatMap(({ ServiceNamespace: service, LastAuthenticated }) =>
    service === undefined || LastAuthenticated === undefined
      ? []
      : [{ identity, service, lastAuthenticated: LastAuthenticated.toISOString() }],
  );
}

async function completed(
  send: () => Promise<GetServiceLastAccessedDetailsCommandOutput>,
  stop: AbortSignal,
): Promise<GetServiceLastAccessedDetailsCommandOutput> {
  for (let attempt = 0; attempt < attempts.count; attempt++) {
    const answer = await send();
    if (answer.JobStatus === 'COMPLETED') return answer;
    if (answer.JobStatus !== 'IN_PROGRESS') throw new AnswerError(`job is ${answer.JobStatus ?? 'without a status'}`);
    await pause(attempts.pauseMs, stop);
  }
  throw new AnswerError('job never completes');
}
