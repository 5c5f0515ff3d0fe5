import { neverFits, twins, type Operator, type ValueTest } from './operator.ts';

/** IP operators: CIDR ranges or single addresses, both families; an IPv4 range holds no IPv6 address. */
export const addressOperators: readonly Operator[] = twins('IpAddress', 'NotIpAddress', 'plain', rangeTest);

/** An address as a number of 32 or 128 bits. */
export interface Address {
  readonly bits: 32 | 128;
  readonly value: bigint;
}

/** A range: addresses whose first `length` bits are those of `value`. */
export interface AddressRange extends Address {
  readonly length: number;
}

function rangeTest(text: string): ValueTest {
  const range = rangeOf(text);
  if (range === undefined) return neverFits;
  const drop = BigInt(range.bits - range.length);
  const prefix = range.value >> drop;
  return (actual) => {
    const address = addressOf(actual);
    return address !== undefined && address.bits === range.bits && address.value >> drop === prefix;
  };
}

/** Reads `10.0.0.0/8`, `2001:db8::/32` or an address alone; undefined where it is neither. */
export function rangeOf(text: string): AddressRange | undefined {
  const slash = text.indexOf('/');
  const address = addressOf(slash < 0 ? text : text.slice(0, slash));
  if (address === undefined) return undefined;
  if (slash < 0) return { ...address, length: address.bits };
  const length = text.slice(slash + 1);
  return /^\d{1,3}$/.test(length) && Number(length) <= address.bits
    ? { ...address, length: Number(length) }
    : undefined;
}

/** Reads one address. */
export function addressOf(text: string): Address | undefined {
  const value = text.includes(':') ? ipv6(text) : ipv4(text);
  return value === undefined ? undefined : { bits: text.includes(':') ? 128 : 32, value };
}

function ipv4(text: string): bigint | undefined {
  const parts = text.split('.');
  if (parts.length !== 4) return undefined;
  let value = 0n;
  for (const part of parts) {
    if (!/^\d{1,3}$/.test(part) || Number(part) > 255) return undefined;
    value = value * 256n + BigInt(part);
  }
  return value;
}

function ipv6(text: string): bigint | undefined {
  const halves = withoutDots(text)?.split('::');
  if (halves === undefined || halves.length > 2) return undefined;
  const [head, tail = []] = halves.map((half) => (half === '' ? [] : half.split(':')));
  const missing = 8 - head.length - tail.length;
  if (halves.length === 2 ? missing < 1 : missing !== 0) return undefined;
  let value = 0n;
  for (const group of [...head, ...Array<string>(missing).fill('0'), ...tail]) {
    if (!/^[0-9a-fA-F]{1,4}$/.test(group)) return undefined;
    value = value * 65536n + BigInt(`0x${group}`);
  }
  return value;
}

/** Writes a final dotted IPv4 address as two groups. */
function withoutDots(text: string): string | undefined {
  if (!text.includes('.')) return text;
  const colon = text.lastIndexOf(':');
  const value = ipv4(text.slice(colon + 1));
  if (value === undefined) return undefined;
  return `${text.slice(0, colon + 1)}${(value >> 16n).toString(16)}:${(value & 0xffffn).toString(16)}`;
}
