import { globOf, matcherOf, matches, type Matcher } from './pattern.ts';

/** A text with the places of its first five colons, found once; fewer where it is no ARN. */
export interface ArnText {
  readonly text: string;
  /** `arn:partition:service:region:account:resource`: where each field but the first begins, less one. */
  readonly colons: readonly number[];
}

/** Splits a text that may be an ARN; the sixth field keeps its own colons. */
export function arnText(text: string): ArnText {
  const colons: number[] = [];
  if (text.startsWith('arn:')) {
    for (let at = text.indexOf(':'); at >= 0 && colons.length < 5; at = text.indexOf(':', at + 1)) colons.push(at);
  }
  return { text, colons };
}

/** One field of an ARN by number (0 `arn` … 5 resource); empty where the text is no ARN. */
export function arnField({ text, colons }: ArnText, field: number): string {
  if (colons.length < 5) return '';
  return text.slice(field === 0 ? 0 : colons[field - 1] + 1, field === 5 ? text.length : colons[field]);
}

/** An ARN pattern: field by field where it has all six, else one glob over the whole text. */
export interface ArnPattern {
  /** Six matchers, or none where the pattern has fewer fields. */
  readonly fields: readonly Matcher[];
  readonly whole: Matcher;
}

/**
 * Compiles an ARN pattern from its glob.
 *
 * Each of six fields is matched for itself, so a `*` does not cross a colon but in the last one. A pattern of fewer
 * fields can only be meant by the sentence "if the * wildcard is the last character of a resource ARN segment, it can
 * expand to match beyond the colon boundaries" (IAM User Guide, "IAM JSON policy elements: Resource").
 */
export function arnPattern(glob: string): ArnPattern {
  const { text, colons } = arnText(glob);
  const whole = matcherOf(glob);
  if (colons.length < 5) return { fields: [], whole };
  const starts = [0, ...colons.map((colon) => colon + 1)];
  return { fields: starts.map((start, field) => matcherOf(text.slice(start, colons[field]))), whole };
}

/** The pattern as a policy writes it, compiled. */
export function arnPatternOf(pattern: string): ArnPattern {
  return arnPattern(globOf(pattern));
}

/** Whether the pattern matches; a text that is no ARN (`*`, a request for no resource in particular) only as a whole. */
export function matchesArn({ fields, whole }: ArnPattern, { text, colons }: ArnText): boolean {
  if (fields.length === 0) return matches(whole, text);
  if (colons.length < 5) return false;
  if (whole.shape === 'literal') return text === whole.text;
  let from = text.length;
  for (let field = 5; field >= 0; field--) {
    const to = field === 5 ? text.length : from - 1;
    from = field === 0 ? 0 : colons[field - 1] + 1;
    if (!matches(fields[field], text, from, to)) return false;
  }
  return true;
}
