import { asObject, type JsonObject } from '../../model/json.ts';
import { arnField, arnPatternOf, arnText, matchesArn, type ArnPattern } from '../arn.ts';
import type { ReferenceFiles } from './reference-files.ts';

/** What an action does to what it is asked on, as the service reference has it. */
export type AccessLevel = 'read' | 'write' | 'permissions';

/**
 * Actions (`sqs:ReceiveMessage`) that can be asked on a resource, by what they do to it.
 *
 * Lists, tags and the action that creates such a resource are none of them: they do nothing to one that there is.
 */
export type ResourceActions = Readonly<Record<AccessLevel, readonly string[]>>;

/** Tells by a resource's ARN what can be done to it; the same object for all resources of one form. */
export type ResourceActionsOf = (arn: string) => ResourceActions;

/** A kind of resource that a service knows, by the form of its ARN. */
interface Form {
  readonly service: string;
  readonly name: string;
  readonly pattern: ArnPattern;
  /** Length of what the form spells out; the more, the closer. */
  readonly spelled: number;
}

const nothing: ResourceActions = { read: [], write: [], permissions: [] };

/** Reads the forms of ARNs of all services when it is first asked (35 ms), the actions of each service as it comes up. */
export function resourceActions(files: ReferenceFiles): ResourceActionsOf {
  let forms: ReadonlyMap<string, readonly Form[]> | undefined;
  const known = new Map<string, ResourceActions>();
  return (id) => {
    const arn = arnText(id);
    forms ??= formsByArnService(files);
    const fitting = (forms.get(arnField(arn, 2)) ?? []).filter(({ pattern }) => matchesArn(pattern, arn));
    const closest = Math.max(...fitting.map(({ spelled }) => spelled));
    const meant = fitting.filter(({ spelled }) => spelled === closest);
    if (meant.length === 0) return nothing;
    const key = meant.map(({ service, name }) => `${service} ${name}`).join('\n');
    const actions = known.get(key) ?? actionsOn(files, meant);
    known.set(key, actions);
    return actions;
  };
}

/** By the service that the ARN names, which is not always the one whose actions are asked on it. */
function formsByArnService(files: ReferenceFiles): ReadonlyMap<string, readonly Form[]> {
  const forms = new Map<string, Form[]>();
  for (const service of files.services) {
    for (const [name, described] of Object.entries(files.read('resourceTypes', service))) {
      const arn = asObject(described)?.['arn'];
      if (typeof arn !== 'string') continue;
      const text = arn.replaceAll(/\$\{[^}]*\}/g, '*');
      const form = { service, name, pattern: arnPatternOf(text), spelled: text.replaceAll('*', '').length };
      const of = arnField(arnText(text), 2);
      const list = forms.get(of);
      if (list === undefined) forms.set(of, [form]);
      else list.push(form);
    }
  }
  return forms;
}

function actionsOn(files: ReferenceFiles, forms: readonly Form[]): ResourceActions {
  const found: Record<AccessLevel, string[]> = { read: [], write: [], permissions: [] };
  for (const { service, name: form } of forms) {
    for (const described of Object.values(files.read('actions', service))) {
      const action = asObject(described);
      const level = levelOf(action?.['accessLevel']);
      const name = action?.['name'];
      if (action === undefined || level === undefined || typeof name !== 'string') continue;
      if (isAskedOn(action, form) && !makesOne(name, form) && !name.includes('Tags'))
        found[level].push(`${service}:${name}`);
    }
  }
  return found;
}

function isAskedOn(action: JsonObject, form: string): boolean {
  const types = action['resourceTypes'];
  return Array.isArray(types) && types.some((type) => asObject(type)?.['name'] === form);
}

/** `CreateFileSystem` is asked on a `file-system` that is not there yet. */
function makesOne(action: string, form: string): boolean {
  return action.toLowerCase() === `create${form.replaceAll(/[^A-Za-z0-9]/g, '').toLowerCase()}`;
}

/** The reference says `Permissions management, Write` and `Tagging, Write` where it narrows a write. */
function levelOf(said: unknown): AccessLevel | undefined {
  if (typeof said !== 'string' || said.includes('Tagging')) return undefined;
  if (said.includes('Permissions management')) return 'permissions';
  return said === 'Read' ? 'read' : said.includes('Write') ? 'write' : undefined;
}
