import { arnPattern, arnPatternOf, matchesArn, type ArnPattern } from './arn.ts';
import { lookUp } from './context.ts';
import { globOf, literalPrefix, matchesGlob } from './pattern.ts';
import type { Scope } from './scope.ts';
import { resolve, splitArnTemplate, templateOf, type Template } from './template.ts';

/** A resource pattern that holds policy variables. */
export interface ResourceTemplate {
  readonly pattern: string;
  readonly whole: Template;
  /** Six, or none where the pattern has fewer fields. */
  readonly fields: readonly Template[];
}

/** The Resource or NotResource element of a statement; AWS reads ARNs with regard to case. */
export interface ResourceMatcher {
  readonly not: boolean;
  /** Some pattern is `*`. */
  readonly all: boolean;
  /** Patterns without wildcard or variable. */
  readonly exact: ReadonlySet<string>;
  readonly patterns: readonly ArnPattern[];
  readonly templates: readonly ResourceTemplate[];
}

/** Whether an element covers a resource; with unknown variables, under which patterns it may. */
export type Coverage = 'covered' | 'not-covered' | readonly ResourceTemplate[];

/** Compiles a Resource or NotResource element. */
export function resourceMatcher(resources: readonly string[], not: boolean, variables: boolean): ResourceMatcher {
  const exact = new Set<string>();
  const patterns: ArnPattern[] = [];
  const templates: ResourceTemplate[] = [];
  let all = false;
  for (const pattern of resources) {
    const template = variables ? templateOf(pattern, true) : undefined;
    const compiled = arnPatternOf(pattern);
    if (template !== undefined) templates.push(resourceTemplate(pattern, template));
    else if (compiled.whole.shape === 'any') all = true;
    else if (compiled.whole.shape === 'literal') exact.add(pattern);
    else patterns.push(compiled);
  }
  return { not, all, exact, patterns, templates };
}

function resourceTemplate(pattern: string, whole: Template): ResourceTemplate {
  const fields = splitArnTemplate(whole);
  return { pattern, whole, fields: pattern.startsWith('arn:') && fields.length === 6 ? fields : [] };
}

/** Whether the element covers the request's resource. */
export function coverage(matcher: ResourceMatcher, scope: Scope): Coverage {
  const { not, all, exact, patterns, templates } = matcher;
  const { resource } = scope;
  const known = all || exact.has(resource.text) || patterns.some((pattern) => matchesArn(pattern, resource));
  if (known) return not ? 'not-covered' : 'covered';
  if (templates.length === 0) return not ? 'covered' : 'not-covered';

  const open: ResourceTemplate[] = [];
  for (const template of templates) {
    const result = matchesTemplate(template, scope);
    if (result === 'yes') return not ? 'not-covered' : 'covered';
    if (result === 'maybe') open.push(template);
  }
  if (open.length > 0) return open;
  return not ? 'covered' : 'not-covered';
}

function matchesTemplate({ whole, fields }: ResourceTemplate, scope: Scope): 'yes' | 'no' | 'maybe' {
  const { text, colons } = scope.resource;
  const lookup = (key: string): readonly string[] | undefined | 'unknown' => lookUp(scope, key);
  if (fields.length === 0) {
    const resolved = resolve(whole, lookup);
    if (resolved.state === 'void' || !matchesArn(arnPattern(resolved.text), scope.resource)) return 'no';
    return resolved.state === 'known' ? 'yes' : 'maybe';
  }
  if (colons.length < 5) return 'no';
  let known = true;
  for (let field = 0; field < 6; field++) {
    const resolved = resolve(fields[field], lookup);
    if (resolved.state === 'void') return 'no';
    const from = field === 0 ? 0 : colons[field - 1] + 1;
    if (!matchesGlob(resolved.text, text, from, field === 5 ? text.length : colons[field])) return 'no';
    known &&= resolved.state === 'known';
  }
  return known ? 'yes' : 'maybe';
}

/** What every resource that the pattern covers begins with: its text before the first wildcard or variable. */
export function patternPrefix(pattern: string, hasVariables: boolean): string {
  const variable = hasVariables ? pattern.indexOf('${') : -1;
  return literalPrefix(globOf(variable < 0 ? pattern : `${pattern.slice(0, variable)}*`));
}
