import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { awsManaged } from '../aws-managed.ts';
import { resourceArn } from '../arn.ts';
import { allow, bucketAndObjects, documentOf } from '../documents.ts';
import type { Account } from '../estate.ts';
import { bucketName } from '../services.ts';
import { trustService } from '../trusts.ts';

/** One Glue job: what it reads and what it writes, by bucket purpose. */
interface GlueJob {
  readonly name: string;
  readonly reads: readonly string[];
  readonly writes: string;
}

const jobs: readonly GlueJob[] = [
  { name: 'telemetry-compact', reads: ['telemetry-raw'], writes: 'lake' },
  { name: 'invoices-to-lake', reads: ['invoices'], writes: 'lake' },
  { name: 'rates-history', reads: ['rate-cards'], writes: 'lake' },
];

/** The lake: Glue databases and the jobs that fill it, the nightly run that starts them. */
export function addAnalytics(account: Account): void {
  addResource(account, {
    type: 'AWS::S3::Bucket',
    name: bucketName(account.environment, 'lake'),
    tags: { owner: 'data', criticality: 'high' },
  });
  for (const name of ['freight_raw', 'freight_curated']) {
    addResource(account, { type: 'AWS::Glue::Database', name, tags: { owner: 'data' } });
  }
  for (const job of jobs) addGlueJob(account, job);
  addNightlyRun(account);
}

function addGlueJob(account: Account, { name, reads, writes }: GlueJob): void {
  const bucket = (purpose: string): string[] =>
    bucketAndObjects(resourceArn('AWS::S3::Bucket', '', bucketName(account.environment, purpose)));
  const runsAs = addRole(account, {
    name: `glue-${name}`,
    path: '/data/',
    trust: trustService('glue.amazonaws.com'),
    managed: [awsManaged('service-role/AWSGlueServiceRole')],
    inline: {
      [name]: documentOf(
        allow('Read', ['s3:GetObject', 's3:ListBucket'], reads.flatMap(bucket)),
        allow('Write', ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], bucket(writes)),
      ),
    },
    tags: { owner: 'data', purpose: `runs the Glue job ${name}` },
  });
  addResource(account, { type: 'AWS::Glue::Job', name, tags: { owner: 'data' }, runsAs });
}

function addNightlyRun(account: Account): void {
  const runsAs = addRole(account, {
    name: 'nightly-lake-run',
    path: '/data/',
    trust: trustService('states.amazonaws.com'),
    inline: {
      run: documentOf(
        allow(
          'StartJobs',
          ['glue:StartJobRun', 'glue:GetJobRun'],
          jobs.map(({ name }) => resourceArn('AWS::Glue::Job', account.id, name)),
        ),
      ),
    },
    tags: { owner: 'data' },
  });
  const type = 'AWS::StepFunctions::StateMachine';
  addResource(account, { type, name: 'nightly-lake-run', tags: { owner: 'data' }, runsAs });
  addScheduler(account, resourceArn(type, account.id, 'nightly-lake-run'));
}

function addScheduler(account: Account, stateMachine: string): void {
  addRole(account, {
    name: 'nightly-schedule',
    path: '/data/',
    trust: trustService('scheduler.amazonaws.com'),
    inline: { start: documentOf(allow('Start', 'states:StartExecution', stateMachine)) },
    tags: { owner: 'data', purpose: 'starts nightly-lake-run' },
  });
}
