import { production } from '../accounts.ts';
import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { daysAgo } from '../calendar.ts';
import { administrationOf, iamArn, resourceArn } from '../arn.ts';
import { customerDatabaseSecret, paymentsLedger, payroll } from '../crown-jewels.ts';
import { defineStory } from '../define-story.ts';
import { allow, documentOf } from '../documents.ts';
import type { Account } from '../estate.ts';
import { trustService } from '../trusts.ts';

const name = 'support-copilot';
const agent = iamArn(production.id, `role/agents/${name}-agent`);
const bookings = resourceArn('AWS::DynamoDB::Table', production.id, 'bookings');

/** An AI agent that looks up bookings may read and write all data there is. */
export const overreachingAgent = defineStory({
  id: 'overreaching-agent',
  title: 'An AI agent with far more than it uses',
  finding:
    'support-copilot answers customers from one table. Its role may do anything with S3, DynamoDB and Secrets ' +
    'Manager: the payments ledger, payroll and the master password of the customer database. S3 and Secrets ' +
    'Manager it has never used. It still does not administer the account.',
  expects: [
    { from: agent, to: bookings, answer: 'certain' },
    { from: agent, to: paymentsLedger, answer: 'certain' },
    { from: agent, to: payroll, answer: 'certain' },
    { from: agent, to: customerDatabaseSecret, answer: 'certain' },
    { from: agent, to: administrationOf(production), answer: 'never' },
  ],
  addTo({ production: account }) {
    const runsAs = addAgentRole(account);
    for (const service of ['dynamodb', 'bedrock']) {
      account.lastAccessed.push({ identity: runsAs, service, lastAuthenticated: daysAgo(0.1) });
    }
    addResource(account, {
      type: 'AWS::AppRunner::Service',
      name,
      tags: { owner: 'experience', exposure: 'internet', purpose: 'AI agent for customer questions' },
      runsAs,
    });
  },
});

function addAgentRole(account: Account): string {
  return addRole(account, {
    name: `${name}-agent`,
    path: '/agents/',
    trust: trustService('tasks.apprunner.amazonaws.com'),
    inline: {
      'agent-tools': documentOf(
        allow('Ask', 'bedrock:InvokeModel', '*'),
        allow('Tools', ['s3:*', 'dynamodb:*', 'secretsmanager:*'], '*'),
      ),
    },
    tags: { owner: 'experience', purpose: 'AI agent that answers customers' },
    createdDaysAgo: 96,
    lastUsedDaysAgo: 0.1,
  });
}
