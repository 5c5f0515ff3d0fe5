/** What it costs at least to take so much weight, were every grant's share its own and could be had in part. */
export function leastCostFor(weight: number, shares: ArrayLike<number>, costs: ArrayLike<number>): number {
  let [left, cost] = [weight, 0];
  for (const grant of byWorth(shares, costs)) {
    if (left <= 0) break;
    cost += costs[grant] * Math.min(1, left / shares[grant]);
    left -= shares[grant];
  }
  const isWhole = Array.from(costs).every((each) => each === Infinity || Number.isInteger(each));
  return isWhole ? Math.ceil(cost - 1e-9) : cost;
}

/** The most weight that so much can buy, under the same assumption. */
export function mostFor(budget: number, shares: ArrayLike<number>, costs: ArrayLike<number>): number {
  let [left, weight] = [budget, 0];
  for (const grant of byWorth(shares, costs)) {
    if (left <= 0) break;
    weight += shares[grant] * Math.min(1, left / costs[grant]);
    left -= costs[grant];
  }
  return weight;
}

function byWorth(shares: ArrayLike<number>, costs: ArrayLike<number>): readonly number[] {
  return Array.from(shares, (_, grant) => grant)
    .filter((grant) => shares[grant] > 0 && costs[grant] < Infinity)
    .sort((a, b) => shares[b] / costs[b] - shares[a] / costs[a]);
}
