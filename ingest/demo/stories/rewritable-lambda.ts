import { development } from '../accounts.ts';
import { addGroup } from '../add-group.ts';
import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { administrationOf, iamArn, resourceArn } from '../arn.ts';
import { awsManaged } from '../aws-managed.ts';
import { defineStory } from '../define-story.ts';
import { allow, documentOf } from '../documents.ts';
import { trustService } from '../trusts.ts';

const name = 'telemetry-replay';
const lambda = resourceArn('AWS::Lambda::Function', development.id, name);
const person = (login: string): string => iamArn(development.id, `user/people/${login}`);

/** Whoever is in a team may rewrite a function that runs as administrator. */
export const rewritableLambda = defineStory({
  id: 'rewritable-lambda',
  title: 'A function that a team may rewrite and that runs as admin',
  finding:
    'Everybody in fleet-team may update the code of telemetry-replay, which runs with AdministratorAccess: each of ' +
    'them administers development. Other developers may not.',
  expects: [
    { from: person('nils.berg'), to: administrationOf(development), answer: 'certain' },
    { from: person('vera.holm'), to: lambda, answer: 'certain' },
    { from: person('adam.nowak'), to: administrationOf(development), answer: 'never' },
  ],
  addTo({ development: account }) {
    const runsAs = addRole(account, {
      name: `${name}-lambda`,
      path: '/service/',
      trust: trustService('lambda.amazonaws.com'),
      managed: [awsManaged('AdministratorAccess')],
      tags: { owner: 'tracking', purpose: 'admin "for now", since 2023' },
      createdDaysAgo: 1010,
    });
    addResource(account, { type: 'AWS::Lambda::Function', name, tags: { owner: 'tracking' }, runsAs });
    const update = ['lambda:UpdateFunctionCode', 'lambda:GetFunction', 'lambda:InvokeFunction'];
    addGroup(account, { name: 'fleet-team', inline: { functions: documentOf(allow('OurFunctions', update, lambda)) } });
  },
});
