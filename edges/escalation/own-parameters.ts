/**
 * Context keys, in lower case, that only describe the new thing which the attacker makes to run his code: whatever value
 * a policy asks for, he can give it.
 */
const ownParameters: ReadonlySet<string> = new Set([
  'autoscaling:instancetype',
  'autoscaling:instancetypes',
  'autoscaling:maxsize',
  'autoscaling:minsize',
  'ec2:associatepublicipaddress',
  'ec2:ebsoptimized',
  'ec2:encrypted',
  'ec2:instancetype',
  'ec2:metadatahttpendpoint',
  'ec2:metadatahttpputresponsehoplimit',
  'ec2:metadatahttptokens',
  'ec2:rootdevicetype',
  'ec2:tenancy',
  'ec2:volumesize',
  'ec2:volumetype',
  'ecs:compute-compatibility',
  'ecs:enable-execute-command',
  'ecs:privileged',
  'ecs:task-cpu',
  'ecs:task-memory',
  'iam:awsservicename',
  'lambda:functionurlauthtype',
  'sagemaker:directinternetaccess',
  'sagemaker:instancetypes',
  'sagemaker:intercontainertrafficencryption',
  'sagemaker:maxruntimeinseconds',
  'sagemaker:networkisolation',
  'sagemaker:rootaccess',
]);

/** Leaves out the conditions that the attacker meets by what he asks for. */
export function withoutOwnParameters(conditions: readonly string[]): readonly string[] {
  return conditions.filter((condition) => {
    const [, key = ''] = condition.split(' ', 2);
    return !ownParameters.has(key.replace(/:$/, '').toLowerCase());
  });
}
