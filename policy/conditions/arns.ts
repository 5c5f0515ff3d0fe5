import { arnPattern, arnText, matchesArn } from '../arn.ts';
import { neverFits, twins, type Operator, type ValueTest } from './operator.ts';

/**
 * ARN operators: ArnEquals and ArnLike behave alike.
 *
 * "Each of the six colon-delimited components of the ARN is checked separately" (IAM User Guide, "Condition
 * operators"): unlike a Resource, a pattern of fewer components fits nothing, but for a lone `*`.
 */
export const arnOperators: readonly Operator[] = [
  ...twins('ArnEquals', 'ArnNotEquals', 'glob', arnTest),
  ...twins('ArnLike', 'ArnNotLike', 'glob', arnTest),
];

function arnTest(glob: string): ValueTest {
  const pattern = arnPattern(glob);
  if (pattern.fields.length === 0 && pattern.whole.shape !== 'any') return neverFits;
  return (actual) => matchesArn(pattern, arnText(actual));
}
