import { arnName, parseArn } from '../../../model/arn.ts';

/** How resources of a type are called by people, where that is not the last part of the ARN. */
const namings: Readonly<Record<string, (resource: string) => string>> = {
  // secret:prod/database-AbCdEf; AWS adds the six characters.
  'AWS::SecretsManager::Secret': (resource) => resource.replace(/^secret:/, '').replace(/-[A-Za-z0-9]{6}$/, ''),
  'AWS::SSM::Parameter': (resource) => resource.replace(/^parameter/, ''),
  // stack/name/uuid
  'AWS::CloudFormation::Stack': (resource) => resource.split('/')[1] ?? resource,
  'AWS::ECS::Service': (resource) => resource.replace(/^service\//, ''),
  'AWS::ECR::Repository': (resource) => resource.replace(/^repository\//, ''),
  'AWS::Logs::LogGroup': (resource) => resource.replace(/^log-group:/, '').replace(/:\*$/, ''),
};

/** The name that people use: the `Name` tag, the type's own way of naming, or the last part of the ARN. */
export function resourceName({
  arn,
  type,
  tags,
}: {
  readonly arn: string;
  readonly type: string;
  readonly tags: Readonly<Record<string, string>>;
}): string {
  const tagged = tags['Name'];
  if (tagged !== undefined && tagged !== '') return tagged;
  const naming = Object.hasOwn(namings, type) ? namings[type] : undefined;
  return naming?.(parseArn(arn)?.resource ?? arn) ?? arnName(arn);
}
