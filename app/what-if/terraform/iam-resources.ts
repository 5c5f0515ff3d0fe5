import type { JsonObject } from '../../../model/json.ts';
import type { PlannedResource } from './read-plan.ts';
import { documentIn, textIn, textsIn, type PlanWorld } from './plan-world.ts';

/** Says what one planned resource changes. */
export type Translate = (world: PlanWorld, resource: PlannedResource) => void;

const nodeKinds: Readonly<Record<string, string>> = { role: 'aws-role', user: 'aws-user', group: 'aws-group' };

/** Hands the document of a field on, or says that it is not known, or no policy. */
export function withDocument(
  world: PlanWorld,
  resource: PlannedResource,
  field: string,
  use: (document: JsonObject) => void,
): void {
  if (resource.unknown.has(field)) {
    world.tell(resource, `${field} is not known before it is applied: what it allows is not counted`);
    return;
  }
  const text = textIn(resource.after, field);
  if (text === undefined || text === textIn(resource.before, field)) return;
  const document = documentIn(text);
  if (document === undefined) world.tell(resource, `${field} is no policy document`);
  else use(document);
}

/** Users, roles and groups themselves, with what binds them. */
export function identity(kind: 'role' | 'user' | 'group'): Translate {
  return (world, resource) => {
    const { before, after } = resource;
    const [was, is] = [before && world.arnOf(resource, before), after && world.arnOf(resource, after)];
    if (was !== undefined && was !== is) world.want(resource, 'goes', { change: 'remove-node', id: was });
    if (after === undefined) return;
    if (is === undefined) {
      world.tell(resource, 'its name or account is not known before it is applied');
      return;
    }
    world.want(resource, 'comes', (facts) =>
      facts.nodes.has(is) ? undefined : { change: 'add-identity', id: is, kind: nodeKinds[kind] },
    );
    if (kind === 'role')
      withDocument(world, resource, 'assume_role_policy', (document) =>
        world.want(resource, 'is-other', { change: 'set-trust', identity: is, document }),
      );
    if (kind !== 'group') boundary(world, resource, is);
    if (kind === 'role') managedArns(world, resource, is);
  };
}

function boundary(world: PlanWorld, resource: PlannedResource, identity: string): void {
  const known = world.text(resource, 'permissions_boundary');
  if (known === 'unknown') {
    world.tell(resource, 'permissions_boundary is not known before it is applied');
    return;
  }
  const policy = known.value ?? null;
  if (policy === (textIn(resource.before, 'permissions_boundary') ?? null)) return;
  world.want(resource, 'is-attached', { change: 'set-boundary', identity, policy });
}

function managedArns(world: PlanWorld, resource: PlannedResource, to: string): void {
  if (resource.unknown.has('managed_policy_arns') && resource.before !== undefined)
    world.tell(resource, 'managed_policy_arns is not known before it is applied');
  if (resource.unknown.has('managed_policy_arns')) return;
  const [was, is] = [textsIn(resource.before, 'managed_policy_arns'), textsIn(resource.after, 'managed_policy_arns')];
  for (const policy of is.filter((arn) => !was.includes(arn)))
    world.want(resource, 'is-attached', { change: 'attach-policy', to, policy });
  for (const policy of was.filter((arn) => !is.includes(arn)))
    world.want(resource, 'is-detached', { change: 'detach-policy', from: to, policy });
}

/** Managed policies. */
export const managedPolicy: Translate = (world, resource) => {
  const { before, after } = resource;
  const [was, is] = [before && world.arnOf(resource, before), after && world.arnOf(resource, after)];
  if (was !== undefined && was !== is) world.want(resource, 'goes', { change: 'remove-policy', policy: was });
  if (after === undefined) return;
  if (is === undefined) world.tell(resource, 'its name or account is not known before it is applied');
  else
    withDocument(world, resource, 'policy', (document) =>
      world.want(resource, 'comes', (facts) =>
        facts.of('policy').some(({ id }) => id === is)
          ? { change: 'replace-policy', policy: is, document }
          : { change: 'add-policy', policy: is, document },
      ),
    );
};

/** Inline policies of one role, user or group. */
export function inlinePolicy(kind: 'role' | 'user' | 'group'): Translate {
  return (world, resource) => {
    const { before, after } = resource;
    const was = holderIn(world, kind, before);
    const name = textIn(before, 'name');
    const known = after === undefined ? { value: undefined } : world.text(resource, kind);
    const to = known === 'unknown' || known.value === undefined ? undefined : world.named(kind, known.value);
    const isSame = was === to && name === textIn(after, 'name');
    if (was !== undefined && name !== undefined && !isSame)
      world.want(resource, 'is-detached', { change: 'detach-policy', from: was, policy: name });
    if (after === undefined) return;
    if (to === undefined) world.tell(resource, `${kind} is not known before it is applied`);
    else
      withDocument(world, resource, 'policy', (document) =>
        world.want(resource, 'is-attached', {
          change: 'attach-policy',
          to,
          document,
          name: textIn(after, 'name') ?? resource.address,
        }),
      );
  };
}

