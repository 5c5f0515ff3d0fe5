import { parseArn } from '../../model/arn.ts';
import { groupBy } from '../../model/group-by.ts';
import { asksOf } from '../access/asks.ts';
import { buildOthers } from '../access/others.ts';
import { readsOf, valuesRead } from '../access/reads.ts';
import { buildRowTable } from '../access/row-table.ts';
import type { Estate } from '../estate/estate.ts';
import type { NamedPolicy } from '../estate/policies.ts';
import type { Resource } from '../estate/resources.ts';
import { roleTarget } from '../role-target.ts';
import { controlsOver, type AskedTable } from './held-parts.ts';

/** The roles of an account, and those of others that trust it or someone in it: rows whose own policy is the trust. */
export type TrustTables = (account: string) => readonly AskedTable[];

/** Reads every trust policy once; roles that trust the same in the same words are rows of one class. */
export function buildTrustTables(estate: Estate): TrustTables {
  const roles = rolesOf(estate);
  const byAccount = groupBy(roles, ({ account }) => account);
  const othersFor = buildOthers(roles);
  return (account) =>
    [byAccount.get(account) ?? [], othersFor(account)].flatMap((rows, at) => {
      if (rows.length === 0) return [];
      const controls = controlsOver(estate, account, rows);
      const asks = asksOf(['sts:AssumeRole'], rows[0]);
      return [{ table: buildRowTable(rows, trustBase), isOwn: at === 0, controls, asks }];
    });
}

function rolesOf(estate: Estate): readonly Resource[] {
  const roles = [...estate.trusts.keys()].flatMap((id) => {
    const target = roleTarget(estate, id);
    if (target?.policy === undefined || !trustsSomebody(target.policy)) return [];
    const { account, tags, policy } = target;
    return [{ id, type: 'AWS::IAM::Role', account, region: undefined, tags, policy }];
  });
  return roles.sort((a, b) => (a.id < b.id ? -1 : 1));
}

/** Whether anyone but services and identity providers is trusted. */
function trustsSomebody({ compiled }: NamedPolicy): boolean {
  return compiled.allows.some(
    ({ principals }) => principals === undefined || principals.not || principals.named.AWS.size > 0,
  );
}

/** A text that is equal for roles that only their names, and what others read of them, tell apart. */
function trustBase(role: Resource): string {
  const { id, account, policy } = role;
  const { partition, resource = '' } = parseArn(id) ?? {};
  // AWS decides for itself about the roles that it keeps.
  const isReserved = /^role\/aws-(service-role|reserved)\//.test(resource);
  const read = valuesRead(readsOf(policy?.compiled.statements ?? []), role);
  return JSON.stringify([isReserved ? id : '', partition, account, read, policy?.compiled.version, policy?.statements]);
}
