import { z } from 'zod';

/** An id, or a name that only one node has. */
export function node(description: string): z.ZodString {
  return z.string().min(1).max(4096).describe(description);
}

/** A whole number in a range, as a query writes it. */
export function integer(
  description: string,
  { min, max, otherwise }: { readonly min: number; readonly max: number; readonly otherwise: number },
) {
  return z.coerce.number().int().min(min).max(max).default(otherwise).describe(description);
}

/** A text that may be left out. */
export function optionalText(description: string) {
  return z.string().max(1000).default('').describe(description);
}
