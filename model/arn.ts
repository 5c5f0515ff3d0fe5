/** The six fields of an ARN; `resource` keeps its own colons. */
export interface Arn {
  readonly partition: string;
  readonly service: string;
  /** Empty for global services. */
  readonly region: string;
  /** Twelve digits, `aws` for AWS's own policies, or empty (S3 buckets). */
  readonly account: string;
  readonly resource: string;
}

/** The parts of an ARN, or undefined when the text is none. */
export function parseArn(text: string): Arn | undefined {
  if (!text.startsWith('arn:')) return undefined;
  const fields = text.split(':');
  if (fields.length < 6 || fields[1] === '' || fields[2] === '') return undefined;
  const [, partition, service, region, account] = fields;
  return { partition, service, region, account, resource: fields.slice(5).join(':') };
}

/** The last part of an ARN's resource, which is the name people use: `deploy` of `…:role/ci/deploy`. */
export function arnName(arn: string): string {
  const resource = parseArn(arn)?.resource ?? arn;
  return resource.slice(Math.max(resource.lastIndexOf('/'), resource.lastIndexOf(':')) + 1) || resource;
}

/** The account that an account-root ARN, or a bare account id, names. */
export function accountOf(principal: string): string | undefined {
  if (/^\d{12}$/.test(principal)) return principal;
  const arn = parseArn(principal);
  return arn?.resource === 'root' ? arn.account : undefined;
}
