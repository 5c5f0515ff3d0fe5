/** The text as one word of a POSIX shell, whatever is in it; what cannot be shown is escaped as bash, zsh and ksh read it. */
export function shellWord(text: string): string {
  if (/^[\w@%+=:,./-]+$/.test(text)) return text;
  if (!/[\p{Cc}\p{Cf}\p{Cs}\p{Zl}\p{Zp}]/u.test(text)) return `'${text.replaceAll("'", String.raw`'\''`)}'`;
  const bytes = Array.from(Buffer.from(text), (byte) => String.raw`\x${byte.toString(16).padStart(2, '0')}`);
  return `$'${bytes.join('')}'`;
}

/** A command line of words that are each taken as they are; a value that begins like an option is tied to its own. */
export function commandLine(...words: readonly string[]): string {
  const tied: string[] = [];
  for (const word of words) {
    const last = tied[tied.length - 1] ?? '';
    if (/^--[a-z-]+$/.test(last) && word.startsWith('-')) tied.push(`${tied.pop()}=${word}`);
    else tied.push(word);
  }
  return tied.map(shellWord).join(' ');
}
