import { AssumeRoleCommand, GetCallerIdentityCommand, STSClient } from '@aws-sdk/client-sts';
import { UnavailableError } from '../../model/errors.ts';
import type { RunSettings } from './call.ts';
import type { Clients } from './clients.ts';
import { withDeadline } from './deadline.ts';
import { failureOf } from './outcome.ts';
import type { Site } from './site.ts';

/**
 * Whose credentials these are: the first call of a run, and the only one that must succeed.
 *
 * @throws {UnavailableError} when there are no credentials, they are not taken, or nothing answers
 */
export async function whoAmI(
  clients: Clients,
  { timeoutMs, stop }: RunSettings,
): Promise<{ account: string; partition: string }> {
  const client = clients.get(STSClient, undefined);
  try {
    const answer = await withDeadline(timeoutMs, stop, (abortSignal) =>
      client.send(new GetCallerIdentityCommand(), { abortSignal }),
    );
    const partition = /^arn:([a-z-]+):/.exec(answer.Arn ?? '')?.[1];
    const account = /^\d{12}$/.exec(answer.Account ?? '')?.[0];
    if (partition !== undefined && account !== undefined) return { account, partition };
  } catch (error) {
    throw new UnavailableError(`AWS cannot be read: ${failureOf(error).error}`, hint, { cause: error });
  }
  throw new UnavailableError('AWS cannot be read: sts:GetCallerIdentity does not say whose account this is', hint);
}

/** Whether AWS takes the credentials, where one of its regions just refused them. */
export async function isStillTaken(clients: Clients, settings: RunSettings): Promise<boolean> {
  try {
    await whoAmI(clients, settings);
    return true;
  } catch {
    return false;
  }
}

const hint = 'check credentials (--profile, or the AWS environment variables), network and --endpoint';

/** A session is renewed when it has less than this left. */
const renewBeforeMs = 5 * 60_000;

interface Session {
  readonly accessKeyId: string;
  readonly secretAccessKey: string;
  readonly sessionToken: string;
  readonly expiration: Date;
}

/** A provider of the role's credentials, renewed as they age; undefined, with a gap, where it cannot be assumed. */
export async function assumeRole(site: Site, roleArn: string): Promise<(() => Promise<Session>) | undefined> {
  const first = await newSession(site, roleArn);
  if (first === undefined) return undefined;
  let current = Promise.resolve(first);
  let renewAt = first.expiration.getTime() - renewBeforeMs;
  return () => {
    if (Date.now() >= renewAt) {
      renewAt = Number.POSITIVE_INFINITY; // calls that come meanwhile wait for the same renewal
      current = renewSession(site.withoutQueue(), roleArn).then((session) => {
        renewAt = session.expiration.getTime() - renewBeforeMs;
        return session;
      });
    }
    return current;
  };
}

async function renewSession(site: Site, roleArn: string): Promise<Session> {
  const session = await newSession(site, roleArn);
  if (session === undefined) throw new UnavailableError(`the session as ${roleArn} cannot be renewed`);
  return session;
}

async function newSession(site: Site, roleArn: string): Promise<Session | undefined> {
  const client = site.client(STSClient);
  const answer = await site.item('sts:AssumeRole', {
    subjects: [roleArn],
    send: (options) =>
      client.send(new AssumeRoleCommand({ RoleArn: roleArn, RoleSessionName: 'ambit-collector' }), options),
    isWhole: ({ Credentials }) => Credentials?.SecretAccessKey !== undefined,
  });
  const { AccessKeyId, SecretAccessKey, SessionToken, Expiration } = answer?.Credentials ?? {};
  if (AccessKeyId === undefined || SecretAccessKey === undefined || SessionToken === undefined) return undefined;
  const expiration = Expiration ?? new Date(Date.now() + 3_600_000);
  return { accessKeyId: AccessKeyId, secretAccessKey: SecretAccessKey, sessionToken: SessionToken, expiration };
}
