import { AnswerError, DeadlineError } from './collect-errors.ts';

/** How a call went; `skipped` calls were not made, since what they depend on was not read. */
export type Outcome = 'ok' | 'denied' | 'failed' | 'unsupported' | 'skipped';

/**
 * Why a call failed.
 *
 * `expired` ends the run, `unauthenticated` does where the credentials are taken nowhere else either; the others are gaps.
 */
export interface Failure {
  readonly outcome: Exclude<Outcome, 'ok' | 'skipped'> | 'expired' | 'unauthenticated';
  readonly error: string;
}

const expired = new Set([
  'ExpiredToken',
  'ExpiredTokenException',
  'RequestExpired',
  'CredentialsProviderError',
  'TokenProviderError',
  'TokenRefreshRequired',
]);

const unauthenticated = new Set([
  'InvalidClientTokenId',
  'InvalidAccessKeyId',
  'InvalidToken',
  'UnrecognizedClientException',
  'IncompleteSignature',
  'InvalidSignatureException',
  'SignatureDoesNotMatch',
  'AuthFailure',
  'NotAuthorizedException',
  'MissingAuthenticationToken',
  'MissingAuthenticationTokenException',
]);

const denied = /^(Access_?Denied|UnauthorizedOperation|UnauthorizedAccess|AuthorizationError|NotAuthorized|Forbidden)/;

const unsupported = new Set([
  'UnknownOperationException',
  'UnknownOperation',
  'InvalidAction',
  'NotImplemented',
  'UnsupportedOperation',
  'UnsupportedOperationException',
  'OptInRequired',
  'SubscriptionRequiredException',
  'ENOTFOUND', // the service has no endpoint in the region
]);

/** Longest error text that is kept; some services answer with whole documents. */
const maxErrorLength = 300;

/** What an error thrown by the SDK means for the run. */
export function failureOf(error: unknown): Failure {
  const { name, message, status } = describe(error);
  if (error instanceof AnswerError) return { outcome: error.isUnsupported ? 'unsupported' : 'failed', error: message };
  const text = (error instanceof DeadlineError ? message : `${name}: ${message}`).slice(0, maxErrorLength);
  if (expired.has(name)) return { outcome: 'expired', error: text };
  if (unauthenticated.has(name)) return { outcome: 'unauthenticated', error: text };
  if (denied.test(name)) return { outcome: 'denied', error: text };
  if (unsupported.has(name) || status === 501) return { outcome: 'unsupported', error: text };
  return { outcome: status === 403 ? 'denied' : 'failed', error: text };
}

/** The name by which AWS calls the error: its code, where the SDK has no class for it. */
export function errorName(error: unknown): string {
  return describe(error).name;
}

function describe(error: unknown): { name: string; message: string; status: number | undefined } {
  if (!(error instanceof Error)) return { name: 'Error', message: String(error), status: undefined };
  const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
  const name = error.name === 'Error' && code !== undefined ? code : error.name;
  return { name, message: error.message.replaceAll(/\s+/g, ' '), status: statusOf(error) };
}

function statusOf(error: Error): number | undefined {
  const metadata = '$metadata' in error ? error.$metadata : undefined;
  if (typeof metadata !== 'object' || metadata === null || !('httpStatusCode' in metadata)) return undefined;
  return typeof metadata.httpStatusCode === 'number' ? metadata.httpStatusCode : undefined;
}
