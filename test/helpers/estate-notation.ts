import type { JsonObject, JsonValue } from '../../model/json.ts';
import type { PayloadItem } from '../../ingest/payload.ts';
import { far, home, named, otherNames, out, type Named } from './estate-names.ts';

/**
 * An estate in a few sentences, parted by `;`, as the payload items that a collection would yield:
 *
 * - `ann may s3:Get* on bucket/*`, `ann mayNot * on *`, `ann may all-but iam:* on *`, `… if Bool aws:MultiFactorAuthPresent true & …`
 * - `ci trusts ann far`, `ci mistrusts ann`, `ci trusts all-but ann`, `ci trusts Federated:github`, `ci trusts * if …`
 * - `bucket lets far-ci do s3:GetObject`, `bucket bars * from s3:*`
 * - `ann atMost s3:* on *` is a boundary; `ann atMostNot …` a denial in it
 * - `ann in team`, `ann tagged team=blue`, `function runsAs job`, `function` alone, `instance runsAs profile:job`
 * - `secret holds bob` (an access key of his), `bob hasKey`, `bob hasSecondKey`, `bob hasInactiveKey`, `bob hasPassword`
 * - `secret sealedBy key`: encrypted with that key (`alias/…` and ids as they are); `key grants ann Decrypt`, `key ofAws`
 * - `ann attached rules`, `rules says s3:* on *`: a managed policy; `rules said * on *` is an older version of it
 * - `root permits * on *`, `unit forbids iam:* on *`, `home forbids …`: organisation policies; `management home`
 * - `root guards s3:* on bucket/* if …`: a denial of everyone's in an organisation's policy over resources
 * - `organized` for an organisation without policies, `nameless` for one without an id; `job lacksProfile`: no instance has it
 */
export function payloadOf(text: string): readonly PayloadItem[] {
  const estate = emptyEstate();
  for (const sentence of text.split(/[;\n]/)) {
    const words = sentence.trim().split(/\s+/);
    if (words[0] !== '') read(estate, words);
  }
  return items(estate);
}

interface Estate {
  readonly identities: Map<string, Identity>;
  readonly resources: Map<string, Resource>;
  readonly credentials: Map<string, Credential>;
  readonly managed: Map<string, JsonObject[]>;
  /** Statements of a version that is not the default one. */
  readonly older: Map<string, JsonObject[]>;
  /** SCP statements by level. */
  readonly controls: Map<string, JsonObject[]>;
  management: string | undefined;
  organized: boolean;
  nameless: boolean;
}

interface Credential {
  readonly account: string;
  readonly line: JsonObject;
}

interface Identity {
  readonly is: Named;
  readonly own: JsonObject[];
  readonly trust: JsonObject[];
  readonly attached: string[];
  readonly groups: string[];
  readonly tags: Record<string, string>;
  boundary: string | undefined;
  inProfile: boolean;
}

interface Resource {
  readonly is: Named;
  readonly policy: JsonObject[];
  readonly tags: Record<string, string>;
  readonly holds: string[];
  readonly config: Record<string, JsonValue>;
  readonly grants: JsonObject[];
  runsAs: string | undefined;
}

type Sentence = (estate: Estate, subject: string, rest: readonly string[]) => void;

