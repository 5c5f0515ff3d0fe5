import type { NodeKind } from '../node-kind.ts';

/** Kinds that belong to no provider; `other` stands first because it stands in for every unregistered kind. */
export const generalKinds: readonly [NodeKind, ...NodeKind[]] = [
  { kind: 'other', title: 'Other', category: 'passage', glyph: '·', human: false, weight: 0 },
  { kind: 'machine-identity', title: 'Machine identity', category: 'identity', glyph: 'M', human: false, weight: 5 },
  { kind: 'human-identity', title: 'Person', category: 'identity', glyph: 'P', human: true, weight: 5 },
  { kind: 'anyone', title: 'Anyone on the internet', category: 'identity', glyph: '∗', human: false, weight: 0 },
  { kind: 'ci-workflow', title: 'CI workflow', category: 'identity', glyph: 'C', human: false, weight: 5 },
  { kind: 'system-resource', title: 'System', category: 'system', glyph: 'S', human: false, weight: 5 },
  { kind: 'data-resource', title: 'Data', category: 'data', glyph: 'D', human: false, weight: 5 },
  { kind: 'automation-resource', title: 'Automation', category: 'automation', glyph: 'A', human: false, weight: 5 },
  { kind: 'administration', title: 'Administration', category: 'passage', glyph: '♛', human: false, weight: 0 },
  { kind: 'profile', title: 'Permission profile', category: 'inner', glyph: '·', human: false, weight: 0 },
  { kind: 'resource-set', title: 'Set of nodes', category: 'inner', glyph: '·', human: false, weight: 0 },
  { kind: 'facet', title: 'Hold on a resource', category: 'inner', glyph: '·', human: false, weight: 0 },
];
