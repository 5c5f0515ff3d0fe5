import { z } from 'zod';
import { parseArn } from '../../../model/arn.ts';
import { fact, mapping } from './mapping.ts';
import { lastAccessedPart } from './parts.ts';

const time = z.string().refine((text) => !Number.isNaN(Date.parse(text)), 'is no time');

/** Lines of `last-accessed.ndjson`: what an identity was seen to use, and when last. */
export const lastAccessedLine = mapping(
  z.object({
    identity: z.string().refine((text) => parseArn(text) !== undefined, 'is not an ARN'),
    service: z.string().regex(/^[a-z0-9-]{1,64}$/, 'is no service prefix'),
    action: z.string().min(1).max(128).optional(),
    resource: z.string().min(1).max(2048).optional(),
    lastAuthenticated: time,
  }),
  function* ({ identity, service, action, resource, lastAuthenticated }, _item, { account, observedAt }) {
    const origin = { source: 'aws', scope: account, part: lastAccessedPart, observedAt };
    yield { say: 'count', of: 'uses', count: 1 };
    yield fact(origin, {
      fact: 'use',
      identity,
      service,
      ...(action === undefined ? {} : { action }),
      ...(resource === undefined ? {} : { resource }),
      lastUsed: new Date(lastAuthenticated).toISOString(),
    });
  },
);
