import { production } from '../accounts.ts';
import { addResource } from '../add-resource.ts';
import { addRole, instanceProfileArn } from '../add-role.ts';
import { iamArn } from '../arn.ts';
import { awsManaged } from '../aws-managed.ts';
import { customerDatabaseSecret, payroll } from '../crown-jewels.ts';
import { defineStory } from '../define-story.ts';
import { allow, documentOf } from '../documents.ts';
import { trustService } from '../trusts.ts';

const name = 'portal-legacy';
const role = iamArn(production.id, `role/${name}`);

/** A host on the internet whose instance profile reads the customer database's master password. */
export const portalHost = defineStory({
  id: 'portal-host',
  title: 'A host on the internet that knows the master password',
  finding:
    'The old customer portal runs on an EC2 instance with a public address and IMDSv1. The role of its instance ' +
    'profile reads the secret with the master password of the customer database.',
  expects: [
    { from: role, to: customerDatabaseSecret, answer: 'certain' },
    { from: role, to: payroll, answer: 'never' },
  ],
  addTo({ production: account }) {
    addRole(account, {
      name,
      trust: trustService('ec2.amazonaws.com'),
      managed: [awsManaged('CloudWatchAgentServerPolicy')],
      inline: {
        database: documentOf(allow('MasterPassword', 'secretsmanager:GetSecretValue', customerDatabaseSecret)),
      },
      instanceProfile: true,
      tags: { owner: 'experience', purpose: 'the portal before 2024' },
    });
    addResource(account, {
      type: 'AWS::EC2::Instance',
      name,
      tags: { owner: 'experience', Name: name, exposure: 'internet' },
      runsAs: instanceProfileArn(account, name),
      config: { instanceType: 'm5.large', publicAddress: true, imdsv2: false },
    });
  },
});
