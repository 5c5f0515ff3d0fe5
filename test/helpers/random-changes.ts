import * as fc from 'fast-check';
import type { Change } from '../../model/change.ts';
import { idOf } from './estate-derived.ts';
import { arnOf } from './estate-notation.ts';

const version = { Version: '2012-10-17' };
const actor = fc.constantFrom('ann', 'bob', 'ci', 'job', 'far-ann', 'far-ci').map(idOf);
const holder = fc.oneof({ weight: 4, arbitrary: actor }, { weight: 1, arbitrary: fc.constant(idOf('team')) });
const action = fc.constantFrom('s3:*', 's3:GetObject', 'sts:*', 'secretsmanager:*', 'lambda:*', 'iam:PassRole', '*');
const place = fc.constantFrom('*', 'bucket', 'bucket/*', 'secret', 'far-secret', 'function', 'ci', 'job').map(arnOf);
const condition = fc.oneof(
  { weight: 3, arbitrary: fc.constant({}) },
  { weight: 1, arbitrary: fc.constant({ Condition: { Bool: { 'aws:MultiFactorAuthPresent': 'true' } } }) },
  { weight: 1, arbitrary: fc.constant({ Condition: { StringEquals: { 'aws:PrincipalTag/team': 'blue' } } }) },
);

const document = fc
  .array(fc.tuple(fc.constantFrom('Allow', 'Allow', 'Deny'), action, place, condition), { minLength: 1, maxLength: 3 })
  .map((statements) => ({
    ...version,
    Statement: statements.map(([Effect, Action, Resource, more]) => ({ Effect, Action, Resource, ...more })),
  }));

const group = fc.constantFrom('team', 'staff').map(idOf);
const user = fc.constantFrom('ann', 'bob').map(idOf);

/** Changes of what actors may do; some name what is not there. */
export const actorChange: fc.Arbitrary<Change> = fc.oneof(
  { weight: 3, arbitrary: holder.map((from): Change => ({ change: 'detach-policy', from, policy: 'own' })) },
  {
    weight: 2,
    arbitrary: fc.tuple(holder, document).map(([to, doc]): Change => ({ change: 'attach-policy', to, document: doc })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(holder, document)
      .map(([id, doc]): Change => ({ change: 'replace-policy', policy: `${id}/own`, document: doc })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(holder, fc.nat(2))
      .map(([id, statement]): Change => ({ change: 'remove-statement', policy: `${id}/own`, statement })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('deny' as const, 'grant' as const), actor, action, place)
      .map(([change, identity, what, where]): Change => ({ change, identity, actions: [what], resources: [where] })),
  },
  { weight: 1, arbitrary: actor.map((identity): Change => ({ change: 'set-boundary', identity, policy: null })) },
  {
    weight: 1,
    arbitrary: fc
      .tuple(
        actor,
        fc.constantFrom('ann', 'bob', 'ci').map((who) => `arn:aws:iam::111111111111:policy/limit-of-${who}`),
      )
      .map(([identity, policy]): Change => ({ change: 'set-boundary', identity, policy })),
  },
  {
    weight: 2,
    arbitrary: fc
      .tuple(fc.constantFrom('add-member' as const, 'remove-member' as const), group, user)
      .map(([change, of, member]): Change => ({ change, group: of, member })),
  },
);
