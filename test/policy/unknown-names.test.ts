import { expect, test } from 'vitest';
import { matchesGlob } from '../../policy/pattern.ts';
import { unknownNames, type ServiceReference } from '../../policy/unknown-names.ts';
import { policy } from './notation.ts';

const actions = ['s3:getobject', 's3:putobject', 'iam:passrole'];

const reference: ServiceReference = {
  hasAction: (service, glob) => actions.some((action) => action.startsWith(service) && matchesGlob(glob, action)),
  hasKey: (key) => key === 'aws:sourceip' || key.startsWith('aws:principaltag/'),
};

const cases: readonly [line: string, fields: readonly string[]][] = [
  ['allow s3:GetObject on *', []],
  ['allow S3:getobject on *', []],
  ['allow * on *', []],
  ['allow s3:*Object on *', []],
  ['allow *:PassRole on *', []],
  ['allow s3:GetObjekt on *', ['Statement[0].Action']],
  ['allow s3:Delete* on *', ['Statement[0].Action']],
  ['allow s4:GetObject on *', ['Statement[0].Action']],
  ['allow s3:GetObject on *; deny not s3:Nothing on *', ['Statement[1].NotAction']],
  ['allow * on * if IpAddress aws:SourceIp 10.0.0.0/8', []],
  ['allow * on * if StringEquals aws:PrincipalTag/Any a', []],
  ['allow * on * if IpAddress aws:SourceIP4 10.0.0.0/8', ['Statement[0].Condition.IpAddress.aws:SourceIP4']],
];

test.each(cases)('%s', (line, fields) => {
  expect(unknownNames(policy(line), reference).map(({ field }) => field)).toEqual(fields);
});
