import { z } from 'zod';
import { gapRows } from '../../app/gap-rows.ts';
import { gapRow } from '../answers.ts';
import { defineRoute } from '../define-route.ts';

export const getGaps = defineRoute({
  method: 'get',
  path: '/api/gaps',
  summary: 'What could not be read; never to be taken for "no access".',
  params: {},
  answer: z.object({ gaps: z.array(gapRow) }),
  async handle({ open }) {
    const { snapshot } = await open();
    return { gaps: gapRows(snapshot.info.gaps) };
  },
});