const sentences: Readonly<Record<string, Sentence>> = {
  may: (estate, who, rest) => identity(estate, who).own.push(statement('Allow', rest)),
  mayNot: (estate, who, rest) => identity(estate, who).own.push(statement('Deny', rest)),
  trusts: (estate, role, rest) => identity(estate, role).trust.push(trust('Allow', rest)),
  mistrusts: (estate, role, rest) => identity(estate, role).trust.push(trust('Deny', rest)),
  lets: (estate, name, rest) => resource(estate, name).policy.push(grant('Allow', rest, 'do')),
  bars: (estate, name, rest) => resource(estate, name).policy.push(grant('Deny', rest, 'from')),
  atMost: (estate, who, rest) => boundary(estate, who).push(statement('Allow', rest)),
  atMostNot: (estate, who, rest) => boundary(estate, who).push(statement('Deny', rest)),
  in: (estate, who, [group]) => {
    identity(estate, group);
    identity(estate, who).groups.push(group);
  },
  attached: (estate, who, [policy]) => identity(estate, who).attached.push(policyArn(policy)),
  says: (estate, policy, rest) => listIn(estate.managed, policyArn(policy)).push(statement('Allow', rest)),
  said: (estate, policy, rest) => listIn(estate.older, policyArn(policy)).push(statement('Allow', rest)),
  tagged: (estate, name, tags) => {
    const held = named(name).kind === 'resource' ? resource(estate, name).tags : identity(estate, name).tags;
    for (const tag of tags) held[tag.slice(0, tag.indexOf('='))] = tag.slice(tag.indexOf('=') + 1);
  },
  runsAs: (estate, name, [role]) => {
    const { arn, account } = identity(estate, role.replace(/^profile:/, '')).is;
    resource(estate, name).runsAs = role.startsWith('profile:')
      ? `arn:aws:iam::${account}:instance-profile/${named(role.slice('profile:'.length)).name}`
      : arn;
  },
  holds: (estate, name, [who]) => resource(estate, name).holds.push(key(estate, who, 'Active')),
  sealedBy: (estate, name, [key]) => {
    resource(estate, name).config['kmsKey'] = /^alias\/|^arn:/.test(key) ? key : named(key).arn;
  },
  grants: (estate, name, [who, ...operations]) => {
    resource(estate, name).grants.push({ grantee: arnOf(who), operations: [...operations] });
  },
  lacksProfile: (estate, role) => void (identity(estate, role).inProfile = false),
  ofAws: (estate, name) => void (resource(estate, name).config['manager'] = 'AWS'),
  hasKey: (estate, who) => void key(estate, who, 'Active'),
  hasSecondKey: (estate, who) => void key(estate, who, 'Active', 'SECOND'),
  hasPassword: (estate, who) => {
    const { arn, account } = identity(estate, who).is;
    const line = { identity: arn, kind: 'password', id: `${arn}/password`, created: '2020-01-01', status: 'Active' };
    estate.credentials.set(`password of ${who}`, { account, line });
  },
  hasInactiveKey: (estate, who) => void key(estate, who, 'Inactive'),
  permits: (estate, level, rest) => control(estate, level).push(statement('Allow', rest)),
  forbids: (estate, level, rest) => control(estate, level).push(statement('Deny', rest)),
  guards: (estate, level, rest) => control(estate, `rcp-${level}`).push({ ...statement('Deny', rest), Principal: '*' }),
};

function read(estate: Estate, [subject, verb, ...rest]: readonly string[]): void {
  if (subject === 'management') {
    estate.organized = true;
    estate.management = verb === 'far' ? far : home;
  } else if (subject === 'organized') estate.organized = true;
  else if (subject === 'nameless') {
    estate.organized = true;
    estate.nameless = true;
  } else if (verb === undefined) {
    for (const name of subject.split(',')) {
      if (named(name).kind === 'resource') resource(estate, name);
      else identity(estate, name);
    }
  } else {
    const sentence = sentences[verb];
    if (sentence === undefined) throw new TypeError(`no sentence: ${subject} ${verb}`);
    for (const name of subject.split(',')) sentence(estate, name, rest);
  }
}

function emptyEstate(): Estate {
  return {
    identities: new Map(),
    resources: new Map(),
    credentials: new Map(),
    managed: new Map(),
    older: new Map(),
    controls: new Map(),
    management: undefined,
    organized: false,
    nameless: false,
  };
}

function identity({ identities }: Estate, name: string): Identity {
  const known = identities.get(name);
  if (known) return known;
  const made: Identity = {
    is: named(name),
    own: [],
    trust: [],
    attached: [],
    groups: [],
    tags: {},
    boundary: undefined,
    inProfile: true,
  };
  identities.set(name, made);
  return made;
}

function resource({ resources }: Estate, name: string): Resource {
  const known = resources.get(name);
  if (known) return known;
  const made: Resource = {
    is: named(name),
    policy: [],
    tags: {},
    holds: [],
    config: {},
    grants: [],
    runsAs: undefined,
  };
  resources.set(name, made);
  return made;
}

function boundary(estate: Estate, who: string): JsonObject[] {
  const holder = identity(estate, who);
  const arn = `arn:aws:iam::${holder.is.account}:policy/limit-of-${who}`;
  holder.boundary = arn;
  return listIn(estate.managed, arn);
}

function control(estate: Estate, level: string): JsonObject[] {
  estate.organized = true;
  return listIn(estate.controls, level);
}

