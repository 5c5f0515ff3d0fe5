import { seenBefore } from './seen-before.ts';

/** Remembers what was made of a text, up to a bound on the texts' length together. */
export interface TextCache<Made> {
  readonly get: (text: string) => Made;
}

/**
 * A cache that remembers what comes a second time, and forgets everything when it is full: what recurs is made again
 * once, and texts that never recur cost no memory.
 *
 * @param maxCharacters bound on the remembered texts' length together
 */
export function textCache<Made>(make: (text: string) => Made, maxCharacters: number): TextCache<Made> {
  const made = new Map<string, Made>();
  const isSecond = seenBefore();
  let characters = 0;

  function remember(text: string, fresh: Made): void {
    characters += text.length;
    if (characters > maxCharacters) {
      made.clear();
      characters = text.length;
    }
    // A copy: as a part of a line, the text would keep the whole line alive.
    if (text.length <= maxCharacters) made.set(` ${text}`.slice(1), fresh);
  }

  return {
    get(text) {
      const known = made.get(text);
      if (known !== undefined) return known;
      const fresh = make(text);
      if (isSecond(hashOfText(text))) remember(text, fresh);
      return fresh;
    },
  };
}

/** FNV-1a over the text's code units. */
function hashOfText(text: string): number {
  let hash = 0x811c9dc5;
  for (let at = 0; at < text.length; at++) hash = Math.imul(hash ^ text.charCodeAt(at), 0x01000193);
  return hash;
}
