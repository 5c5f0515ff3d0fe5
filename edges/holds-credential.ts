import { defineEdge } from './define-edge.ts';

export const holdsCredential = defineEdge({
  kind: 'HOLDS_CREDENTIAL',
  title: 'holds a credential of',
  description: "A copy of another identity's credential lies in the resource: whoever reads it holds that identity.",
  abuse: 'Read the secret, parameter or environment, and authenticate with what it says.',
  remediation: 'Replace the copied credential by a role that is assumed; until then narrow who may read the resource.',
  references: ['https://owasp.org/www-project-non-human-identities-top-10/2025/2-secret-leakage/'],
  nhi: ['NHI2', 'NHI8', 'NHI9'],
  mitre: ['T1552.001', 'T1555.006'],
  limits:
    'Only copies that a source reports are known: key ids found in configurations, tags, and what secret scanners say.',
  cost: 1,
  *derive({ index }) {
    const byName = new Map(
      [...index.nodes.values()].filter(({ kind }) => isCredential(kind)).map(({ id, name }) => [name, id]),
    );
    for (const { holder, credential } of index.of('holds-credential')) {
      const held = index.nodes.has(credential) ? credential : byName.get(credential);
      if (held === undefined) continue;
      const evidence = [{ document: holder, statement: 'holds', effect: 'Fact' }] as const;
      yield { from: { node: holder, hold: 'read' }, to: [held], conditions: [], evidence };
    }
  },
});

function isCredential(kind: string): boolean {
  return kind === 'aws-access-key' || kind === 'aws-password' || kind === 'aws-certificate' || kind === 'aws-ssh-key';
}
