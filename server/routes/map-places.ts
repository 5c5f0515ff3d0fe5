import { z } from 'zod';
import { resolveNode } from '../../app/resolve-node.ts';
import { UsageError } from '../../model/errors.ts';
import { placesOnMap } from '../../queries/ring-map.ts';
import { defineRoute } from '../define-route.ts';
import { readJsonBody } from '../json-body.ts';
import { node } from '../params.ts';

const wanted = z.object({ ids: z.array(z.string().max(4096)).max(1000) });

export const postMapPlaces = defineRoute({
  method: 'post',
  path: '/api/map/places',
  summary: 'In which sectors of a map some nodes stand: {"ids": […]}. Those that are not on it are left out.',
  params: { of: node('the node that is compromised') },
  body: ['application/json'],
  answer: z.object({ places: z.array(z.object({ id: z.string(), sector: z.string() })) }),
  async handle({ open, request }, { of }) {
    const asked = wanted.safeParse(await readJsonBody(request));
    if (!asked.success) throw new UsageError('ids: expected at most 1000 texts');
    const { graph } = await open();
    return { places: placesOnMap(graph, resolveNode(graph, of), asked.data.ids) };
  },
});
