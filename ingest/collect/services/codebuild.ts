import { BatchGetProjectsCommand, CodeBuildClient, ListProjectsCommand, type Project } from '@aws-sdk/client-codebuild';
import { inBatches } from '../in-batches.ts';
import { keysHeldIn, type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

/** Projects with their role; of their environment only the ids of access keys. */
export const codebuild: ServiceCollector = {
  service: 'codebuild',
  scope: 'regional',
  async collect(site) {
    const client = site.client(CodeBuildClient);
    const names = await site.list('codebuild:ListProjects', async (token, options) => {
      const answer = await client.send(new ListProjectsCommand({ nextToken: token }), options);
      return { items: answer.projects, next: answer.nextToken };
    });
    const batches = await Promise.all(inBatches(names, 100).map((batch) => describe(site, batch)));
    return batches.flat();
  },
};

async function describe(site: Site, names: readonly string[]): Promise<readonly Resource[]> {
  const client = site.client(CodeBuildClient);
  const answer = await site.item('codebuild:BatchGetProjects', {
    subjects: names.map((name) => site.arn('codebuild', `project/${name}`)),
    send: (options) => client.send(new BatchGetProjectsCommand({ names: [...names] }), options),
    isWhole: ({ projects }) => projects !== undefined,
  });
  const byName = new Map(answer?.projects?.map((project) => [project.name, project]));
  return names.map((name) => toResource(site, name, byName.get(name)));
}

function toResource(site: Site, name: string, project: Project | undefined): Resource {
  return {
    arn: project?.arn ?? site.arn('codebuild', `project/${name}`),
    type: 'AWS::CodeBuild::Project',
    region: site.region,
    tags: tagsOf(project?.tags),
    runsAs: project?.serviceRole,
    config: { source: project?.source?.type, kmsKey: project?.encryptionKey, visibility: project?.projectVisibility },
    holds: keysHeldIn((project?.environment?.environmentVariables ?? []).map(({ value }) => value)),
  };
}
