/** Remembers what was made of a text, up to a bound on the texts' length together. */
export interface TextCache<Made> {
  readonly get: (text: string) => Made;
}

/**
 * A cache that forgets everything when it is full: what recurs is made again once.
 *
 * @param maxCharacters bound on the remembered texts' length together
 */
export function textCache<Made>(make: (text: string) => Made, maxCharacters: number): TextCache<Made> {
  const made = new Map<string, Made>();
  let characters = 0;
  return {
    get(text) {
      const known = made.get(text);
      if (known !== undefined) return known;
      const fresh = make(text);
      characters += text.length;
      if (characters > maxCharacters) {
        made.clear();
        characters = text.length;
      }
      // A copy: as a part of a line, the text would keep the whole line alive.
      if (text.length <= maxCharacters) made.set(` ${text}`.slice(1), fresh);
      return fresh;
    },
  };
}
