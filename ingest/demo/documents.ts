/** Condition operators to keys to values. */
export type Conditions = { readonly [operator: string]: { readonly [key: string]: string | string[] } };

/** Whom a trust or resource policy speaks of. */
export type Principal = '*' | { readonly [kind: string]: string | string[] };

/** One statement of a policy. */
export type Statement = {
  readonly Sid?: string;
  readonly Effect: 'Allow' | 'Deny';
  readonly Principal?: Principal;
  readonly Action?: string | string[];
  readonly NotAction?: string[];
  readonly Resource?: string | string[];
  readonly Condition?: Conditions;
};

/** A policy document, as AWS has it. */
export type PolicyDocument = { readonly Version: '2012-10-17'; readonly Statement: Statement[] };

/** The statements as one document. */
export function documentOf(...statements: readonly Statement[]): PolicyDocument {
  return { Version: '2012-10-17', Statement: [...statements] };
}

/** An Allow of an identity policy. */
export function allow(
  sid: string,
  actions: string | readonly string[],
  resources: string | readonly string[],
  conditions?: Conditions,
): Statement {
  const Condition = conditions ? { Condition: conditions } : {};
  return { Sid: sid, Effect: 'Allow', Action: few(actions), Resource: few(resources), ...Condition };
}

/** A Deny of an identity policy. */
export function deny(
  sid: string,
  actions: string | readonly string[],
  resources: string | readonly string[],
  conditions?: Conditions,
): Statement {
  return { ...allow(sid, actions, resources, conditions), Effect: 'Deny' };
}

/** An object ARN for the bucket and one for what is in it. */
export function bucketAndObjects(bucketArn: string): string[] {
  return [bucketArn, `${bucketArn}/*`];
}

/** The statement with a principal, as a resource policy needs it. */
export function grantedTo(principal: Principal, statement: Statement): Statement {
  return { ...statement, Principal: principal };
}

function few(values: string | readonly string[]): string | string[] {
  return typeof values === 'string' ? values : [...values];
}
