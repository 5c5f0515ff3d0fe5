import type { CompiledStatement } from '../../policy/compile.ts';
import type { ResourceMatcher, ResourceTemplate } from '../../policy/resource.ts';
import type { Profile } from '../estate/profiles.ts';
import { withoutVariables } from './places.ts';

/** A pattern by which a statement tells some rows from the others. */
interface TouchingPattern {
  readonly text: string;
  /** It stands for a pattern with variables, and fits at least what that fits. */
  readonly isFilled: boolean;
}

/** A statement that names resources, its patterns as a profile's own values fill them. */
export interface TellingStatement {
  readonly resources: ResourceMatcher;
  readonly patterns: readonly TouchingPattern[];
}

/** None where the statement speaks of everything. */
export function tellingStatement(
  { resources, source }: CompiledStatement,
  profile: Profile,
): readonly TellingStatement[] {
  if (resources === undefined || resources.all) return [];
  const templates = new Map(resources.templates.map((template) => [template.pattern, template]));
  const patterns = (source.resources ?? []).flatMap((pattern) => {
    const template = templates.get(pattern);
    const text = template === undefined ? pattern : filledPattern(template, profile);
    return text === undefined ? [] : [{ text, isFilled: template !== undefined }];
  });
  return [{ resources, patterns }];
}

/** The pattern without variables: fits at least what it fits with them. Undefined where that is nothing. */
function filledPattern({ pattern, whole }: ResourceTemplate, profile: Profile): string | undefined {
  const isOwn = !profile.isForeign && whole.keys.every((key) => /^aws:(principal|username|userid)/.test(key));
  return isOwn ? withoutVariables(pattern, profile) : pattern.replaceAll(/\$\{[^}]*\}/g, '*');
}
