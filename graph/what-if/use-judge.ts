import { withoutVariables } from '../../edges/access/places.ts';
import { targetAt } from '../../edges/access/targets.ts';
import type { Estate } from '../../edges/estate/estate.ts';
import type { Grant, Target } from '../../edges/estate/judge.ts';
import type { Profile } from '../../edges/estate/profiles.ts';
import type { Resource } from '../../edges/estate/resources.ts';
import { parseArn } from '../../model/arn.ts';
import type { FactOf } from '../../model/records.ts';
import { principalMatch } from '../../policy/gate.ts';
import { mayAllowAction } from '../../policy/inspect.ts';
import { globOf, matchesGlob } from '../../policy/pattern.ts';
import { openReferenceFiles, type ReferenceFiles } from '../../policy/reference/reference-files.ts';

/** What became of a use: it goes on, it ends, or it goes on under these conditions that it did not need before. */
export type UseChange = 'as-before' | 'denied' | readonly string[];

/** So many resources are asked about where a pattern names many. */
const maximumSamples = 64;

/** Asks for recorded uses on both sides of a change; identities that nothing tells apart are asked once. */
export class UseJudge {
  readonly #before: Side;
  readonly #after: Side;
  readonly #known = new Map<string, UseChange>();
  #reference: ReferenceFiles | undefined;

  constructor(before: Estate, after: Estate) {
    this.#before = new Side(before);
    this.#after = new Side(after);
  }

  /** Of a use of which only the service is known: whether anything of that service was allowed and nothing is. */
  compare(use: FactOf<'use'>): UseChange {
    const was = this.#before.estate.profileOf.get(use.identity);
    if (was === undefined) return 'as-before';
    // Whoever has no profile among the new ones keeps his; what others say of him may have changed.
    const is = this.#after.estate.profileOf.get(use.identity) ?? was;
    const key = [was.index, is.index, is === was, use.service, use.action, use.resource].join('\n');
    const known = this.#known.get(key) ?? this.#compare(use, was, is);
    this.#known.set(key, known);
    return known;
  }

  #compare(use: FactOf<'use'>, was: Profile, is: Profile): UseChange {
    const asked = [...this.#requests(use, [was, is])];
    const now = this.#after.best(is, asked);
    if (now?.conditions.length === 0) return 'as-before';
    const earlier = this.#before.best(was, asked);
    if (earlier === undefined) return 'as-before';
    if (now === undefined) return 'denied';
    return earlier.conditions.length === 0 ? now.conditions : 'as-before';
  }

  *#requests(use: FactOf<'use'>, profiles: readonly Profile[]): Iterable<Asked> {
    const actions = this.#actions(use, profiles);
    const arns = use.resource === undefined ? this.#samples(use.service, profiles) : [use.resource];
    for (const action of actions) for (const arn of arns) yield { action, arn };
  }

  #actions({ service, action }: FactOf<'use'>, profiles: readonly Profile[]): readonly string[] {
    if (action !== undefined) return [action.includes(':') ? action : `${service}:${action}`];
    this.#reference ??= openReferenceFiles();
    const names = Object.keys(this.#reference.read('actions', service));
    const all = names.length === 0 ? [`${service}:Any`] : names.map((name) => `${service}:${name}`);
    const policies = profiles.flatMap((profile) => profile.policies);
    const named = all.filter((name) => policies.some(({ compiled }) => mayAllowAction(compiled, name)));
    return named.length > 0 ? named : all;
  }

  /** ARNs that stand for all that the profiles' patterns name of a service. */
  #samples(service: string, profiles: readonly Profile[]): readonly string[] {
    const [{ account }] = profiles;
    const own = [...this.#before.ofService(service, account), ...this.#after.ofService(service, account)];
    const found = new Set<string>();
    for (const pattern of patternsOf(profiles)) {
      const glob = globOf(pattern);
      for (const id of own.filter((each) => matchesGlob(glob, each) || matchesGlob(glob, `${each}/any`))) {
        if (found.size >= maximumSamples) break;
        found.add(id);
        if (service === 's3') found.add(`${id}/any`);
      }
      for (const sample of samplesOf(pattern, service, account)) found.add(sample);
    }
    // Who is let in by a resource's own policy alone.
    if (found.size === 0) for (const id of own.slice(0, maximumSamples)) found.add(id);
    return [...found];
  }
}

