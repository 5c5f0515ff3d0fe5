import { development, production } from '../accounts.ts';
import { accessKeyId, addAccessKey } from '../add-credential.ts';
import { addResource } from '../add-resource.ts';
import { addUser } from '../add-user.ts';
import { iamArn, resourceArn } from '../arn.ts';
import { paymentsLedger } from '../crown-jewels.ts';
import { defineStory } from '../define-story.ts';
import { allow, bucketAndObjects, documentOf } from '../documents.ts';

const user = iamArn(production.id, 'user/service/freight-rates-sync');
const secretName = 'development/rates/production-feed';
const rateCards = resourceArn('AWS::S3::Bucket', '', 'halyard-production-rate-cards');
const developmentTask = (service: string): string => iamArn(development.id, `role/service/${service}-task`);

/** A secret in development holds the key of a user in production. */
export const secretToSecondAccount = defineStory({
  id: 'secret-to-second-account',
  title: 'A secret in development that opens production',
  finding:
    'development/rates/production-feed holds an access key of freight-rates-sync in production. Whatever reads that ' +
    'secret, as rates-task in development does, reads production’s rate cards and the payments ledger. ' +
    'booking-task in development cannot read it.',
  expects: [
    { from: developmentTask('rates'), to: rateCards, answer: 'certain' },
    { from: developmentTask('rates'), to: paymentsLedger, answer: 'certain' },
    { from: developmentTask('booking'), to: paymentsLedger, answer: 'never' },
  ],
  addTo(estate) {
    const ledger = ['dynamodb:GetItem', 'dynamodb:Query', 'dynamodb:Scan'];
    addUser(estate.production, {
      name: 'freight-rates-sync',
      path: '/service/',
      inline: {
        sync: documentOf(
          allow('RateCards', ['s3:GetObject', 's3:PutObject', 's3:ListBucket'], bucketAndObjects(rateCards)),
          allow('Settled', ledger, paymentsLedger),
        ),
      },
      tags: { owner: 'orders', purpose: 'copies rates to development' },
      createdDaysAgo: 930,
    });
    addAccessKey(estate.production, user, { createdDaysAgo: 930, lastUsedDaysAgo: 0.4 });
    addResource(estate.development, {
      type: 'AWS::SecretsManager::Secret',
      name: secretName,
      tags: { owner: 'orders', purpose: 'production key for the nightly rates copy' },
      config: { holds: [accessKeyId(user)] },
    });
  },
});
