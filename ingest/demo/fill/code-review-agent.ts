import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { awsManaged } from '../aws-managed.ts';
import { allow, documentOf } from '../documents.ts';
import type { Account } from '../estate.ts';
import { trustService } from '../trusts.ts';

/** An AI agent in tooling that comments on changes; it reads one secret and asks a model. */
export function addCodeReviewAgent(account: Account): void {
  const token = addResource(account, {
    type: 'AWS::SecretsManager::Secret',
    name: 'agents/code-review-app',
    tags: { owner: 'platform', purpose: 'GitHub app of the review agent' },
  });
  const runsAs = addRole(account, {
    name: 'code-review-agent',
    path: '/agents/',
    trust: trustService('lambda.amazonaws.com'),
    managed: [awsManaged('service-role/AWSLambdaBasicExecutionRole')],
    inline: {
      review: documentOf(
        allow('AppToken', 'secretsmanager:GetSecretValue', token),
        allow('Ask', 'bedrock:InvokeModel', '*'),
      ),
    },
    tags: { owner: 'platform', purpose: 'AI agent that reviews changes' },
  });
  addResource(account, {
    type: 'AWS::Lambda::Function',
    name: 'code-review-agent',
    tags: { owner: 'platform' },
    runsAs,
    config: { runtime: 'nodejs22.x' },
  });
}
