import {
  type AccountSpec,
  development,
  homeRegion,
  management,
  organizationId,
  production,
  secondRegion,
  tooling,
  units,
} from './accounts.ts';
import { allow, deny, documentOf, type PolicyDocument } from './documents.ts';

const accountSpecs: readonly AccountSpec[] = [management, tooling, production, development];

const unitParents: readonly { readonly id: string; readonly name: string; readonly parent?: string }[] = [
  { id: units.root, name: 'Root' },
  { id: units.infrastructure, name: 'Infrastructure', parent: units.root },
  { id: units.workloads, name: 'Workloads', parent: units.root },
  { id: units.production, name: 'Production', parent: units.workloads },
  { id: units.nonProduction, name: 'NonProduction', parent: units.workloads },
];

const everywhere = [...unitParents, ...accountSpecs].map(({ id }) => id);

/** Services without a region of their own; a region guard must leave them alone. */
const globalServices = [
  'iam:*',
  'sts:*',
  'organizations:*',
  'route53:*',
  'cloudfront:*',
  'support:*',
  'budgets:*',
  's3:GetBucketLocation',
  's3:ListAllMyBuckets',
];

/** The content of `organization.json`. */
export function organizationDocument() {
  return {
    id: organizationId,
    managementAccount: management.id,
    accounts: accountSpecs.map(({ id, name, unit }) => ({ id, name, ou: unit })),
    units: unitParents.map((unit) => ({ ...unit })),
    policies: [
      scp('FullAWSAccess', everywhere, documentOf(allow('Everything', '*', '*'))),
      scp('StayAndStayWatched', [units.root], stayAndStayWatched()),
      scp('EuropeOnly', [units.nonProduction], europeOnly()),
    ],
  };
}

function scp(name: string, targets: readonly string[], document: PolicyDocument) {
  const id = name === 'FullAWSAccess' ? 'p-FullAWSAccess' : `p-${name.toLowerCase()}`;
  return { id, name, type: 'SCP', targets: [...targets], document };
}

function stayAndStayWatched(): PolicyDocument {
  const trail = ['cloudtrail:StopLogging', 'cloudtrail:DeleteTrail', 'cloudtrail:UpdateTrail'];
  return documentOf(
    deny('DenyLeavingTheOrganisation', 'organizations:LeaveOrganization', '*'),
    deny('DenyBlindingTheTrail', [...trail, 'cloudtrail:PutEventSelectors'], '*'),
  );
}

function europeOnly(): PolicyDocument {
  return documentOf({
    Sid: 'DenyOutsideEurope',
    Effect: 'Deny',
    NotAction: globalServices,
    Resource: '*',
    Condition: { StringNotEquals: { 'aws:RequestedRegion': [homeRegion, secondRegion] } },
  });
}
