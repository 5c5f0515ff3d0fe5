import { randomOf } from './random.ts';

const base32 = 'ABCDEFGHIJKLMNOPQRSTUVWXYZ234567';
const hex = '0123456789abcdef';

/** AWS's unique id for a name: four letters for the kind (`AROA`, `AKIA`) and 16 that depend on the name alone. */
export function uniqueId(prefix: string, name: string): string {
  return prefix + letters(`${prefix}/${name}`, 16, base32);
}

/** So many hexadecimal digits that depend on the name alone. */
export function hexId(name: string, length: number): string {
  return letters(name, length, hex);
}

/** A UUID in form, depending on the name alone. */
export function uuid(name: string): string {
  const digits = hexId(name, 32);
  return [
    digits.slice(0, 8),
    digits.slice(8, 12),
    `4${digits.slice(13, 16)}`,
    `a${digits.slice(17, 20)}`,
    digits.slice(20),
  ].join('-');
}

/** The six letters that Secrets Manager puts behind a secret's name. */
export function secretSuffix(name: string): string {
  return letters(`secret/${name}`, 6, 'abcdefghijkmnpqrstuvwxyzABCDEFGHJKLMNPQRSTUVWXYZ');
}

function letters(name: string, length: number, alphabet: string): string {
  const random = randomOf(0, name);
  return Array.from({ length }, () => alphabet[random.integer(0, alphabet.length - 1)]).join('');
}
