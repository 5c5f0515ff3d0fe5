import { printable } from '../../model/printable.ts';

/** Longest name that is shown whole. */
const LONGEST = 300;

/** A text from outside, safe to show in one line: hidden characters spelled out, length bounded. */
export function plain(text: string): string {
  return printable(text, LONGEST);
}

/** The last part of an id, for where only the id is known: `arn:aws:s3:::payroll` is `payroll`. */
export function nameOfId(id: string): string {
  const administration = /^\w+:\/\/([^/]+)\/administration$/.exec(id);
  if (administration?.[1] !== undefined) return administration[1];
  const parts = id.split(/[/:]/).filter((part) => part !== '');
  return plain(parts.at(-1) ?? id);
}

/** A name from a program as words: `CAN_ASSUME` is `Can assume`, `lastUsed` is `Last used`. */
export function wordsOfKind(kind: string): string {
  const words = plain(kind)
    .replaceAll(/[_-]+/g, ' ')
    .replaceAll(/(?<=[a-z])(?=[A-Z])/g, ' ')
    .toLowerCase();
  return words.charAt(0).toUpperCase() + words.slice(1);
}
