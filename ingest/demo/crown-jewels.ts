import { production } from './accounts.ts';
import { resourceArn } from './arn.ts';

/** What Halyard Freight could not bear to lose, as far as stories speak of it; all in production. */
export const customerDatabaseSecret = resourceArn(
  'AWS::SecretsManager::Secret',
  production.id,
  'production/customer-db/master',
);
export const customsDeclarations = resourceArn('AWS::S3::Bucket', '', 'halyard-production-customs-declarations');
export const payroll = resourceArn('AWS::S3::Bucket', '', 'halyard-production-payroll');
export const shipmentArchive = resourceArn('AWS::S3::Bucket', '', 'halyard-production-shipment-archive');
export const paymentsLedger = resourceArn('AWS::DynamoDB::Table', production.id, 'payments-ledger');
