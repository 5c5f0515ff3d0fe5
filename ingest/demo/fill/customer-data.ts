import { addResource } from '../add-resource.ts';
import { iamArn } from '../arn.ts';
import { documentOf, type PolicyDocument, type Statement } from '../documents.ts';
import type { Account } from '../estate.ts';

/** The customers' data: the master database with its secret and key, declarations, payroll. */
export function addCustomerData(account: Account): void {
  addResource(account, {
    type: 'AWS::RDS::DBCluster',
    name: 'customer-master',
    tags: { owner: 'experience', criticality: 'critical', purpose: 'every customer and contract' },
    config: { engine: 'aurora-postgresql', storageEncrypted: true },
  });
  addResource(account, {
    type: 'AWS::SecretsManager::Secret',
    name: 'production/customer-db/master',
    tags: { owner: 'experience', criticality: 'critical', purpose: 'master password of customer-master' },
    config: { rotationEnabled: false },
  });
  addKey(account, 'customer-data', { owner: 'experience', criticality: 'critical' });
  addKey(account, 'payments', { owner: 'finance', criticality: 'high' });
  addKey(account, 'platform', { owner: 'platform' });
  addBucket(account, 'customs-declarations', 'declarations with names, goods and values', 'trade');
  addBucket(account, 'payroll', 'salary runs', 'finance');
}

/** A key's policy that leaves the account's own IAM to decide, with statements for others behind it. */
export function keyPolicy(account: { readonly id: string }, ...others: readonly Statement[]): PolicyDocument {
  return documentOf(
    {
      Sid: 'AccountDecides',
      Effect: 'Allow',
      Principal: { AWS: iamArn(account.id, 'root') },
      Action: 'kms:*',
      Resource: '*',
    },
    ...others,
  );
}

function addKey(account: Account, name: string, tags: Readonly<Record<string, string>>): void {
  addResource(account, {
    type: 'AWS::KMS::Key',
    name,
    tags: { ...tags, Name: name },
    policy: keyPolicy(account),
    config: { alias: `alias/${name}`, keyRotation: true },
  });
}

function addBucket(account: Account, name: string, purpose: string, owner: string): void {
  addResource(account, {
    type: 'AWS::S3::Bucket',
    name: `halyard-production-${name}`,
    tags: { owner, criticality: 'critical', purpose },
    config: { encryption: 'aws:kms', publicAccessBlock: true },
  });
}