function listIn(lists: Map<string, JsonObject[]>, key: string): JsonObject[] {
  const list = lists.get(key) ?? [];
  lists.set(key, list);
  return list;
}

/** `rules` as the ARN of a managed policy. */
function policyArn(name: string): string {
  return name.startsWith('arn:') ? name : `arn:aws:iam::${home}:policy/${name}`;
}

function key(estate: Estate, who: string, status: string, more = ''): string {
  const id = `AKIA${who.toUpperCase().replaceAll('-', '')}${more}`;
  const { arn, account } = who === 'root' ? { arn: otherNames['home'], account: home } : identity(estate, who).is;
  const line = { identity: arn, kind: 'access-key', id, created: '2020-01-01', status };
  if (!estate.credentials.has(id)) estate.credentials.set(id, { account, line });
  return id;
}

/** `all-but iam:* on bucket/* if Bool aws:SecureTransport true` as a statement. */
function statement(effect: string, words: readonly string[]): JsonObject {
  const { before, condition } = conditioned(words);
  const on = before.indexOf('on');
  const actions = before.slice(0, on);
  const resources = before.slice(on + 1).map(arnOf);
  return {
    Effect: effect,
    ...(actions[0] === 'all-but' ? { NotAction: actions.slice(1) } : { Action: actions }),
    ...(before[on + 1] === 'all-but' ? { NotResource: resources.slice(1) } : { Resource: resources }),
    ...condition,
  };
}

function trust(effect: string, words: readonly string[]): JsonObject {
  const { before, condition } = conditioned(words);
  const federated = before.some((word) => word.startsWith('Federated:'));
  const saml = before.includes('Federated:saml');
  const action = saml ? 'sts:AssumeRoleWithSAML' : federated ? 'sts:AssumeRoleWithWebIdentity' : 'sts:AssumeRole';
  return { Effect: effect, ...principals(before), Action: action, ...condition };
}

function grant(effect: string, words: readonly string[], divider: string): JsonObject {
  const { before, condition } = conditioned(words);
  const at = before.indexOf(divider);
  return {
    Effect: effect,
    ...principals(before.slice(0, at)),
    Action: before.slice(at + 1),
    Resource: '*',
    ...condition,
  };
}

function principals(words: readonly string[]): JsonObject {
  const not = words[0] === 'all-but';
  const names = not ? words.slice(1) : words;
  if (names.length === 1 && names[0] === '*') return { Principal: '*' };
  const block: Record<string, string[]> = {};
  for (const name of names) {
    const [type, value] = /^(Service|Federated):(.*)$/.exec(name)?.slice(1) ?? ['AWS', name];
    (block[type] ??= []).push(type === 'Service' ? value : arnOf(value));
  }
  return not ? { NotPrincipal: block } : { Principal: block };
}

function conditioned(words: readonly string[]): { readonly before: readonly string[]; readonly condition: JsonObject } {
  const at = words.indexOf('if');
  if (at < 0) return { before: words, condition: {} };
  const block: Record<string, Record<string, string[]>> = {};
  for (const part of words
    .slice(at + 1)
    .join(' ')
    .split(' & ')) {
    const [operator, contextKey, ...values] = part.split(' ');
    (block[operator] ??= {})[contextKey] = values.join(' ').split(',').map(arnOfKnown);
  }
  return { before: words.slice(0, at), condition: { Condition: block } };
}

/** Condition values stay as they are, but for short names marked with `@`. */
function arnOfKnown(value: string): string {
  return value.startsWith('@') ? arnOf(value.slice(1)) : value;
}

/** `bucket/logs/*` below the bucket's ARN, `*` and whole ARNs as they are. */
export function arnOf(text: string): string {
  if (text === '*' || text === 'all-but' || text.startsWith('arn:') || /^[A-Z0-9]{8,}$/.test(text)) return text;
  const slash = text.indexOf('/');
  const name = slash < 0 ? text : text.slice(0, slash);
  const id = otherNames[name] ?? (/^(rules|limit-of-)/.test(name) ? policyArn(name) : named(name).arn);
  return slash < 0 ? id : id + text.slice(slash);
}

