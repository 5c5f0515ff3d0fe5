import { accountOf, parseArn } from '../../model/arn.ts';
import type { Resource } from '../estate/resources.ts';

/**
 * Finds the resources of other accounts whose own policies speak of an account, of someone in it, or of everyone.
 *
 * @param open in id order
 */
export function buildOthers(open: readonly Resource[]): (account: string) => readonly Resource[] {
  const admitted = new Map<string, Set<Resource>>();
  for (const resource of open) {
    for (const account of admittedBy(resource)) {
      const list = admitted.get(account) ?? new Set<Resource>();
      admitted.set(account, list.add(resource));
    }
  }
  return (account) => {
    const all = new Set([...(admitted.get(everyone) ?? []), ...(admitted.get(account) ?? [])]);
    return [...all].filter((resource) => resource.account !== account).sort((a, b) => (a.id < b.id ? -1 : 1));
  };
}

const everyone = '*';

function admittedBy({ policy }: Resource): readonly string[] {
  return (policy?.compiled.allows ?? []).flatMap(({ principals }) => {
    if (principals === undefined || principals.not || principals.everyone) return [everyone];
    return [...principals.named.AWS].flatMap((value) => accountOf(value) ?? parseArn(value)?.account ?? []);
  });
}