interface Asked {
  readonly action: string;
  readonly arn: string;
}

function patternsOf(profiles: readonly Profile[]): ReadonlySet<string> {
  const patterns = profiles.flatMap((profile) =>
    profile.policies.flatMap(({ compiled }) =>
      compiled.allows.flatMap(({ source }) =>
        source.notResource
          ? ['*']
          : (source.resources ?? ['*']).flatMap((pattern) => withoutVariables(pattern, profile) ?? []),
      ),
    ),
  );
  return new Set(patterns);
}

/** Names that the pattern covers, whether there is such a thing or not. */
function samplesOf(pattern: string, service: string, account: string): readonly string[] {
  if (pattern === '*' || !pattern.startsWith('arn:'))
    return service === 's3'
      ? ['arn:aws:s3:::any', 'arn:aws:s3:::any/any']
      : [`arn:aws:${service}:us-east-1:${account}:any`];
  const [, , named = '', region = '', owner = ''] = pattern.split(':', 5);
  if (!matchesGlob(globOf(named), service)) return [];
  const rest = pattern.split(':').slice(5).join(':');
  const filled = (text: string, otherwise: string): string => (/[*?]/.test(text) ? otherwise : text);
  const place = [filled(region, 'us-east-1'), filled(owner, account)];
  return [['arn', 'aws', service, ...place, rest.replaceAll('*', 'any').replaceAll('?', 'x')].join(':')];
}

/** One side of the change, with its resources by ARN. */
class Side {
  readonly estate: Estate;
  readonly #ofService = new Map<string, readonly string[]>();
  readonly #resources = new Map<string, Resource | undefined>();

  constructor(estate: Estate) {
    this.estate = estate;
  }

  /** The grant with fewest conditions. */
  best(profile: Profile, asked: readonly Asked[]): Grant | undefined {
    let best: Grant | undefined;
    for (const { action, arn } of asked) {
      const grant = this.#judge(profile, action, arn);
      if (grant !== undefined && (best === undefined || grant.conditions.length < best.conditions.length)) best = grant;
      if (best?.conditions.length === 0) return best;
    }
    return best;
  }

  /** ARNs of the account's resources of a service. */
  ofService(service: string, account: string): readonly string[] {
    const key = `${service} ${account}`;
    const known = this.#ofService.get(key);
    if (known !== undefined) return known;
    const { resources, trusts } = this.estate;
    const found = resources.types.flatMap((type) => {
      const all = resources.inAccount(account, type);
      return parseArn(all[0]?.id ?? '')?.service === service ? all.map(({ id }) => id) : [];
    });
    const roles = service === 'sts' ? [...trusts.keys()].filter((role) => parseArn(role)?.account === account) : [];
    const all = [...found, ...roles];
    this.#ofService.set(key, all);
    return all;
  }

  #judge(profile: Profile, action: string, arn: string): Grant | undefined {
    const trust = this.estate.trusts.get(arn);
    if (trust !== undefined && action.toLowerCase() === 'sts:assumerole') {
      const isTrusted = trust.compiled.allows.some((allow) => principalMatch(allow, profile.principal) !== 'no');
      if (!isTrusted) return undefined;
    }
    const resource = this.#resourceAt(arn, profile.account);
    const account = parseArn(arn)?.account || profile.account;
    const target: Target = resource === undefined ? { arn, account, tags: {}, policy: trust } : targetAt(resource, arn);
    return this.estate.judge(profile, action, target);
  }

  /** The resource of that ARN, or that holds what has it: an object's bucket. */
  #resourceAt(arn: string, account: string): Resource | undefined {
    const whole = arn.startsWith('arn:aws:s3:::') && arn.includes('/') ? arn.slice(0, arn.indexOf('/')) : arn;
    if (!this.#resources.has(whole)) this.#resources.set(whole, this.#find(whole, account));
    return this.#resources.get(whole);
  }

  #find(arn: string, account: string): Resource | undefined {
    const { resources, index } = this.estate;
    const node = index.nodes.get(arn);
    const type = node?.properties['type'];
    if (node === undefined || typeof type !== 'string') return undefined;
    const owner = parseArn(arn)?.account || node.origin.scope || account;
    return resources.inAccount(owner, type).find(({ id }) => id === arn);
  }
}
