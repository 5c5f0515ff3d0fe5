import type { CompiledPolicy } from '../../policy/compile.ts';
import type { Principal } from '../../policy/principal.ts';
import type { NamedPolicy } from './policies.ts';

/** Tells apart principals that documents tell apart, so that only the others share a profile. */
export interface PrincipalSignatures {
  of(principal: Principal, tags: Readonly<Record<string, string>>, policies: readonly NamedPolicy[]): string;
}

/**
 * @param judging every policy that judges principals other than its holder: resource, trust and organisation policies
 */
export function buildSignatures(judging: readonly CompiledPolicy[]): PrincipalSignatures {
  const named = new Set<string>();
  let tellsApart = false;
  for (const policy of judging) {
    for (const { source } of policy.statements) for (const { value } of source.principals ?? []) named.add(value);
    tellsApart ||= dependsOnPrincipal(policy);
  }
  return {
    of(principal, tags, policies) {
      if (named.has(principal.id)) return principal.id;
      return tellsApart || policies.some(({ compiled }) => dependsOnPrincipal(compiled))
        ? `${principal.id} ${JSON.stringify(tags)}`
        : '';
    },
  };
}

/** Whether a policy's answer may differ between two principals of one account that it does not name. */
function dependsOnPrincipal(policy: CompiledPolicy): boolean {
  const known = answers.get(policy);
  if (known !== undefined) return known;
  const answer = policy.statements.some(
    ({ source }) =>
      source.conditions.some(({ key, values }) => isPrincipalKey(key) || values.some(hasVariable)) ||
      (source.resources ?? []).some(hasVariable),
  );
  answers.set(policy, answer);
  return answer;
}

/** Compiled policies do not change, so their answers are kept as long as they are. */
const answers = new WeakMap<CompiledPolicy, boolean>();

function isPrincipalKey(key: string): boolean {
  return /^aws:(principalarn|principaltag\/|userid|username|principaltype)/i.test(key);
}

function hasVariable(text: string): boolean {
  return text.includes('${');
}
