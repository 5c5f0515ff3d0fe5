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

const shelfPlace = fc.constantFrom(
  '*',
  'arn:aws:s3:::bucket*',
  'arn:aws:s3:::bucket*/*',
  'arn:aws:s3:::bucket1*/logs/*',
  'arn:aws:s3:::*2',
  'arn:aws:s3:::*et?/any',
  'arn:aws:s3:::bucket?any',
  'arn:aws:s3:::bucket*2/*',
  'arn:aws:sqs:*:*:queue*',
  'arn:aws:sqs:eu-west-1:111111111111:*2',
  'arn:aws:sqs:*',
  'arn:aws:*:*:*:*:table/*',
  'arn:aws:dynamodb:eu-*:111111111111:table/table?/index/*',
  'arn:aws:dynamodb:*:*:table/${aws:PrincipalTag/team}*',
  'arn:aws:s3:::bucket${aws:PrincipalTag/team}/*',
  'arn:aws:s3:::${aws:ResourceTag/team}*',
  'bucket1/${aws:username}/*',
  'key1',
  'key2',
  'all-but bucket1 bucket1/*',
  'all-but arn:aws:s3:::bucket2*',
  'all-but queue1',
  'all-but arn:aws:s3:::*/any',
);
const shelfAction = fc.constantFrom(
  '*',
  's3:*',
  's3:GetObject',
  's3:Get*',
  's3:PutObject',
  's3:PutBucket*',
  'sqs:*',
  'sqs:SendMessage',
  'dynamodb:*',
  'dynamodb:Query',
  'kms:*',
  'kms:Decrypt',
  'all-but s3:GetObject',
  'all-but kms:* iam:*',
);
const shelfCondition = fc.oneof(
  { weight: 3, arbitrary: fc.constant('') },
  {
    weight: 2,
    arbitrary: fc.constantFrom(
      ' if StringEquals aws:ResourceTag/team blue',
      ' if StringEquals s3:ResourceTag/team red',
      ' if StringNotEquals aws:ResourceTag/team blue',
      ' if StringEquals aws:ResourceTag/team ${aws:PrincipalTag/team}',
      ' if StringEquals aws:RequestedRegion eu-west-1',
      ' if StringNotEquals aws:RequestedRegion eu-west-1',
      ' if StringEquals aws:PrincipalTag/team blue',
      ' if ArnLike aws:PrincipalArn @ann',
      ' if StringEquals aws:ResourceAccount 111111111111',
      ' if StringEquals aws:PrincipalOrgID o-1',
      ' if Bool aws:MultiFactorAuthPresent true',
      ' if StringLike kms:EncryptionContext:aws:s3:arn @bucket1',
    ),
  },
);
const shelfOn = fc
  .tuple(shelfAction, shelfPlace, shelfCondition)
  .map(([what, where, when]) => `${what} on ${where}${when}`);
const things = [
  'bucket1',
  'bucket2',
  'bucket12',
  'bucket3',
  'far-bucket1',
  'far-bucket2',
  'queue1',
  'queue2',
  'queue12',
  'far-queue1',
  'table1',
  'table2',
  'far-table1',
  'key1',
  'key2',
  'key3',
  'far-key1',
];
const thing = fc.constantFrom(...things);
const caller = fc.oneof(principal, fc.constant('all-but ann'));

/** What a thing's own policy says: by name, of an account, of everyone. */
const shelfGrant = fc
  .tuple(
    thing,
    fc.constantFrom('lets', 'bars'),
    caller,
    fc.constantFrom('s3:*', '*', 'sqs:SendMessage', 'kms:*', 'kms:Decrypt', 's3:GetObject'),
    shelfCondition,
  )
  .map(([name, verb, by, what, when]) => `${name} ${verb} ${by} ${verb === 'lets' ? 'do' : 'from'} ${what}${when}`);

const shelfVariable = fc.constantFrom(
  'arn:aws:s3:::${aws:ResourceTag/team}*',
  'arn:aws:s3:::bucket${aws:PrincipalTag/team}/*',
  'arn:aws:dynamodb:*:*:table/table${aws:PrincipalTag/team}*',
  'arn:aws:sqs:*:*:${aws:ResourceTag/team}*',
);

/** Policies that several may hold. */
const shared = fc.constantFrom('rules1', 'rules2', 'rules3');

const shelfSentence = fc.oneof(
  { weight: 6, arbitrary: fc.tuple(holder, shelfOn).map(([name, text]) => `${name} may ${text}`) },
  { weight: 2, arbitrary: fc.tuple(holder, shelfOn).map(([name, text]) => `${name} mayNot ${text}`) },
  { weight: 2, arbitrary: shelfGrant },
  { weight: 1, arbitrary: fc.tuple(who, shelfOn).map(([name, text]) => `${name} atMost ${text}`) },
  {
    weight: 2,
    arbitrary: fc
      .tuple(holder, shelfVariable, shelfCondition)
      .map(([name, text, when]) => `${name} may * on ${text}${when}`),
  },
  { weight: 3, arbitrary: fc.tuple(shared, shelfOn).map(([name, text]) => `${name} says ${text}`) },
  { weight: 3, arbitrary: fc.tuple(holder, shared).map(([name, policy]) => `${name} attached ${policy}`) },
  {
    weight: 1,
    arbitrary: fc.tuple(who, shared).map(([name, policy]) => `${name} atMost s3:* on *; ${name} attached ${policy}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('root', 'home', 'far'), shelfOn)
      .map(([level, text]) => `${level} guards ${text}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(thing, fc.constantFrom('blue', 'red', 'bucket', 'queue'))
      .map(([name, tag]) => `${name} tagged team=${tag}`),
  },
  {
    weight: 1,
    arbitrary: fc.tuple(who, fc.constantFrom('blue', '1', '2')).map(([name, tag]) => `${name} tagged team=${tag}`),
  },
  {
    weight: 1,
    arbitrary: fc
      .tuple(fc.constantFrom('root', 'home', 'far'), shelfOn)
      .map(([level, text]) => `${level} permits * on *; ${level} forbids ${text}`),
  },
  {
    weight: 1,
    arbitrary: fc.constantFrom(
      'ann,bob in team',
      'bob in staff',
      'management far',
      'organized',
      'bucket1,bucket2,queue1 sealedBy key1',
      'far-bucket1,queue2 sealedBy key2',
      'key1 grants ann Decrypt',
      'bucket3 sealedBy far-key1',
    ),
  },
);

/** A small estate of several resources of few types, some alike, with patterns that tell some of them apart. */
export const randomShelf = fc
  .array(shelfSentence, { minLength: 3, maxLength: 18 })
  .map((sentences) =>
    [`ann; bob; ci; job; far-ann; far-ci; team; staff; ${things.join('; ')}`, ...sentences].join('; '),
  );
