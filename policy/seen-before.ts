/** Slots for hashes: more distinct texts than any cache here holds. */
const slotCount = 1 << 16;

/**
 * Makes a sieve that says of each hash whether it came before, as far as it still knows: another hash may have taken its
 * slot. Costs 256 KiB.
 */
export function seenBefore(): (hash: number) => boolean {
  let slots: Int32Array | undefined;
  return (hash) => {
    slots ??= new Int32Array(slotCount);
    const slot = (hash ^ (hash >>> 16)) & (slotCount - 1);
    if (slots[slot] === (hash | 0)) return true;
    slots[slot] = hash;
    return false;
  };
}
