import { z } from 'zod';
import { parseArn } from '../../../model/arn.ts';
import { fact, mapping, node } from './mapping.ts';
import { credentialPart } from './parts.ts';

/** Lines of `credentials.ndjson`. */
export const credentialLine = mapping(
  z.object({
    identity: z.string().refine((text) => parseArn(text) !== undefined, 'is not an ARN'),
    kind: z.enum(['access-key', 'password', 'certificate', 'ssh-key']),
    id: z.string().min(1),
    created: z.string().optional(),
    lastUsed: z.string().nullish(),
    status: z.string(),
  }),
  function* (line, _item, { account, observedAt }) {
    const origin = { source: 'aws', scope: account, part: credentialPart(line.kind), observedAt };
    const credential = credentialId(account, line.kind, line.kind === 'password' ? line.identity : line.id);
    const name =
      line.kind === 'password' ? `password of ${line.identity.slice(line.identity.lastIndexOf('/') + 1)}` : line.id;
    const properties = { created: line.created, lastUsed: line.lastUsed ?? undefined, status: line.status };
    yield { say: 'count', of: 'credentials', count: 1 };
    yield node(origin, { id: credential, kind: `aws-${line.kind}`, name, subject: line.identity, properties });
    const active = line.status.toLowerCase() === 'active';
    yield fact(origin, { fact: 'credential', credential, identity: line.identity, active });
  },
);

function credentialId(account: string, kind: string, id: string): string {
  return `aws://${account}/${kind}/${id}`;
}
