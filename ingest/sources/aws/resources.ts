import { z } from 'zod';
import { parseArn } from '../../../model/arn.ts';
import type { JsonObject } from '../../../model/json.ts';
import { nodeKindOfType } from '../../../model/node-kinds.ts';
import type { Origin } from '../../../model/records.ts';
import type { Said } from '../../source.ts';
import { readDocument } from './document.ts';
import { json, fact, mapping, node, tagsSchema, type Reading } from './mapping.ts';
import { partOf, type Field } from './parts.ts';
import { resourceName } from './resource-name.ts';
import { weightOf } from './tags.ts';
import { trustedPrincipals } from './trusted-principals.ts';

/** Lines of `resources.ndjson`. */
export const resourceLine = mapping(
  z.object({
    arn: z.string().refine((text) => parseArn(text) !== undefined, 'is not an ARN'),
    type: z.string().min(1),
    region: z.string().default(''),
    tags: tagsSchema.default({}),
    policy: json.optional(),
    runsAs: z.string().optional(),
    config: z.record(z.string(), json).default({}),
  }),
  function* (line, item, reading) {
    const originFor = (field: Field): Origin => originOf(line, field, reading);
    yield { say: 'count', of: 'resources', count: 1 };
    yield* describe(line, originFor);
    yield* factsOf(line, originFor);
    if (line.policy === undefined || line.policy === null) return;
    const read = readDocument({ item, field: 'policy', kind: 'resource' }, line.policy);
    if ('refused' in read) {
      yield* read.refused;
      return;
    }
    yield { say: 'count', of: 'resourcePolicies', count: 1 };
    yield fact(originFor('policy'), { fact: 'resource-policy', resource: line.arn, document: read.document });
    yield* trustedPrincipals(read.document, originFor('policy'));
  },
);

interface Line {
  readonly arn: string;
  readonly type: string;
  readonly region: string;
  readonly tags: Readonly<Record<string, string>>;
  readonly runsAs?: string | undefined;
  readonly config: JsonObject;
}

/** One node record a call: the resource itself, its tags, its configuration. */
function* describe(line: Line, originFor: (field: Field) => Origin): Iterable<Said> {
  const base = { id: line.arn, kind: nodeKindOfType(line.type).kind, name: resourceName(line) };
  const region = line.region === '' ? {} : { region: line.region };
  yield node(originFor('resource'), { ...base, ...region, properties: { type: line.type } });
  if (Object.keys(line.tags).length > 0) {
    yield node(originFor('tags'), { ...base, tags: line.tags, ...weightOf(line.tags), properties: {} });
  }
  if (Object.keys(line.config).length > 0) {
    yield node(originFor('config'), { ...base, properties: { config: line.config } });
  }
}

function* factsOf(line: Line, originFor: (field: Field) => Origin): Iterable<Said> {
  if (line.runsAs !== undefined) {
    yield fact(originFor('runsAs'), { fact: 'runs-as', workload: line.arn, identity: line.runsAs });
  }
  const holds = line.config['holds'];
  for (const credential of Array.isArray(holds) ? holds : [holds]) {
    if (typeof credential !== 'string') continue;
    yield fact(originFor('config'), { fact: 'holds-credential', holder: line.arn, credential });
  }
}

function originOf({ type, region }: Line, field: Field, { account, observedAt }: Reading): Origin {
  return { source: 'aws', scope: account, part: partOf(type, field, region), observedAt };
}