function items(estate: Estate): readonly PayloadItem[] {
  const all: PayloadItem[] = [];
  const add = (file: string, section: string, value: JsonValue): void => {
    const index = all.filter((item) => item.file === file && item.section === section).length;
    all.push({ file, section, index: section === '' ? index + 1 : index, value });
  };
  if (estate.organized) add('organization.json', '', organization(estate));
  for (const entry of estate.identities.values()) {
    if (entry.is.account === out) continue;
    const section = { user: 'UserDetailList', role: 'RoleDetailList', group: 'GroupDetailList', resource: '' };
    add(`${entry.is.account}/authorization-details.json`, section[entry.is.kind], detail(entry));
  }
  for (const [arn, statements] of estate.managed) {
    const older = estate.older.get(arn) ?? [];
    const versions = [
      { VersionId: 'v2', IsDefaultVersion: true, Document: document(statements) },
      ...(older.length === 0 ? [] : [{ VersionId: 'v1', IsDefaultVersion: false, Document: document(older) }]),
    ];
    const value = { Arn: arn, PolicyName: arn.slice(arn.lastIndexOf('/') + 1), PolicyVersionList: versions };
    add(`${arn.split(':')[4]}/authorization-details.json`, 'Policies', value);
  }
  for (const { is, policy, tags, holds, config, grants, runsAs } of estate.resources.values()) {
    add(`${is.account}/resources.ndjson`, '', {
      arn: is.arn,
      type: is.type,
      region: is.type === 'AWS::S3::Bucket' ? '' : 'eu-west-1',
      tags,
      ...(policy.length === 0 ? {} : { policy: document(policy) }),
      ...(runsAs === undefined ? {} : { runsAs }),
      config: {
        ...config,
        ...(holds.length === 0 ? {} : { holds }),
        ...(grants.length === 0 ? {} : { grants }),
      },
    });
  }
  for (const { account, line } of estate.credentials.values()) add(`${account}/credentials.ndjson`, '', line);
  return all;
}

function document(statements: readonly JsonObject[]): JsonObject {
  return { Version: '2012-10-17', Statement: [...statements] };
}

function detail({ is, own, trust: trusted, attached, groups, tags, boundary: limit, inProfile }: Identity): JsonObject {
  const inline = own.length === 0 ? [] : [{ PolicyName: 'own', PolicyDocument: document(own) }];
  const common = {
    Arn: is.arn,
    Path: '/',
    Tags: Object.entries(tags).map(([Key, Value]) => ({ Key, Value })),
    AttachedManagedPolicies: attached.map((arn) => ({
      PolicyName: arn.slice(arn.lastIndexOf('/') + 1),
      PolicyArn: arn,
    })),
    ...(limit === undefined ? {} : { PermissionsBoundary: { PermissionsBoundaryArn: limit } }),
  };
  if (is.kind === 'group') return { ...common, GroupName: is.name, GroupPolicyList: inline };
  if (is.kind === 'user') return { ...common, UserName: is.name, UserPolicyList: inline, GroupList: groups };
  const nobody = { Effect: 'Allow', Principal: { Service: 'ec2.amazonaws.com' }, Action: 'sts:AssumeRole' };
  const profile = { Arn: `arn:aws:iam::${is.account}:instance-profile/${is.name}`, InstanceProfileName: is.name };
  return {
    ...common,
    RoleName: is.name,
    RolePolicyList: inline,
    AssumeRolePolicyDocument: document(trusted.length === 0 ? [nobody] : trusted),
    InstanceProfileList: inProfile ? [profile] : [],
  };
}

/** One unit below the root, with both accounts in it; levels are named `root`, `unit`, `home`, `far`. */
function organization({ controls, management, nameless }: Estate): JsonObject {
  const ids: Readonly<Record<string, string>> = { root: 'r-1', unit: 'ou-1', home, far };
  return {
    ...(nameless ? {} : { id: 'o-1' }),
    ...(management === undefined ? {} : { managementAccount: management }),
    accounts: [home, far].map((id) => ({ id, name: id, ou: 'ou-1' })),
    units: [{ id: 'r-1' }, { id: 'ou-1', parent: 'r-1' }],
    policies: [...controls].map(([key, statements]) => {
      const isOverResources = key.startsWith('rcp-');
      const level = isOverResources ? key.slice('rcp-'.length) : key;
      return {
        id: `p-${key}`,
        name: isOverResources ? key : `scp-${level}`,
        type: isOverResources ? 'RCP' : 'SCP',
        document: document(statements),
        targets: [ids[level] ?? level],
      };
    }),
  };
}
