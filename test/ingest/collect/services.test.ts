import { describe, expect, test } from 'vitest';
import { jsonAnswer, type ScriptedRequest, scriptedAccount as account } from '../../helpers/scripted-endpoint.ts';
import { collectScripted } from './collected.ts';

const keyId = 'AKIAIOSFODNN7EXAMPLE';
const role = `arn:aws:iam::${account}:role/app`;

describe('App Runner', () => {
  const arn = `arn:aws:apprunner:us-east-1:${account}:service/web/1`;

  function service({ operation }: ScriptedRequest) {
    if (operation === 'ListServices')
      return jsonAnswer({ ServiceSummaryList: [{ ServiceArn: arn, Status: 'RUNNING' }] });
    if (operation === 'ListTagsForResource') return jsonAnswer({ Tags: [{ Key: 'team', Value: 'web' }] });
    if (operation !== 'DescribeService') return undefined;
    const variables = { KEY: keyId, SECRET: 'wJalrXUtnFEMI' };
    const image = {
      ImageIdentifier: 'x',
      ImageRepositoryType: 'ECR',
      ImageConfiguration: { RuntimeEnvironmentVariables: variables },
    };
    return jsonAnswer({
      Service: {
        ServiceArn: arn,
        InstanceConfiguration: { InstanceRoleArn: role },
        SourceConfiguration: { ImageRepository: image, AuthenticationConfiguration: { AccessRoleArn: `${role}-pull` } },
      },
    });
  }

  test('a service runs as its instance role and holds the key of its environment', async () => {
    const collected = await collectScripted((request) =>
      request.service === 'apprunner' ? service(request) : undefined,
    );
    expect(collected.resources(account).get(arn)).toEqual({
      arn,
      type: 'AWS::AppRunner::Service',
      region: 'us-east-1',
      tags: { team: 'web' },
      runsAs: role,
      config: { status: 'RUNNING', accessRole: `${role}-pull`, holds: [keyId] },
    });
    expect(JSON.stringify(collected.items)).not.toContain('wJalrXUtnFEMI');
  });

  test('a service that cannot be described is said, and is a gap', async () => {
    const collected = await collectScripted((request) =>
      request.service === 'apprunner' && request.operation !== 'DescribeService' ? service(request) : undefined,
    );
    expect(collected.resources(account).get(arn)).toEqual({
      arn,
      type: 'AWS::AppRunner::Service',
      region: 'us-east-1',
      tags: { team: 'web' },
      config: { status: 'RUNNING' },
    });
    expect(collected.calls(account, 'apprunner:DescribeService')).toContainEqual(
      expect.objectContaining({ outcome: 'denied', resources: [arn] }),
    );
  });
});

