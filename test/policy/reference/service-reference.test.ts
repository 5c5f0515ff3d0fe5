import { expect, test } from 'vitest';
import { derivedKeys } from '../../../policy/context-keys.ts';
import { globOf } from '../../../policy/pattern.ts';
import { openReferenceFiles } from '../../../policy/reference/reference-files.ts';
import { serviceReference } from '../../../policy/reference/service-reference.ts';

const { hasAction, hasKey } = serviceReference(openReferenceFiles());

const actions: readonly [service: string, action: string, known: boolean][] = [
  ['s3', 's3:getobject', true],
  ['s3', 's3:getobjekt', false],
  ['s3', 's3:get*', true],
  ['s3', 's3:got*', false],
  ['s3', 's3:*', true],
  ['s3', 's3:', false],
  ['s3', 's3:__proto__', false],
  ['s4', 's4:getobject', false],
  ['', '*:passrole', true],
  ['', '*:passroll', false],
  ['', 'ia?:passrole', true],
  ['../../package', '../../package:name', false],
  ['constructor', 'constructor:name', false],
];

test.each(actions)('action of "%s": %s is known: %s', (service, action, known) => {
  expect(hasAction(service, globOf(action))).toBe(known);
});

const keys: readonly [key: string, known: boolean][] = [
  ['aws:sourceip', true],
  ['aws:sourceip4', false],
  ['aws:principaltag/team', true],
  ['aws:principaltags/team', false],
  ['s3:prefix', true],
  ['s3:prefixx', false],
  ['s3:existingobjecttag/team', true],
  ['kms:encryptioncontext:app', true],
  ['ec2:resourcetag/team', true],
  ['sts:externalid', true],
  ['saml:aud', true],
  ['token.actions.githubusercontent.com:sub', true],
  ['oidc.eks.eu-west-1.amazonaws.com/id/ABC:sub', true],
  ['nobody:knows', false],
  ['plain', false],
  ['../../package:name', true], // a host with dots, as far as anyone can tell
];

test.each(keys)('context key %s is known: %s', (key, known) => {
  expect(hasKey(key)).toBe(known);
});

test('knows every key that principal and resource settle', () => {
  expect([...derivedKeys.keys()].filter((key) => !hasKey(key))).toEqual([]);
});
