import { readFileSync, readdirSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { edgeDoc, edgeRules } from '../../edges/edge-doc.ts';
import { owaspNhi } from '../../model/owasp-nhi.ts';

const folder = new URL('../../edges/', import.meta.url);

test('every rule of the folder is in the registry', () => {
  const files = readdirSync(folder).filter((name) => name.endsWith('.ts'));
  const rules = files.filter((name) => /= defineEdge\(\{/.test(readFileSync(new URL(name, folder), 'utf8')));
  const kinds = edgeRules.map(({ kind }) => `${kind.toLowerCase().replaceAll('_', '-')}.ts`);
  expect(kinds.filter((file) => rules.includes(file)).sort()).toEqual(rules.sort());
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
