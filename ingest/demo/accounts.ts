/** What the tag `environment` says in an account. */
export type Environment = 'production' | 'development' | 'shared';

/** One AWS account of Halyard Freight. */
export interface AccountSpec {
  readonly id: string;
  readonly name: string;
  /** The organisation unit that it stands in. */
  readonly unit: string;
  readonly environment: Environment;
}

/** The organisation's id. */
export const organizationId = 'o-h4lyardfrt';

/** The organisation's root and units. */
export const units = {
  root: 'r-h4ly',
  infrastructure: 'ou-h4ly-infra001',
  workloads: 'ou-h4ly-wrkld001',
  production: 'ou-h4ly-prod0001',
  nonProduction: 'ou-h4ly-nonprod1',
} as const;

/** The four accounts; the ids are those that AWS's own documentation uses for nobody. */
export const management: AccountSpec = {
  id: '111122223333',
  name: 'halyard-management',
  unit: units.root,
  environment: 'shared',
};
export const tooling: AccountSpec = {
  id: '222233334444',
  name: 'halyard-tooling',
  unit: units.infrastructure,
  environment: 'shared',
};
export const production: AccountSpec = {
  id: '444455556666',
  name: 'halyard-production',
  unit: units.production,
  environment: 'production',
};
export const development: AccountSpec = {
  id: '777788889999',
  name: 'halyard-development',
  unit: units.nonProduction,
  environment: 'development',
};

/** Where nearly everything runs. */
export const homeRegion = 'eu-central-1';

/** Where copies and a few latency-bound things run. */
export const secondRegion = 'eu-west-1';
