import * as fc from 'fast-check';
import { expect, test } from 'vitest';
import { closing } from '../../web/state/shortcuts.ts';
import { formatState, homeState, parseState, step, type ViewState } from '../../web/state/view-state.ts';

const states = fc.record<ViewState>({
  view: fc.constantFrom('map', 'gaps'),
  identity: fc.string(),
  sector: fc.string(),
  target: fc.string({ unit: 'grapheme' }),
  path: fc.integer({ min: 1, max: 9 }),
  search: fc.string(),
  who: fc.constantFrom('all', 'machines', 'people'),
  kind: fc.string(),
  scope: fc.string(),
});

test('a state survives its own link', () => {
  fc.assert(
    fc.property(states, (state) => {
      expect(parseState(formatState(state))).toEqual(state);
    }),
  );
});

test('any query is some state', () => {
  fc.assert(
    fc.property(fc.string(), (query) => {
      expect(Object.keys(parseState(query))).toEqual(Object.keys(homeState));
    }),
  );
});

const queries = [
  { when: 'nothing is said', query: '', says: {} },
  {
    when: 'an identity is chosen',
    query: '?identity=arn%3Aaws%3Aiam%3A%3A1%3Arole%2Fci',
    says: { identity: 'arn:aws:iam::1:role/ci' },
  },
  { when: 'the view is unknown', query: '?view=admin', says: {} },
  { when: 'the path is no number', query: '?path=two', says: {} },
  { when: 'the path is out of range', query: '?path=0', says: {} },
  { when: 'who is unknown', query: '?who=robots', says: {} },
  { when: 'a parameter is not ours', query: '?token=x&who=people', says: { who: 'people' } },
] as const;

test.each(queries)('parses a query where $when', ({ query, says }) => {
  expect(parseState(query)).toEqual({ ...homeState, ...says });
});

test('home has the shortest address', () => {
  expect(formatState(homeState)).toBe('');
});

const deep: ViewState = { ...homeState, identity: 'a', sector: 's', target: 't', path: 2, search: 'ci' };

const steps = [
  {
    when: 'another identity closes sector, target and path',
    patch: { identity: 'b' },
    becomes: { identity: 'b', sector: '', target: '', path: 1 },
  },
  {
    when: 'another identity may keep the target',
    patch: { identity: 'b', target: 't' },
    becomes: { identity: 'b', sector: '', path: 1 },
  },
  { when: 'the same identity keeps all', patch: { identity: 'a' }, becomes: {} },
  { when: 'another target begins at its first path', patch: { target: 'u' }, becomes: { target: 'u', path: 1 } },
  { when: 'another path keeps the target', patch: { path: 3 }, becomes: { path: 3 } },
  { when: 'a search leaves the map alone', patch: { search: 'x' }, becomes: { search: 'x' } },
  { when: 'the gaps keep what was chosen', patch: { view: 'gaps' }, becomes: { view: 'gaps' } },
] as const;

test.each(steps)('$when', ({ patch, becomes }) => {
  expect(step(deep, patch)).toEqual({ ...deep, ...becomes });
});

test('choosing on the map leaves the gaps', () => {
  expect(step({ ...deep, view: 'gaps' }, { target: 'u' }).view).toBe('map');
});

const closings = [
  { open: 'the gaps', state: { ...deep, view: 'gaps' }, closes: { view: 'map' } },
  { open: 'a target', state: deep, closes: { target: '' } },
  { open: 'a sector', state: { ...deep, target: '' }, closes: { sector: '' } },
  { open: 'an identity', state: { ...deep, target: '', sector: '' }, closes: { identity: '' } },
  { open: 'nothing', state: homeState, closes: {} },
] as const;

test.each(closings)('escape closes $open', ({ state, closes }) => {
  expect(closing(state)).toEqual(closes);
});
