/**
 * One call and what it is asked on: `*` where AWS asks for nothing in particular, else an ARN with
 * `<partition>`, `<account>`, `<region>`, `<new>` (a name that the attacker chooses once for the whole way), `<old>`
 * (the same, of the {@link Way.existing} thing) and `<any>` (a name of its own for each call).
 */
export type Need = readonly [action: string, on: string];

/** Calls that only together get somewhere: each must be allowed on what it is asked on. */
export interface Way {
  /** Its name on pathfinding.cloud, or one of ours in that style, numbered from 101. */
  readonly id: string;
  readonly needs: readonly Need[];
  /** Something that must be there; where nothing of its type was listed the way is conditional on it. */
  readonly existing?: Existing;
}

/** What must be there for a way. */
export interface Existing {
  /** CloudFormation type. */
  readonly type: string;
  readonly words: string;
  /** Those alone that run as a role, or as none. */
  readonly runsAs?: 'somebody' | 'nobody';
}

/** The ARN of a regional thing in the caller's account. */
export function here(service: string, resource: string): string {
  return `arn:<partition>:${service}:<region>:<account>:${resource}`;
}

/** The ARN of something in the account's IAM. */
export function inIam(resource: string): string {
  return `arn:<partition>:iam::<account>:${resource}`;
}

/** A document of AWS's own, which every account and region has. */
export function awsDocument(name: string): string {
  return `arn:<partition>:ssm:<region>::document/${name}`;
}

/** Fills the places of a need's ARN. */
export function filledArn(
  on: string,
  places: { readonly account: string; readonly region: string; readonly name: string; readonly partition: string },
): string {
  return on
    .replace('<partition>', places.partition)
    .replace('<account>', places.account)
    .replace('<region>', places.region)
    .replace(/<new>|<any>|<old>/, () => places.name);
}
