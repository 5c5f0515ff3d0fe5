import { development, production } from '../accounts.ts';
import { addResource } from '../add-resource.ts';
import { addRole } from '../add-role.ts';
import { iamArn, resourceArn } from '../arn.ts';
import { customsDeclarations, shipmentArchive } from '../crown-jewels.ts';
import { defineStory } from '../define-story.ts';
import { allow, bucketAndObjects, documentOf, grantedTo } from '../documents.ts';
import type { Account } from '../estate.ts';
import { keyPolicy } from '../fill/customer-data.ts';
import { trustService } from '../trusts.ts';

const training = iamArn(development.id, 'role/data/route-training');
const archiveKey = resourceArn('AWS::KMS::Key', production.id, 'shipment-archive');
const read = allow('RouteTrainingReads', ['s3:GetObject', 's3:ListBucket'], bucketAndObjects(shipmentArchive));

/** Bucket and key of the archive let a role of the development account in. */
export const sharedArchive = defineStory({
  id: 'shared-archive',
  title: 'An archive shared with another account',
  finding:
    'The policies of the shipment archive and of its key let route-training in the development account read ten ' +
    'years of shipments in production, and nothing else there.',
  expects: [
    { from: training, to: shipmentArchive, answer: 'certain' },
    { from: training, to: archiveKey, answer: 'certain' },
    { from: training, to: customsDeclarations, answer: 'never' },
  ],
  addTo(estate) {
    addArchive(estate.production);
    addTraining(estate.development);
  },
});

function addArchive(account: Account): void {
  addResource(account, {
    type: 'AWS::S3::Bucket',
    name: 'halyard-production-shipment-archive',
    tags: { owner: 'data', criticality: 'critical', purpose: 'ten years of shipments' },
    policy: documentOf(grantedTo({ AWS: training }, read)),
    config: { encryption: 'aws:kms', publicAccessBlock: true },
  });
  addResource(account, {
    type: 'AWS::KMS::Key',
    name: 'shipment-archive',
    tags: { owner: 'data', criticality: 'high', Name: 'shipment-archive' },
    policy: keyPolicy(account, grantedTo({ AWS: training }, allow('RouteTrainingDecrypts', 'kms:Decrypt', '*'))),
    config: { alias: 'alias/shipment-archive', keyRotation: true },
  });
}

function addTraining(account: Account): void {
  const runsAs = addRole(account, {
    name: 'route-training',
    path: '/data/',
    trust: trustService('sagemaker.amazonaws.com'),
    inline: { train: documentOf(read, allow('Decrypt', 'kms:Decrypt', archiveKey)) },
    tags: { owner: 'data', purpose: 'trains the route model' },
  });
  addResource(account, {
    type: 'AWS::SageMaker::NotebookInstance',
    name: 'route-training',
    tags: { owner: 'data' },
    runsAs,
  });
}
