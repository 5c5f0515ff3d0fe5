import { production } from '../accounts.ts';
import { addGroup } from '../add-group.ts';
import { addPolicy } from '../add-policy.ts';
import { iamArn } from '../arn.ts';
import { customsDeclarations, payroll, shipmentArchive } from '../crown-jewels.ts';
import { defineStory } from '../define-story.ts';
import { allow, bucketAndObjects, deny, documentOf } from '../documents.ts';

const analyst = iamArn(production.id, 'user/people/priya.raman');

/** Analysts read every production bucket but the two that an explicit deny protects. */
export const analystsDenied = defineStory({
  id: 'analysts-denied',
  title: 'A deny that protects the crown jewels from analysts',
  finding:
    'data-analysts may read every bucket named halyard-production-*, and a deny keeps customs declarations and ' +
    'payroll from them.',
  expects: [
    { from: analyst, to: shipmentArchive, answer: 'certain' },
    { from: analyst, to: customsDeclarations, answer: 'never' },
    { from: analyst, to: payroll, answer: 'never' },
  ],
  addTo({ production: account }) {
    const read = addPolicy(
      account,
      'analytics-read',
      documentOf(
        allow('Lake', ['s3:GetObject', 's3:ListBucket'], 'arn:aws:s3:::halyard-production-*'),
        allow('Catalogue', ['glue:GetDatabase*', 'glue:GetTable*', 'glue:GetPartition*', 'athena:*'], '*'),
      ),
    );
    const protect = addPolicy(
      account,
      'protect-crown-jewels',
      documentOf(deny('NotThese', 's3:*', [...bucketAndObjects(customsDeclarations), ...bucketAndObjects(payroll)])),
    );
    addGroup(account, { name: 'data-analysts', managed: [read, protect] });
  },
});
