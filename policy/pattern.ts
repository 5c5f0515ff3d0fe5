/**
 * A glob is a string in which two noncharacters stand for the wildcards, so that a literal `*` (from `${*}` or from a
 * variable's value) stays a literal. Unicode reserves both for such inner use; no policy may hold them (parse.ts).
 */
const many = '\uFFFF';
const one = '\uFFFE';
const manyCode = 0xffff;
const oneCode = 0xfffe;

/** Matches any text, crossing whatever the caller lets it cross. */
export const anything = many;

/** Whether the text holds what only globs may hold. */
export function holdsWildcardCode(text: string): boolean {
  return text.includes(many) || text.includes(one);
}

/** The glob of a pattern as policies write it: `*` any text, `?` any one character; runs of `*` collapse. */
export function globOf(pattern: string): string {
  if (!pattern.includes('*') && !pattern.includes('?')) return pattern;
  return pattern.replace(/\*+/g, many).replaceAll('?', one);
}

/** The glob as a policy would write it. */
export function globText(glob: string): string {
  return glob.replaceAll(many, '*').replaceAll(one, '?');
}

/** Whether the glob holds a wildcard; without one it matches only itself. */
export function isPattern(glob: string): boolean {
  return glob.includes(many) || glob.includes(one);
}

/** The glob's text up to its first wildcard. */
export function literalPrefix(glob: string): string {
  for (let at = 0; at < glob.length; at++) if (glob.charCodeAt(at) >= oneCode) return glob.slice(0, at);
  return glob;
}

/**
 * Whether the glob matches `text.slice(from, to)` whole.
 *
 * Two pointers and one place to fall back to: at most glob length × text length steps, no stack, no allocation.
 */
export function matchesGlob(glob: string, text: string, from = 0, to = text.length): boolean {
  let at = from;
  let place = 0;
  let starPlace = -1;
  let starAt = from;
  while (at < to) {
    const code = place < glob.length ? glob.charCodeAt(place) : -1;
    if (code === manyCode) {
      starPlace = place++;
      starAt = at;
    } else if (code === oneCode || code === text.charCodeAt(at)) {
      place++;
      at++;
    } else if (starPlace >= 0) {
      place = starPlace + 1;
      at = ++starAt;
    } else {
      return false;
    }
  }
  while (place < glob.length && glob.charCodeAt(place) === manyCode) place++;
  return place === glob.length;
}

/** Whether the glob matches the text, or some text that begins with it. */
export function mayBegin(glob: string, text: string): boolean {
  return matchesGlob(glob, text) || startsAs(glob, text);
}

/** Whether the glob's part up to a star, or a part without any, takes up the text. */
function startsAs(glob: string, text: string): boolean {
  const star = glob.indexOf(many);
  const head = star < 0 ? glob : glob.slice(0, star);
  const length = Math.min(head.length, text.length);
  for (let at = 0; at < length; at++) {
    const code = head.charCodeAt(at);
    if (code !== oneCode && code !== text.charCodeAt(at)) return false;
  }
  return star >= 0 || head.length > text.length;
}

/** A glob prepared for its shape: most are `*`, a literal, or a literal and a final `*`. */
export interface Matcher {
  readonly shape: 'any' | 'literal' | 'prefix' | 'glob';
  /** The literal, the prefix without its star, or the glob. */
  readonly text: string;
}

/** Prepares a glob. */
export function matcherOf(glob: string): Matcher {
  if (glob === many) return { shape: 'any', text: '' };
  if (!isPattern(glob)) return { shape: 'literal', text: glob };
  const prefix = literalPrefix(glob);
  return prefix.length + 1 === glob.length && glob.endsWith(many)
    ? { shape: 'prefix', text: prefix }
    : { shape: 'glob', text: glob };
}

/** Whether the prepared glob matches `text.slice(from, to)` whole. */
export function matches({ shape, text: wanted }: Matcher, text: string, from = 0, to = text.length): boolean {
  if (shape === 'any') return true;
  if (shape === 'literal') return to - from === wanted.length && text.startsWith(wanted, from);
  if (shape === 'prefix') return to - from >= wanted.length && text.startsWith(wanted, from);
  return matchesGlob(wanted, text, from, to);
}
