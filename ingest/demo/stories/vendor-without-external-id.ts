import { production } from '../accounts.ts';
import { addRole } from '../add-role.ts';
import { iamArn } from '../arn.ts';
import { awsManaged } from '../aws-managed.ts';
import { shipmentArchive } from '../crown-jewels.ts';
import { defineStory } from '../define-story.ts';
import { allow, bucketAndObjects, documentOf } from '../documents.ts';
import { trustAws } from '../trusts.ts';

const lantern = iamArn('999988887777', 'root');
const cargoview = iamArn('999900001111', 'root');
const lanternRole = iamArn(production.id, 'role/vendor/lantern-monitoring');
const cargoviewRole = iamArn(production.id, 'role/vendor/cargoview-insights');

/** One vendor's role can be had by any customer of the vendor; the other's asks for an external id. */
export const vendorWithoutExternalId = defineStory({
  id: 'vendor-without-external-id',
  title: 'A vendor’s role without an external id',
  finding:
    'lantern-monitoring trusts the whole account of a monitoring vendor without an external id (a confused deputy) ' +
    'and reads nearly everything in production. cargoview-insights asks for an external id: conditional.',
  expects: [
    { from: lantern, to: lanternRole, answer: 'certain' },
    { from: lanternRole, to: shipmentArchive, answer: 'certain' },
    { from: cargoview, to: cargoviewRole, answer: 'conditional' },
  ],
  addTo({ production: account }) {
    addRole(account, {
      name: 'lantern-monitoring',
      path: '/vendor/',
      trust: trustAws(lantern),
      managed: [awsManaged('ReadOnlyAccess')],
      tags: { purpose: 'dashboards by Lantern Monitoring' },
      createdDaysAgo: 1180,
    });
    addRole(account, {
      name: 'cargoview-insights',
      path: '/vendor/',
      trust: trustAws(cargoview, { StringEquals: { 'sts:ExternalId': 'halyard-7c1e52' } }),
      inline: {
        insights: documentOf(allow('Archive', ['s3:GetObject', 's3:ListBucket'], bucketAndObjects(shipmentArchive))),
      },
      tags: { owner: 'data', purpose: 'forecasts by Cargoview' },
    });
  },
});
