import {
  DescribeNotebookInstanceCommand,
  ListNotebookInstancesCommand,
  ListTagsCommand,
  type NotebookInstanceSummary,
  SageMakerClient,
} from '@aws-sdk/client-sagemaker';
import { type Resource, tagsOf } from '../resource.ts';
import type { Site } from '../site.ts';
import type { ServiceCollector } from './service.ts';

/** Notebook instances with their role. */
export const sagemaker: ServiceCollector = {
  service: 'sagemaker',
  scope: 'regional',
  async collect(site) {
    const client = site.client(SageMakerClient);
    const notebooks = await site.list('sagemaker:ListNotebookInstances', async (token, options) => {
      const answer = await client.send(new ListNotebookInstancesCommand({ NextToken: token }), options);
      return { items: answer.NotebookInstances, next: answer.NextToken };
    });
    return Promise.all(notebooks.map((notebook) => describe(site, notebook)));
  },
};

async function describe(site: Site, notebook: NotebookInstanceSummary): Promise<Resource> {
  const client = site.client(SageMakerClient);
  const name = notebook.NotebookInstanceName ?? '';
  const arn = notebook.NotebookInstanceArn ?? site.arn('sagemaker', `notebook-instance/${name}`);
  const [detail, tags] = await Promise.all([
    site.item('sagemaker:DescribeNotebookInstance', {
      subjects: [arn],
      send: (options) => client.send(new DescribeNotebookInstanceCommand({ NotebookInstanceName: name }), options),
      isWhole: ({ NotebookInstanceName }) => NotebookInstanceName !== undefined,
    }),
    site.item('sagemaker:ListTags', {
      subjects: [arn],
      send: (options) => client.send(new ListTagsCommand({ ResourceArn: arn, MaxResults: 100 }), options),
      isWhole: ({ Tags }) => Tags !== undefined,
    }),
  ]);
  return {
    arn,
    type: 'AWS::SageMaker::NotebookInstance',
    region: site.region,
    tags: tagsOf(tags?.Tags),
    runsAs: detail?.RoleArn,
    config: {
      state: notebook.NotebookInstanceStatus,
      directInternet: detail?.DirectInternetAccess,
      rootAccess: detail?.RootAccess,
      kmsKey: detail?.KmsKeyId,
    },
  };
}
