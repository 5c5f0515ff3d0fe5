// Drawn on top of the character before them, and on two columns of a terminal (Unicode TR 11, W and F, roughly).
const drawnOnTop = /[\p{Mn}\p{Me}]/u;
const wide =
  /[\p{Script=Han}\p{Script=Hiragana}\p{Script=Katakana}\p{Script=Hangul}\p{Emoji_Presentation}\u3000-\u303e\uff01-\uff60\uffe0-\uffe6]/u;

/** Columns of a terminal that the text takes. */
export function textWidth(text: string): number {
  if (isPlain(text)) return text.length;
  let width = 0;
  for (const character of text) width += characterWidth(character);
  return width;
}

/** The text, or its beginning and `…` where it is wider. */
export function cutText(text: string, width: number): string {
  if (textWidth(text) <= width) return text;
  let cut = '';
  let taken = 1; // the ellipsis
  for (const character of text) {
    taken += characterWidth(character);
    if (taken > width) break;
    cut += character;
  }
  return `${cut}…`;
}

function characterWidth(character: string): number {
  if (drawnOnTop.test(character)) return 0;
  return wide.test(character) ? 2 : 1;
}

function isPlain(text: string): boolean {
  return /^[\x20-\x7e…]*$/.test(text);
}
