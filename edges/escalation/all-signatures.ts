import type { Estate } from '../estate/estate.ts';
import { buildSignatures, type PrincipalSignatures } from '../estate/signatures.ts';

/** Tells apart principals that policies of resources and organisations tell apart, and whom trust policies do. */
export function allSignatures({ signatures, trusts }: Estate): PrincipalSignatures {
  const trusting = buildSignatures([...trusts.values()].map(({ compiled }) => compiled));
  return { ...signatures, of: (...asked) => [signatures.of(...asked), trusting.of(...asked)] };
}
