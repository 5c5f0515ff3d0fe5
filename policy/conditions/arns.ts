import { arnPattern, arnText, matchesArn } from '../arn.ts';
import { twins, type Operator, type ValueTest } from './operator.ts';

/** ARN operators: ArnEquals and ArnLike behave alike, each of the six fields with wildcards of its own. */
export const arnOperators: readonly Operator[] = [
  ...twins('ArnEquals', 'ArnNotEquals', 'glob', arnTest),
  ...twins('ArnLike', 'ArnNotLike', 'glob', arnTest),
];

function arnTest(glob: string): ValueTest {
  const pattern = arnPattern(glob);
  return (actual) => matchesArn(pattern, arnText(actual));
}
