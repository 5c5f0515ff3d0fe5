import { classCount } from './classes';
import { get, put, take } from './memory';
import { rowCount, upOffsets, ups } from './rows';

// The sweep goes over wanted rows only: those that are too large for a search of their own, and what these reach.

/** As `upOffsets` and `ups`, with the wanted rows alone. */
export let wantedOffsets: usize = 0;
export let wantedUps: usize = 0;

/** All rows are wanted. */
export function wantAll(): void {
  wantedOffsets = upOffsets;
  wantedUps = ups;
}

/** @param isLarge length rowCount; 1 where the row is to be swept; what such rows reach is marked too */
export function wantBelow(isLarge: usize): void {
  const tokenCount = classCount + rowCount;
  for (let r: u32 = rowCount; r-- > 0;) {
    if (load<u8>(isLarge + <usize>r) !== 0) continue;
    const end = get(upOffsets, classCount + r + 1);
    for (let i = get(upOffsets, classCount + r); i < end; i++) {
      if (load<u8>(isLarge + <usize>get(ups, i)) === 0) continue;
      store<u8>(isLarge + <usize>r, 1);
      break;
    }
  }
  wantedOffsets = take((<u64>tokenCount + 1) * 4);
  wantedUps = take(<u64>get(upOffsets, tokenCount) * 4);
  let place: u32 = 0;
  for (let t: u32 = 0; t < tokenCount; t++) {
    put(wantedOffsets, t, place);
    const end = get(upOffsets, t + 1);
    for (let i = get(upOffsets, t); i < end; i++) {
      const row = get(ups, i);
      if (load<u8>(isLarge + <usize>row) !== 0) put(wantedUps, place++, row);
    }
  }
  put(wantedOffsets, tokenCount, place);
}

/** Whether a wanted row leads to the token. */
export function isWanted(token: u32): bool {
  return get(wantedOffsets, token) < get(wantedOffsets, token + 1);
}
