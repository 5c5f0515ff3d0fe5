import type { JsonObject, JsonValue } from '../../model/json.ts';
import { parseJsonText } from '../../policy/json-text.ts';
import { keyIdsIn } from './key-ids.ts';

/** One resource as a service collector describes it. */
export interface Resource {
  readonly arn: string;
  /** CloudFormation type. */
  readonly type: string;
  readonly region: string;
  readonly tags?: Readonly<Record<string, string>>;
  /** JSON text of the resource policy, as AWS gives it. */
  readonly policy?: string | undefined;
  /** ARN of the role or instance profile that code in it acts as. */
  readonly runsAs?: string | undefined;
  /** Undefined and empty values are left out. */
  readonly config?: JsonObject;
  /** Ids of credentials found in it; those that a tag names are added. */
  readonly holds?: readonly string[];
}

/** The resource's line of `resources.ndjson`. */
export function resourceLine(resource: Resource): JsonObject {
  const tags = resource.tags ?? {};
  const holds = [...new Set([...(resource.holds ?? []), ...credentialsNamedIn(tags)])].sort();
  const config = withoutEmpty({ ...resource.config, holds });
  return withoutEmpty({
    arn: resource.arn,
    type: resource.type,
    region: resource.region,
    tags,
    policy: resource.policy === undefined ? undefined : parsePolicy(resource.policy),
    runsAs: resource.runsAs,
    config: Object.keys(config).length === 0 ? undefined : config,
  });
}

/** Ids of access keys in the values of environment variables; the values go no further. */
export function keysHeldIn(values: Iterable<string | undefined>): readonly string[] {
  const ids: string[] = [];
  for (const value of values) ids.push(...keyIdsIn(value ?? ''));
  return ids;
}

/** Policy text as JSON; text that is none, or has a key twice, stays text for the reader to refuse. */
export function parsePolicy(text: string): JsonValue {
  const parsed = parseJsonText(text);
  return 'value' in parsed ? parsed.value : text;
}

/** AWS spells its lists of tags in four ways; all of them as one object. */
export function tagsOf(
  tags:
    | readonly { Key?: string | undefined; Value?: string | undefined }[]
    | readonly { key?: string | undefined; value?: string | undefined }[]
    | readonly { TagKey?: string | undefined; TagValue?: string | undefined }[]
    | undefined,
): Readonly<Record<string, string>> {
  const entries: [string, string][] = [];
  for (const tag of tags ?? []) {
    if ('TagKey' in tag) entries.push([tag.TagKey ?? '', tag.TagValue ?? '']);
    else if ('Key' in tag) entries.push([tag.Key ?? '', tag.Value ?? '']);
    else if ('key' in tag) entries.push([tag.key ?? '', tag.value ?? '']);
  }
  return Object.fromEntries(entries);
}

/** Name of the tag by which an owner says what credential a resource holds: ARNs or key ids, between blanks. */
const holdsTag = 'ambit:holds-credential-of';

function credentialsNamedIn(tags: Readonly<Record<string, string>>): readonly string[] {
  return Object.hasOwn(tags, holdsTag) ? (tags[holdsTag] ?? '').split(/\s+/).filter((name) => name !== '') : [];
}

function withoutEmpty(fields: JsonObject): JsonObject {
  const kept = Object.entries(fields).filter(
    ([, value]) => value !== undefined && value !== '' && !(Array.isArray(value) && value.length === 0),
  );
  return Object.fromEntries(kept);
}
