import { readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { edgeDoc, edgeRules } from '../../edges/edge-doc.ts';
import { owaspNhi } from '../../model/owasp-nhi.ts';

/** Files of edges/ that hold no rule. */
const others = new Set([
  'registry.ts',
  'define-edge.ts',
  'edge-doc.ts',
  'administration.ts',
  'role-target.ts',
  'full-statements.ts',
  'github-subjects.ts',
]);

test('every rule of the folder is in the registry', () => {
  const files = readdirSync(new URL('../../edges/', import.meta.url)).filter((name) => name.endsWith('.ts'));
  const rules = files.filter((name) => !others.has(name)).map((name) => name.slice(0, -'.ts'.length));
  expect(edgeRules.map(({ kind }) => kind.toLowerCase().replaceAll('_', '-')).sort()).toEqual(rules.sort());
});

describe.each(edgeRules)('$kind', (rule) => {
  test('says all that a person needs', () => {
    const { kind, title, description, abuse, remediation, references, limits } = rule;
    expect(kind).toMatch(/^[A-Z][A-Z_]*$/);
    expect([title, description, abuse, remediation, limits].filter((text) => text.trim() === '')).toEqual([]);
    expect(references.length).toBeGreaterThan(0);
    expect(references.filter((reference) => !URL.canParse(reference))).toEqual([]);
  });

  test('names real weaknesses, and costs something or nothing', () => {
    expect(rule.nhi.filter((id) => owaspNhi[id] === undefined)).toEqual([]);
    expect(rule.mitre.filter((id) => !/^T\d{4}(\.\d{3})?$/.test(id))).toEqual([]);
    expect(rule.cost).toBeGreaterThanOrEqual(0);
    expect(edgeDoc(rule.kind)).toBe(rule);
  });
});