function holderIn(world: PlanWorld, kind: string, values: JsonObject | undefined): string | undefined {
  const name = textIn(values, kind);
  return name === undefined ? undefined : world.named(kind, name);
}

/** One managed policy on one role, user or group. */
export function attachment(kind: 'role' | 'user' | 'group'): Translate {
  return (world, resource) => {
    const { before, after } = resource;
    const [from, old] = [holderIn(world, kind, before), textIn(before, 'policy_arn')];
    const [who, what] = [world.text(resource, kind), world.text(resource, 'policy_arn')];
    const to = who === 'unknown' || who.value === undefined ? undefined : world.named(kind, who.value);
    const policy = what === 'unknown' ? undefined : what.value;
    if (from !== undefined && old !== undefined && (from !== to || old !== policy))
      world.want(resource, 'is-detached', { change: 'detach-policy', from, policy: old });
    if (after === undefined || (from === to && old === policy && to !== undefined)) return;
    if (to === undefined || policy === undefined)
      world.tell(resource, 'who gets which policy is not known before it is applied');
    else world.want(resource, 'is-attached', { change: 'attach-policy', to, policy });
  };
}

/** One managed policy on several holders at once. */
export const sharedAttachment: Translate = (world, resource) => {
  const { before, after, unknown } = resource;
  const known = world.text(resource, 'policy_arn');
  for (const [kind, field] of [
    ['role', 'roles'],
    ['user', 'users'],
    ['group', 'groups'],
  ] as const) {
    if (unknown.has(field)) {
      world.tell(resource, `${field} is not known before it is applied`);
      continue;
    }
    const [was, is] = [textsIn(before, field), textsIn(after, field)];
    const old = textIn(before, 'policy_arn');
    const policy = known === 'unknown' ? undefined : (known.value ?? old);
    for (const name of was.filter((each) => !is.includes(each) || old !== policy)) {
      const from = world.named(kind, name);
      if (from !== undefined && old !== undefined)
        world.want(resource, 'is-detached', { change: 'detach-policy', from, policy: old });
    }
    for (const name of is.filter((each) => !was.includes(each) || old !== policy)) {
      const to = world.named(kind, name);
      if (to === undefined || policy === undefined)
        world.tell(resource, `which policy ${name} gets is not known before it is applied`);
      else world.want(resource, 'is-attached', { change: 'attach-policy', to, policy });
    }
  }
};

/** Users of one group, or groups of one user. */
export function memberships(one: 'group' | 'user', field: 'users' | 'groups'): Translate {
  return (world, resource) => {
    const known = world.text(resource, one);
    const single = known === 'unknown' ? undefined : (known.value ?? textIn(resource.before, one));
    if (single === undefined || resource.unknown.has(field)) {
      world.tell(resource, 'who is in which group is not known before it is applied');
      return;
    }
    const [was, is] = [textsIn(resource.before, field), textsIn(resource.after, field)];
    const ends = (name: string) => {
      const [group, member] = one === 'group' ? [single, name] : [name, single];
      return { group: world.named('group', group) ?? group, member: world.named('user', member) ?? member };
    };
    for (const name of is.filter((each) => !was.includes(each)))
      world.want(resource, 'is-attached', { change: 'add-member', ...ends(name) });
    for (const name of was.filter((each) => !is.includes(each)))
      world.want(resource, 'is-detached', { change: 'remove-member', ...ends(name) });
  };
}

/** Access keys of users. */
export const accessKey: Translate = (world, resource) => {
  const { before, after } = resource;
  const known = world.text(resource, 'user');
  const user = known === 'unknown' ? undefined : (known.value ?? textIn(before, 'user'));
  const identity = user === undefined ? undefined : world.named('user', user);
  const key = (id: string): string => `aws://${world.account ?? ''}/access-key/${id}`;
  const old = textIn(before, 'id');
  if (after === undefined && old !== undefined) world.want(resource, 'goes', { change: 'remove-node', id: key(old) });
  if (after === undefined) return;
  const isActive = textIn(after, 'status') !== 'Inactive';
  if (identity === undefined) world.tell(resource, 'whose key it is, is not known before it is applied');
  else if (before === undefined && isActive)
    world.want(resource, 'is-attached', {
      change: 'add-credential',
      id: key(textIn(after, 'id') ?? resource.address),
      identity,
      kind: 'aws-access-key',
    });
  else if (old !== undefined && !isActive)
    world.want(resource, 'is-other', { change: 'disable-credential', id: key(old) });
  else if (old !== undefined && textIn(before, 'status') === 'Inactive')
    world.tell(resource, 'a key that works again is not counted');
};

/** The role in an instance profile. */
export const instanceProfile: Translate = (world, resource) => {
  const { before, after } = resource;
  const profile = world.arnOf(resource, after ?? before);
  const known = world.text(resource, 'role');
  if (profile === undefined || known === 'unknown') {
    world.tell(resource, 'which role it holds is not known before it is applied');
    return;
  }
  const role = after === undefined || known.value === undefined ? null : (world.named('role', known.value) ?? null);
  if (known.value === textIn(before, 'role') && after !== undefined) return;
  world.want(resource, 'is-attached', { change: 'set-instance-profile', profile, role });
};
