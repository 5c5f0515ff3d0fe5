import { arnText } from '../../policy/arn.ts';
import type { CompiledStatement } from '../../policy/compile.ts';
import { requestContext } from '../../policy/context.ts';
import { mayMatchAction } from '../../policy/inspect.ts';
import { coverage } from '../../policy/resource.ts';
import type { Profile } from '../estate/profiles.ts';
import { taggingActions } from './retag.ts';

/** Something that an action is asked on, as policies of the asker tell it apart. */
export interface Likeable {
  readonly arn: string;
  readonly tags: Readonly<Record<string, string>>;
  /** Anything else that the answer hangs on. */
  readonly besides?: string;
}

/**
 * Parts targets so that no policy which binds the profile tells those of one part from each other: one judgement does
 * for all of them. Resource policies are not looked at.
 *
 * Time: targets × statements that name resources, which for most profiles are none.
 *
 * @param controls statements of the organisation policies over the profile
 */
export function alike<T extends Likeable>(
  profile: Profile,
  actions: readonly string[],
  targets: readonly T[],
  controls: readonly CompiledStatement[] = [],
): readonly (readonly T[])[] {
  const { policies, boundary, principal } = profile;
  const own = [...policies, ...(boundary ? [boundary] : [])].flatMap(({ compiled }) => compiled.statements);
  const speakingOf = (asked: readonly string[]): readonly CompiledStatement[] =>
    [...own, ...controls].filter((statement) => asked.some((action) => mayMatchAction(statement, action)));
  // Where tags tell targets apart, so does who may set them.
  const asksTags = speakingOf(actions).some((statement) => tagsRead(statement).length > 0);
  const speaking = speakingOf(asksTags ? [...actions, ...taggingActions] : actions);
  const telling = speaking.flatMap(({ resources }) => (resources === undefined || resources.all ? [] : [resources]));
  const tagKeys = [...new Set(speaking.flatMap(tagsRead))];
  const context = requestContext({}, 'unknown');
  const parts = new Map<string, T[]>();
  for (const target of targets) {
    const scope = { context, principal, resource: arnText(target.arn), resourceAccount: profile.account };
    const covered = telling.map((matcher) => {
      const outcome = coverage(matcher, scope);
      return typeof outcome === 'string' ? outcome[0] : JSON.stringify(outcome.map(({ pattern }) => pattern));
    });
    const key = `${covered.join('')} ${tagsTold(target.tags, tagKeys)} ${target.besides ?? ''}`;
    const part = parts.get(key);
    if (part) part.push(target);
    else parts.set(key, [target]);
  }
  return [...parts.values()];
}

/** Keys of the resource's tags, in lower case, that the statement reads. */
function tagsRead({ conditions, resources }: CompiledStatement): readonly string[] {
  const keys = [
    ...conditions.flatMap((condition) => condition.keys),
    ...(resources?.templates ?? []).flatMap(({ whole }) => whole.keys),
  ];
  return keys.flatMap((key) => /resourcetag\/(.*)$/.exec(key)?.[1] ?? []);
}

function tagsTold(tags: Readonly<Record<string, string>>, keys: readonly string[]): string {
  if (keys.length === 0) return '';
  const told = Object.entries(tags).filter(([key]) => keys.includes(key.toLowerCase()));
  return JSON.stringify(told.sort(([a], [b]) => (a < b ? -1 : 1)));
}
