import { describe, expect, test } from 'vitest';
import { edgeRules } from '../../../edges/edge-doc.ts';
import { estateOf, membersOf } from '../../helpers/estate-derived.ts';
import { shortName } from '../../helpers/estate-names.ts';
import { published, type Published } from './published.ts';

/** What the rules say of the edges of a published way: `lambda-001`, with `?` where it is conditional. */
async function said(facts: string, edge: string): Promise<readonly string[]> {
  const estate = await estateOf(facts);
  return edgeRules.flatMap((rule) => {
    const levels = rule.kind === 'CAN_READ' || rule.kind === 'CAN_WRITE' || rule.kind === 'CAN_ADMINISTER';
    if (levels) return [];
    return [...rule.derive(estate)].flatMap(({ from, to, conditions, rule: id = rule.kind }) => {
      const tails = 'node' in from ? [from.node] : membersOf(estate.profiles, from);
      const edges = tails.flatMap((tail) => to.map((head) => `${shortName(tail)}>${shortName(head)}`));
      return edges.includes(edge) ? [conditions.length === 0 ? id : `${id}?`] : [];
    });
  });
}

function facts({ needs, given, by = 'ann' }: Published, more = ''): string {
  return [...(needs.length === 0 ? [] : [`${by} may ${needs.join(' ')} on *`]), ...given, by, more].join('; ');
}

test('every published way has its own id, and no other is named so', () => {
  expect(published).toHaveLength(65);
  expect(new Set(published.map(({ id }) => id)).size).toBe(65);
});

describe.each(published)('$id', (way) => {
  const { needs, given, edge, by = 'ann' } = way;
  const id = way.id === 'sts-001' ? 'CAN_ASSUME' : way.id;

  test('fires, and says which way it is', async () => {
    expect(await said(facts(way), edge)).toContain(id);
  });

  test.each(needs)('not so without %s', async (need) => {
    const left = facts({ ...way, needs: needs.filter((other) => other !== need) });
    expect(await said(left, edge)).not.toContain(id);
  });

  test.each(needs)('nothing where %s is denied', async (need) => {
    expect(await said(facts(way, `${by} mayNot ${need} on *`), edge)).not.toContain(id);
  });

  test.each(needs)('nothing where a boundary lacks %s', async (need) => {
    expect(await said(facts(way, `${by} atMost all-but ${need} on *`), edge)).not.toContain(id);
  });

  test.each(needs)('nothing where an SCP forbids %s', async (need) => {
    expect(await said(facts(way, `home permits * on *; home forbids ${need} on *`), edge)).not.toContain(id);
  });

  test.each(needs)('nothing where %s is allowed elsewhere alone', async (need) => {
    const left = facts({ ...way, needs: needs.filter((other) => other !== need) });
    expect(await said(`${left}; ${by} may ${need} on arn:aws:s3:::elsewhere`, edge)).not.toContain(id);
  });

  test.each(needs)('conditional where %s asks for MFA', async (need) => {
    const left = facts({ ...way, needs: needs.filter((other) => other !== need) });
    const answers = await said(`${left}; ${by} may ${need} on * if Bool aws:MultiFactorAuthPresent true`, edge);
    expect(answers).not.toContain(id);
    expect(answers.some((answer) => answer.endsWith('?') || isLesser(answer))).toBe(true);
  });

  test.each(given)('not for certain without: %s', async (piece) => {
    const left = facts({ ...way, given: given.filter((other) => other !== piece) });
    expect(await said(left, edge)).not.toContain(id);
  });

  /** A published way that asks for less than this one, and that is left when one of its calls is conditional. */
  function isLesser(answer: string): boolean {
    const other = published.find((each) => each.id === answer);
    return other !== undefined && other.needs.every((each) => needs.includes(each));
  }
});
