import { GenerateCredentialReportCommand, GetCredentialReportCommand, IAMClient } from '@aws-sdk/client-iam';
import { AnswerError } from '../collect-errors.ts';
import { pause } from '../pause.ts';
import type { Site } from '../site.ts';
import type { CredentialLine } from './credential-line.ts';

/** Reports take seconds, in large accounts a minute or two. */
const attempts = { count: 90, pauseMs: 2000 };

/** Passwords of the account's users, and the root user's password, access keys and certificates. */
export async function readCredentialReport(site: Site): Promise<readonly CredentialLine[]> {
  if (!(await generate(site))) return [];
  const client = site.client(IAMClient);
  const answer = await site.item('iam:GetCredentialReport', {
    subjects: [],
    send: (options) => client.send(new GetCredentialReportCommand(), options),
    isWhole: ({ Content }) => Content !== undefined && new TextDecoder().decode(Content).startsWith('user,arn,'),
  });
  return answer?.Content === undefined ? [] : parseCredentialReport(new TextDecoder().decode(answer.Content));
}

async function generate(site: Site): Promise<boolean> {
  const client = site.client(IAMClient);
  for (let attempt = 0; attempt < attempts.count; attempt++) {
    const answer = await site.item('iam:GenerateCredentialReport', {
      subjects: [],
      send: async (options) => {
        const answer = await client.send(new GenerateCredentialReportCommand(), options);
        const isLast = attempt === attempts.count - 1;
        if (isLast && answer.State !== 'COMPLETE') throw new AnswerError('the credential report is never complete');
        return answer;
      },
      isWhole: ({ State }) => State !== undefined,
    });
    if (answer === undefined) return false;
    if (answer.State === 'COMPLETE') return true;
    await pause(attempts.pauseMs, site.stop);
  }
  return false;
}

/**
 * The credentials that only the report tells of.
 *
 * @param csv the report: a header line, then one user a line, no field quoted
 */
export function parseCredentialReport(csv: string): readonly CredentialLine[] {
  const [header = '', ...lines] = csv.split(/\r?\n/).filter((line) => line !== '');
  const names = header.split(',');
  return lines.flatMap((line) => {
    const values = line.split(',');
    return credentialsOf(new Map(names.map((name, column) => [name, values[column] ?? ''])));
  });
}

function credentialsOf(row: ReadonlyMap<string, string>): readonly CredentialLine[] {
  const identity = row.get('arn') ?? '';
  const isRoot = row.get('user') === '<root_account>';
  // Every root user has a password; the report says "not_supported" of it.
  const hasPassword = isRoot || row.get('password_enabled') === 'true';
  const password: CredentialLine = {
    identity,
    kind: 'password',
    id: `${identity}#password`,
    created: timeOf(row.get('password_last_changed')) ?? timeOf(row.get('user_creation_time')),
    lastUsed: timeOf(row.get('password_last_used')),
    status: 'Active',
  };
  return [...(hasPassword ? [password] : []), ...(isRoot ? rootCredentials(identity, row) : [])];
}

/** The root user's keys and certificates, whose ids no call tells to anyone but root. */
function rootCredentials(identity: string, row: ReadonlyMap<string, string>): readonly CredentialLine[] {
  const kinds = [
    ['access-key', 'access_key_1'],
    ['access-key', 'access_key_2'],
    ['certificate', 'cert_1'],
    ['certificate', 'cert_2'],
  ] as const;
  const active = kinds.filter(([, column]) => row.get(`${column}_active`) === 'true');
  return active.map(([kind, column]) => ({
    identity,
    kind,
    id: `${identity}#${column.replaceAll('_', '-')}`,
    created: timeOf(row.get(`${column}_last_rotated`)),
    lastUsed: timeOf(row.get(`${column}_last_used_date`)),
    status: 'Active',
  }));
}

/** The report writes `N/A`, `no_information` and `not_supported` where there is no time. */
function timeOf(text: string | undefined): string | undefined {
  const time = text !== undefined && /^\d{4}-/.test(text) ? new Date(text) : undefined;
  return time === undefined || Number.isNaN(time.getTime()) ? undefined : time.toISOString();
}
