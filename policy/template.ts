import { anything, globOf } from './pattern.ts';

/** A text with policy variables in it. */
export interface Template {
  readonly parts: readonly TemplatePart[];
  /** The variables' context keys in lower case, in order. */
  readonly keys: readonly string[];
}

/** Either literal text (already a glob where wildcards count), or a variable. */
export type TemplatePart =
  | { readonly text: string }
  | {
      /** Context key in lower case. */
      readonly key: string;
      readonly fallback: string | undefined;
    };

/** What a variable's key holds: its values, undefined where it is absent, `unknown` where nobody can tell. */
export type VariableLookup = (key: string) => readonly string[] | undefined | 'unknown';

/** A resolved template. */
export type Resolved =
  | { readonly state: 'known'; readonly text: string }
  /** A variable has no single value, and then nothing equals it ("Policy variables with no value"). */
  | { readonly state: 'void' }
  /** Unknown variables stand as wildcards in `text`. */
  | { readonly state: 'unknown'; readonly text: string };

/**
 * Finds the variables of a policy text: `${aws:username}`, `${aws:PrincipalTag/team, 'none'}`, and the escapes
 * `${*}`, `${?}` and `${$}`; undefined where there is nothing to resolve. Only version 2012-10-17 has them.
 *
 * @param asGlob whether `*` and `?` outside variables are wildcards
 */
export function templateOf(text: string, asGlob: boolean): Template | undefined {
  if (!text.includes('${')) return undefined;
  const literal = asGlob ? globOf : (part: string): string => part;
  const parts: TemplatePart[] = [];
  let from = 0;
  for (let start = text.indexOf('${'); start >= 0; start = text.indexOf('${', from)) {
    const end = text.indexOf('}', start);
    if (end < 0) break; // an unclosed variable is text
    if (start > from) parts.push({ text: literal(text.slice(from, start)) });
    parts.push(variableOf(text.slice(start + 2, end)));
    from = end + 1;
  }
  if (from < text.length) parts.push({ text: literal(text.slice(from)) });
  return { parts, keys: parts.flatMap((part) => ('key' in part ? [part.key] : [])) };
}

function variableOf(inner: string): TemplatePart {
  if (inner === '*' || inner === '?' || inner === '$') return { text: inner };
  const comma = inner.indexOf(',');
  if (comma < 0) return { key: inner.trim().toLowerCase(), fallback: undefined };
  const fallback = inner.slice(comma + 1).trim();
  const quoted = fallback.length >= 2 && fallback.startsWith("'") && fallback.endsWith("'");
  return { key: inner.slice(0, comma).trim().toLowerCase(), fallback: quoted ? fallback.slice(1, -1) : fallback };
}

/** The template with its variables' values put in, as literals: a `*` inside a value is no wildcard. */
export function resolve({ parts }: Template, lookup: VariableLookup): Resolved {
  let text = '';
  let known = true;
  for (const part of parts) {
    if ('text' in part) {
      text += part.text;
      continue;
    }
    const values = lookup(part.key);
    if (values === 'unknown') {
      known = false;
      text += anything;
    } else {
      const value = values?.length === 1 ? values[0] : part.fallback;
      if (value === undefined) return { state: 'void' };
      text += value;
    }
  }
  return { state: known ? 'known' : 'unknown', text };
}

/** Splits a template at the first five colons of its literal text, so that a value cannot make a field of its own. */
export function splitArnTemplate({ parts }: Template): readonly Template[] {
  const fields: TemplatePart[][] = [[]];
  for (const part of parts) {
    let rest = 'text' in part ? part.text : undefined;
    if (rest === undefined) fields[fields.length - 1].push(part);
    while (rest !== undefined) {
      const colon: number = fields.length < 6 ? rest.indexOf(':') : -1;
      fields[fields.length - 1].push({ text: colon < 0 ? rest : rest.slice(0, colon) });
      rest = colon < 0 ? undefined : rest.slice(colon + 1);
      if (rest !== undefined) fields.push([]);
    }
  }
  return fields.map((field) => ({
    parts: field,
    keys: field.flatMap((part) => ('key' in part ? [part.key] : [])),
  }));
}
