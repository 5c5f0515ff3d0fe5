import { documentIn, textIn } from './plan-world.ts';
import { withDocument, type Translate } from './iam-resources.ts';

/** What Terraform calls the kinds of policies that bind accounts. */
const types: Readonly<Record<string, 'SCP' | 'RCP'>> = {
  SERVICE_CONTROL_POLICY: 'SCP',
  RESOURCE_CONTROL_POLICY: 'RCP',
};

/** Organisation policies themselves; a new one binds nobody before it is attached. */
export const organizationPolicy: Translate = (world, resource) => {
  const { before, after } = resource;
  const id = textIn(before, 'id');
  const type = types[textIn(after ?? before, 'type') ?? 'SERVICE_CONTROL_POLICY'];
  if (type === undefined || before === undefined || id === undefined || after === undefined) return;
  withDocument(world, resource, 'content', (document) =>
    world.want(resource, 'is-other', { change: 'replace-policy', policy: id, document }),
  );
};

/** An organisation policy on the root, a unit or an account. */
export const organizationAttachment: Translate = (world, resource) => {
  const { before, after } = resource;
  const [detach, old] = [textIn(before, 'policy_id'), textIn(before, 'target_id')];
  if (detach !== undefined && old !== undefined)
    world.want(resource, 'is-detached', { change: 'set-scp', target: old, detach });
  if (after === undefined) return;
  const known = world.text(resource, 'target_id');
  const target = known === 'unknown' ? undefined : known.value;
  const policy = world.referred(resource, 'policy_id');
  const id = textIn(after, 'policy_id');
  const stored = world.facts.of('organization-policy').find((fact) => fact.id === id);
  const planned = policy && documentIn(textIn(policy.after, 'content') ?? '');
  const attach = planned ?? documentIn(JSON.stringify(stored?.document ?? null));
  if (target === undefined || attach === undefined) {
    world.tell(resource, 'which policy binds whom is not known before it is applied');
    return;
  }
  const type = stored?.type ?? types[textIn(policy?.after, 'type') ?? 'SERVICE_CONTROL_POLICY'];
  if (type !== undefined) world.want(resource, 'is-attached', { change: 'set-scp', target, attach, type });
};
