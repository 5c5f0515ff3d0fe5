/** The row that a key leads to, or undefined where the key is not the list's. */
export function rowAfterKey(key: string, row: number, total: number, rowsInSight: number): number | undefined {
  const last = total - 1;
  if (last < 0) return undefined;
  const clamp = (value: number) => Math.min(Math.max(0, value), last);
  switch (key) {
    case 'ArrowDown':
      return clamp(row + 1);
    case 'ArrowUp':
      return row < 0 ? last : clamp(row - 1);
    case 'PageDown':
      return clamp(row + rowsInSight);
    case 'PageUp':
      return clamp(row - rowsInSight);
    case 'Home':
      return 0;
    case 'End':
      return last;
    default:
      return undefined;
  }
}
