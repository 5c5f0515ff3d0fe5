import { expect, test } from 'vitest';
import { createWordBook } from '../../web/word-book.ts';

const nothing = { nodes: [], edges: [] };

const names = {
  '111': 'acme-production',
  '222': 'sandbox',
  '333': 'sandbox',
  '444': '111',
  '555': 'pay\u202eroll',
  '666': '',
  '777': '777',
};

const words = createWordBook(nothing, names);

const scopes = [
  { when: 'named', scope: '111', short: 'acme-production', full: 'acme-production (111)' },
  { when: 'named as another', scope: '222', short: 'sandbox (222)', full: 'sandbox (222)' },
  { when: "named as another's id", scope: '444', short: '111 (444)', full: '111 (444)' },
  { when: 'deceptively named', scope: '555', short: 'pay\\u{202e}roll', full: 'pay\\u{202e}roll (555)' },
  { when: 'named with nothing', scope: '666', short: '666', full: '666' },
  { when: 'named as its own id', scope: '777', short: '777', full: '777' },
  { when: 'not named', scope: '999', short: '999', full: '999' },
  { when: 'no account at all', scope: '', short: 'outside any account', full: 'outside any account' },
  { when: 'called like a member of every object', scope: 'toString', short: 'toString', full: 'toString' },
];

test.each(scopes)('an account $when', ({ scope, short, full }) => {
  expect([words.scope(scope), words.scopeWithId(scope)]).toEqual([short, full]);
});

const nodes = [
  { kind: 'administration', name: 'administration of 111', scope: '111', reads: 'administration of acme-production' },
  { kind: 'administration', name: 'administration of 999', scope: '999', reads: 'administration of 999' },
  { kind: 'aws-s3-bucket', name: 'logs-111', scope: '111', reads: 'logs-111' },
];

test.each(nodes)('$name is called $reads', ({ reads, ...node }) => {
  expect(words.nameOf(node)).toBe(reads);
});

test('a kind that is not in the book is read as words', () => {
  expect([words.node('k8s-pod').title, words.edge('CAN_EXEC').title]).toEqual(['K8s pod', 'Can exec']);
});
