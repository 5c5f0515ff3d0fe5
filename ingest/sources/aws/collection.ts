import { z } from 'zod';
import type { Gap } from '../../../model/records.ts';
import { mapping } from './mapping.ts';
import { partsOfCall } from './parts.ts';

/** The whole of `collection.json`: what was asked for, and what did not come. */
export const collectionFile = mapping(
  z.object({
    startedAt: z.string().optional(),
    finishedAt: z.string().optional(),
    calls: z
      .array(
        z.object({
          service: z.string(),
          operation: z.string(),
          region: z.string().nullish(),
          outcome: z.string(),
          error: z.string().nullish(),
          resources: z.array(z.string()).optional(),
        }),
      )
      .default([]),
  }),
  function* ({ calls }, _item, { account }) {
    for (const { service, operation, region, outcome, error, resources } of calls) {
      if (outcome === 'ok') continue;
      const gap: Gap = {
        source: 'aws',
        scope: account,
        parts: partsOfCall(service, operation, region ?? ''),
        call: `${service}:${operation}`,
        ...(region && region !== 'global' ? { region } : {}),
        reason: error ?? outcome,
        ...(resources ? { subjects: resources } : {}),
      };
      yield { say: 'gap', gap };
    }
  },
);
