import { GetDatabasesCommand, GetJobsCommand, GetTagsCommand, GlueClient, type Job } from '@aws-sdk/client-glue';
import { keysHeldIn, type Resource } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

/** Catalogue databases, and jobs with their role; of job arguments only the ids of access keys. */
export const glue: ServiceCollector = {
  service: 'glue',
  scope: 'regional',
  async collect(site) {
    const client = site.client(GlueClient);
    const databases = await site.list('glue:GetDatabases', async (token, options) => {
      const answer = await client.send(new GetDatabasesCommand({ NextToken: token }), options);
      return { items: answer.DatabaseList, next: answer.NextToken };
    });
    const jobs = await site.list('glue:GetJobs', async (token, options) => {
      const answer = await client.send(new GetJobsCommand({ NextToken: token }), options);
      return { items: answer.Jobs, next: answer.NextToken };
    });
    const catalogue = databases.map(({ Name = '', LocationUri }) => ({
      arn: site.arn('glue', `database/${Name}`),
      type: 'AWS::Glue::Database',
      region: site.region,
      config: { location: LocationUri },
    }));
    return [...catalogue, ...(await Promise.all(jobs.map((job) => describe(site, job))))];
  },
};

async function describe(site: Site, job: Job): Promise<Resource> {
  const client = site.client(GlueClient);
  const arn = site.arn('glue', `job/${job.Name ?? ''}`);
  const tags = await site.item('glue:GetTags', {
    subjects: [arn],
    send: (options) => client.send(new GetTagsCommand({ ResourceArn: arn }), options),
    isWhole: ({ Tags }) => Tags !== undefined,
    absent: ['EntityNotFoundException'],
  });
  return {
    arn,
    type: 'AWS::Glue::Job',
    region: site.region,
    tags: tags?.Tags ?? {},
    runsAs: job.Role?.startsWith('arn:') === false ? site.at('global').arn('iam', `role/${job.Role}`) : job.Role,
    config: { script: job.Command?.ScriptLocation },
    holds: keysHeldIn(Object.values(job.DefaultArguments ?? {})),
  };
}
