/** Rows that are drawn: `first` up to, not including, `end`. */
export interface Window {
  readonly first: number;
  readonly end: number;
}

/** What a scrolled list shows. */
export interface Viewport {
  readonly scrollTop: number;
  readonly height: number;
  readonly rowHeight: number;
}

/** Drawn beyond each edge, so that scrolling finds rows ready. */
const SPARE_ROWS = 6;

/** The rows to draw of `total`. */
export function windowOf({ scrollTop, height, rowHeight }: Viewport, total: number): Window {
  const first = Math.floor(scrollTop / rowHeight) - SPARE_ROWS;
  const end = Math.ceil((scrollTop + height) / rowHeight) + SPARE_ROWS;
  return { first: Math.min(Math.max(0, first), total), end: Math.min(Math.max(0, end), total) };
}

/** The pages that hold the rows of a window. */
export function pagesOf({ first, end }: Window, pageSize: number): number[] {
  if (end <= first) return [];
  const from = Math.floor(first / pageSize);
  return Array.from({ length: Math.floor((end - 1) / pageSize) - from + 1 }, (_, index) => from + index);
}

/** The scroll position that brings a row into sight with the least movement. */
export function scrollToShow(row: number, { scrollTop, height, rowHeight }: Viewport): number {
  const top = row * rowHeight;
  if (top < scrollTop) return top;
  return Math.max(scrollTop, top + rowHeight - height);
}
