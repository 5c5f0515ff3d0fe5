import { homeRegion } from './accounts.ts';
import { type ResourceType, resourceArn } from './arn.ts';
import type { PolicyDocument } from './documents.ts';
import type { Account, ResourceLine } from './estate.ts';
import type { Tags } from './tags.ts';

/** A resource to add. */
export interface ResourceSpec {
  readonly type: ResourceType;
  readonly name: string;
  /** The home region where left out. */
  readonly region?: string;
  /** `environment` is the account's where left out. */
  readonly tags?: Tags;
  readonly policy?: PolicyDocument;
  /** Role or instance profile that code in it acts as. */
  readonly runsAs?: string;
  readonly config?: NonNullable<ResourceLine['config']>;
}

/** Adds a resource and returns its ARN. */
export function addResource(account: Account, spec: ResourceSpec): string {
  const { type, name, tags, policy, runsAs, config } = spec;
  const region = spec.region ?? homeRegion;
  const arn = resourceArn(type, account.id, name, region);
  account.resources.push({
    arn,
    type,
    region,
    tags: { environment: account.environment, ...tags },
    ...(policy && { policy }),
    ...(runsAs !== undefined && { runsAs }),
    ...(config && { config }),
  });
  return arn;
}