describe('S3', () => {
  const bucket = (name: string, region: string) =>
    `<Bucket><Name>${name}</Name><BucketRegion>${region}</BucketRegion></Bucket>`;
  const policy = JSON.stringify({ Version: '2012-10-17', Statement: [] });

  function answer({ service, operation, region }: ScriptedRequest) {
    if (service !== 's3') return undefined;
    if (operation.startsWith('GET /?')) {
      const isFirst = !operation.includes('continuation-token');
      const [name, at] = isFirst ? ['open', 'us-east-1'] : ['shut', 'eu-west-1'];
      const next = isFirst ? '<ContinuationToken>more</ContinuationToken>' : '';
      return { body: `<ListAllMyBucketsResult><Buckets>${bucket(name, at)}</Buckets>${next}</ListAllMyBucketsResult>` };
    }
    if (/^GET \/open\/?\?policy/.test(operation)) return { type: 'application/json', body: policy };
    if (/^GET \/open\/?\?tagging/.test(operation)) {
      return { status: 404, body: '<Error><Code>NoSuchTagSet</Code><Message>none</Message></Error>' };
    }
    // A request for the other region's bucket must be signed for its region.
    const isWrong = operation.startsWith('GET /shut') && region !== 'eu-west-1';
    return isWrong ? { status: 400, body: '<Error><Code>AuthorizationHeaderMalformed</Code></Error>' } : undefined;
  }

  test('buckets of all pages are said, each asked in its region, what is denied named by bucket', async () => {
    const collected = await collectScripted(answer);
    expect([...collected.resources(account).values()]).toEqual([
      { arn: 'arn:aws:s3:::open', type: 'AWS::S3::Bucket', region: 'us-east-1', tags: {}, policy: JSON.parse(policy) },
      { arn: 'arn:aws:s3:::shut', type: 'AWS::S3::Bucket', region: 'eu-west-1', tags: {} },
    ]);
    expect(collected.calls(account, 's3:GetBucketPolicy')).toMatchObject([
      { region: 'eu-west-1', outcome: 'denied', resources: ['arn:aws:s3:::shut'] },
      { region: 'us-east-1', outcome: 'ok', count: 1 },
    ]);
    expect(collected.calls(account, 's3:GetBucketTagging')).toMatchObject([
      { region: 'eu-west-1', outcome: 'denied', resources: ['arn:aws:s3:::shut'] },
      { region: 'us-east-1', outcome: 'ok', count: 1 },
    ]);
    expect(collected.calls(account, 's3:ListBuckets')).toMatchObject([{ region: 'global', outcome: 'ok', count: 2 }]);
  });
});

describe('ECS', () => {
  const cluster = (name: string) => `arn:aws:ecs:us-east-1:${account}:cluster/${name}`;
  const service = (name: string) => `arn:aws:ecs:us-east-1:${account}:service/a/${name}`;
  const definition = `arn:aws:ecs:us-east-1:${account}:task-definition/old:3`;
  const names = Array.from({ length: 23 }, (_, index) => `s${index}`);

  function answer({ service: of, operation, fields }: ScriptedRequest) {
    if (of !== 'ecs') return undefined;
    if (operation === 'ListClusters') return jsonAnswer({ clusterArns: [cluster('a'), cluster('b')] });
    if (operation === 'ListServices')
      return fields['cluster'] === cluster('a') ? jsonAnswer({ serviceArns: names.map(service) }) : undefined;
    if (operation === 'ListTaskDefinitions') return jsonAnswer({ taskDefinitionArns: [] });
    if (operation === 'DescribeTaskDefinition') return jsonAnswer({ taskDefinition: { taskRoleArn: role }, tags: [] });
    if (operation !== 'DescribeServices') return undefined;
    const asked = fields['services'] as unknown as readonly string[];
    if (asked.length > 10)
      return { status: 400, body: '{"__type":"InvalidParameterException"}', type: 'application/x-amz-json-1.1' };
    return jsonAnswer({ services: asked.map((serviceArn) => ({ serviceArn, taskDefinition: definition })) });
  }

  test('services are described ten at a time and act as the role of a definition that is no longer listed', async () => {
    const collected = await collectScripted(answer);
    const resources = collected.resources(account);
    for (const name of names) expect(resources.get(service(name))?.['runsAs']).toBe(role);
    expect(resources.get(definition)?.['runsAs']).toBe(role);
    expect(collected.outcomes(account, 'ecs:DescribeServices')).toEqual(['ok 23', 'skipped 0']);
    expect(collected.outcomes(account, 'ecs:DescribeTaskDefinition')).toEqual(['ok 1']);
  });

  test('services of a cluster that cannot be listed are a gap of no known name', async () => {
    const collected = await collectScripted(answer);
    const rows = collected
      .calls(account, 'ecs:ListServices')
      .filter(({ outcome, region }) => outcome === 'denied' && region === 'us-east-1');
    expect(rows).toEqual([expect.objectContaining({ parents: [cluster('b')] })]);
    expect(rows).toEqual([expect.not.objectContaining({ resources: expect.anything() })]);
  });
});
