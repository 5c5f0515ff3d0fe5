import type { CompiledStatement } from '../../policy/compile.ts';
import { mayAllowAction, mayMatchAction } from '../../policy/inspect.ts';
import type { Estate } from '../estate/estate.ts';
import type { Grant } from '../estate/judge.ts';
import type { Profile } from '../estate/profiles.ts';
import type { IamTarget } from './iam-estate.ts';

/** Calls that set a tag, by what the ARN names. */
const taggingOf: readonly (readonly [RegExp, string])[] = [
  [/:user\//, 'iam:TagUser'],
  [/:role\//, 'iam:TagRole'],
  [/:policy\//, 'iam:TagPolicy'],
];

/** Every call by which the attacker gives a target the tag that a policy asks for. */
export const taggingActions: readonly string[] = taggingOf.map(([, action]) => action);

/** At most so many tags are tried. */
const maximumTags = 16;

/** A target under a tag that the attacker gave it first, and by what he may. */
export interface Retagged {
  readonly tags: Readonly<Record<string, string>>;
  readonly grant: Grant;
}

type Tagged = Pick<IamTarget, 'arn' | 'account' | 'tags'>;

/** The target with each tag that policies ask for when the action is called on it, where the profile may set that tag. */
export function* retagged(estate: Estate, profile: Profile, action: string, target: Tagged): Iterable<Retagged> {
  const tagging = taggingOf.find(([names]) => names.test(target.arn))?.[1];
  if (tagging === undefined || !profile.policies.some(({ compiled }) => mayAllowAction(compiled, tagging))) return;
  for (const [key, value] of wantedTags(profile, action).slice(0, maximumTags)) {
    if (target.tags[key] === value) continue;
    const request = { [`aws:RequestTag/${key}`]: value, 'aws:TagKeys': key };
    const grant = estate.judge(profile, tagging, { ...target, policy: undefined }, request);
    if (grant) yield { tags: { ...target.tags, [key]: value }, grant };
  }
}

function wantedTags(profile: Profile, action: string): readonly (readonly [key: string, value: string])[] {
  const { policies, boundary } = profile;
  return [...policies, ...(boundary ? [boundary] : [])]
    .flatMap(({ compiled }) => compiled.statements)
    .filter((statement) => mayMatchAction(statement, action))
    .flatMap((statement) => tagsIn(statement, profile));
}

/** Tags that a statement speaks of; where it is a denial, another value of each as well. */
function tagsIn({ source, effect }: CompiledStatement, { tags }: Profile) {
  return source.conditions.flatMap(({ key, values }) => {
    const name = /^(?:aws|iam):resourcetag\/(.*)$/i.exec(key)?.[1];
    if (name === undefined) return [];
    const written = values.flatMap((value) => valueOf(value, tags) ?? []);
    return [...written, ...(effect === 'Deny' ? ['any'] : [])].map((value) => [name, value] as const);
  });
}

/** A value that fits the pattern, the principal's own tags put in; undefined where it hangs on anything else. */
function valueOf(pattern: string, tags: Readonly<Record<string, string>>): string | undefined {
  const filled = pattern.replaceAll(/\$\{aws:PrincipalTag\/([^}]*)\}/gi, (whole, key: string) => tags[key] ?? whole);
  return filled.includes('${') ? undefined : filled.replaceAll('*', 'any').replaceAll('?', 'x');
}
