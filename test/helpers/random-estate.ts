import * as fc from 'fast-check';

const who = fc.constantFrom('ann', 'bob', 'ci', 'job', 'far-ann', 'far-ci');
const holder = fc.oneof(who, fc.constantFrom('team', 'staff'));
const role = fc.constantFrom('ci', 'job', 'far-ci');
const principal = fc.oneof(who, fc.constantFrom('home', 'far', 'out', '*'));
const action = fc.constantFrom(
  '*',
  'sts:*',
  's3:*',
  's3:GetObject',
  'lambda:*',
  'lambda:UpdateFunctionCode',
  'secretsmanager:GetSecretValue',
  'secretsmanager:*',
  'iam:*',
  'all-but s3:*',
);
const place = fc.constantFrom(
  '*',
  'bucket/*',
  'bucket/logs/*',
  'bucket',
  'bucket/${aws:username}/*',
  'function',
  'secret',
  'far-secret',
  'ci',
  'all-but bucket/logs/*',
);
const condition = fc.oneof(
  { weight: 4, arbitrary: fc.constant('') },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      ' if Bool aws:MultiFactorAuthPresent true',
      ' if BoolIfExists aws:MultiFactorAuthPresent false',
      ' if StringEquals aws:PrincipalTag/team blue',
      ' if StringNotEquals aws:PrincipalTag/team blue',
      ' if ArnLike aws:PrincipalArn @ann',
      ' if ArnNotLike aws:PrincipalArn @ci',
      ' if StringEquals aws:PrincipalOrgID o-1',
      ' if StringEquals aws:ResourceTag/team ${aws:PrincipalTag/team}',
      ' if IpAddress aws:SourceIp 10.0.0.0/8',
    ),
  },
);
const resource = fc.constantFrom('bucket', 'secret', 'far-secret', 'function');

const on = fc.tuple(action, place, condition).map(([what, where, when]) => `${what} on ${where}${when}`);
const allow = fc.tuple(holder, on).map(([name, text]) => `${name} may ${text}`);
const deny = fc.tuple(holder, on).map(([name, text]) => `${name} mayNot ${text}`);
const granted = fc.constantFrom(
  's3:GetObject',
  's3:*',
  '*',
  'secretsmanager:GetSecretValue',
  'lambda:UpdateFunctionCode',
);

/** A statement that allows: by an identity, a trust policy or a resource's. */
export const allowing = fc.oneof(
  { weight: 3, arbitrary: allow },
  {
    weight: 2,
    arbitrary: fc.tuple(role, principal, condition).map(([name, by, when]) => `${name} trusts ${by}${when}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(resource, principal, granted, condition)
      .map(([name, by, what, when]) => `${name} lets ${by} do ${what}${when}`),
  },
);

/** A statement that denies: by an identity, a trust policy, a resource's or a boundary that is there already. */
export const denying = fc.oneof(
  { weight: 3, arbitrary: deny },
  {
    weight: 1,
    arbitrary: fc.tuple(role, principal, condition).map(([name, by, when]) => `${name} mistrusts ${by}${when}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(resource, principal, granted, condition)
      .map(([name, by, what, when]) => `${name} bars ${by} from ${what}${when}`),
  },
);

const circumstance = fc.oneof(
  fc
    .tuple(fc.constantFrom('ann', 'bob', 'far-ann'), fc.constantFrom('team', 'staff'))
    .map(([user, group]) => `${user} in ${user.startsWith('far') ? 'far-' : ''}${group}`),
  fc
    .tuple(fc.oneof(who, resource), fc.constantFrom('blue', 'red'))
    .map(([name, value]) => `${name} tagged team=${value}`),
  fc.tuple(who, on).map(([name, text]) => `${name} atMost ${text}`),
  fc
    .tuple(fc.constantFrom('root', 'home', 'far'), on)
    .map(([level, text]) => `${level} permits * on *; ${level} forbids ${text}`),
  fc.constantFrom(
    'function runsAs job',
    'function runsAs ci',
    'secret holds far-ann',
    'far-secret holds bob',
    'bob hasInactiveKey',
    'organized',
    'management home',
  ),
);

/** A small estate of two accounts, in the sentences of the notation. */
export const randomEstate = fc
  .tuple(
    fc.array(allowing, { minLength: 2, maxLength: 9 }),
    fc.array(denying, { maxLength: 2 }),
    fc.array(circumstance, { maxLength: 5 }),
  )
  .map(([allows, denies, others]) =>
    [
      'ann; bob; ci; job; far-ann; far-ci; team; staff; bucket; secret; far-secret; function',
      ...others,
      ...allows,
      ...denies,
    ].join('; '),
  );
