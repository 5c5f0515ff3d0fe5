import { z } from 'zod';
import { resolveNode } from '../../app/resolve-node.ts';
import { sectorMembers } from '../../queries/ring-map.ts';
import { reachRow } from '../answers.ts';
import { defineRoute } from '../define-route.ts';
import { integer, node } from '../params.ts';

export const getMapMembers = defineRoute({
  method: 'get',
  path: '/api/map/members',
  summary: "One page of a sector's nodes, heaviest first.",
  params: {
    of: node('the node that is compromised'),
    sector: z.string().max(1000).describe("the sector's id, as the map gives it"),
    offset: integer('nodes to pass over', { min: 0, max: 10_000_000, otherwise: 0 }),
    limit: integer('nodes at most', { min: 1, max: 1000, otherwise: 100 }),
  },
  answer: z.object({ total: z.int(), members: z.array(reachRow) }),
  async handle({ open }, { of, sector, offset, limit }) {
    const { graph } = await open();
    const members = sectorMembers(graph, resolveNode(graph, of), sector);
    return { total: members.length, members: members.slice(offset, offset + limit) };
  },
});
