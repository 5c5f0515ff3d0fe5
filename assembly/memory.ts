// Arrays in linear memory are addresses; nothing is freed one by one, `release` gives back all since a mark.

/** Stands for no node, no row, no class. */
export const NONE: u32 = 0xffffffff;

let end: usize = __heap_base;

/** Room for so many bytes, aligned to a cache line; holds whatever was there before. Traps where memory cannot grow. */
export function take(bytes: u64): usize {
  const start: u64 = ((<u64>end + 63) / 64) * 64;
  const after = start + bytes;
  const pages = (after + 0xffff) >>> 16;
  if (pages > 65536) unreachable();
  if (<i32>pages > memory.size() && memory.grow(<i32>pages - memory.size()) < 0) unreachable();
  end = <usize>after;
  return <usize>start;
}

/** Room for so many 32-bit numbers, each set to 0. */
export function takeZeros(count: u64): usize {
  const start = take(count * 4);
  memory.fill(start, 0, <usize>(count * 4));
  return start;
}

/** Room for so many 32-bit numbers, each set to {@link NONE}. */
export function takeNones(count: u64): usize {
  const start = take(count * 4);
  memory.fill(start, 0xff, <usize>(count * 4));
  return start;
}

export function mark(): usize {
  return end;
}

export function release(to: usize): void {
  end = to;
}

export function get(base: usize, i: u32): u32 {
  return load<u32>(base + ((<usize>i) << 2));
}

export function put(base: usize, i: u32, value: u32): void {
  store<u32>(base + ((<usize>i) << 2), value);
}

export function byteAt(base: usize, i: u32): u32 {
  return load<u8>(base + <usize>i);
}
