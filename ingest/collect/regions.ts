import { DescribeRegionsCommand, EC2Client } from '@aws-sdk/client-ec2';
import { regionsOfPartition } from './known-regions.ts';
import type { Site } from './site.ts';

/** Which regions of an account are read, and which are not. */
export interface Regions {
  readonly read: readonly string[];
  /** Enabled, or for all we know so, but not read. */
  readonly leftOut: readonly string[];
  /** Asked for, but not enabled in the account, or no regions at all. */
  readonly notEnabled: readonly string[];
}

/**
 * The regions to read: those asked for, else all that the account has enabled.
 *
 * @param home read where nobody names a region and AWS does not list them
 */
export async function chooseRegions(site: Site, asked: readonly string[] | undefined, home: string): Promise<Regions> {
  const client = site.client(EC2Client);
  const listed = await site.list('ec2:DescribeRegions', async (_token, options) => {
    const answer = await client.send(new DescribeRegionsCommand(), options);
    return { items: answer.Regions, next: undefined };
  });
  const enabled = listed.flatMap(({ RegionName }) => RegionName ?? []).sort();
  const wanted = asked === undefined || asked.length === 0 ? undefined : [...new Set(asked)];
  if (enabled.length === 0) {
    const read = wanted ?? [home];
    return { read, leftOut: without(regionsOfPartition(site.partition), read), notEnabled: [] };
  }
  const read = wanted?.filter((region) => enabled.includes(region)) ?? enabled;
  return { read, leftOut: without(enabled, read), notEnabled: without(wanted ?? [], enabled) };
}

function without(names: readonly string[], others: readonly string[]): readonly string[] {
  return names.filter((name) => !others.includes(name));
}
