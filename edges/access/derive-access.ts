import { parseArn } from '../../model/arn.ts';
import type { CompiledPolicy } from '../../policy/compile.ts';
import type { Finding } from '../define-edge.ts';
import type { Estate } from '../estate/estate.ts';
import type { Resource } from '../estate/resources.ts';
import { buildAskers } from './askers.ts';
import { asksOf } from './asks.ts';
import { buildHeldFindings } from './held-findings.ts';
import { buildHeldSets } from './held-rows.ts';
import type { Level } from './levels.ts';
import { buildOthers } from './others.ts';
import { buildBases } from './row-base.ts';
import { buildRowSets } from './row-set.ts';
import { buildRowTable } from './row-table.ts';
import { buildSources } from './sources.ts';
import { buildSpeaking } from './speaking.ts';
import { buildStandings, type StandingOf } from './standings.ts';
import { typeLevels } from './type-levels.ts';

/**
 * What every profile holds at a level, one finding a set of resources that are held in the same way.
 *
 * Profiles that no policy tells apart are asked once, resources that none tells apart are judged once: time grows with
 * policies, and with what their patterns name, not with profiles times resources.
 */
export function* deriveAccess(estate: Estate, level: Level): Iterable<Finding> {
  const standingOf = buildStandings(estate);
  for (const type of estate.resources.types) {
    const actions = typeLevels(estate.resources, type)[level];
    if (actions !== undefined) yield* ofType(estate, { type, level, actions, standingOf });
  }
}

interface Asked {
  readonly type: string;
  readonly level: Level;
  readonly actions: readonly string[];
  readonly standingOf: StandingOf;
}

function* ofType(estate: Estate, { type, level, actions, standingOf }: Asked): Iterable<Finding> {
  const sample = sampleOf(estate, type);
  if (sample === undefined) return;
  const asks = asksOf(actions, sample);
  const speaking = buildSpeaking(asks.spoken);
  const askersOf = buildAskers(standingOf, { speaking, sourcesOf: buildSources(speaking, asks.asksKeys) });
  const othersFor = buildOthers(estate.resources.openToOthers(type));
  const baseOf = buildBases(estate);
  for (const [account, profiles] of estate.profilesOf) {
    const own = buildRowTable(estate.resources.inAccount(account, type), baseOf);
    const others = buildRowTable(othersFor(account), baseOf);
    if (own.rows.length + others.rows.length === 0) continue;
    const controls = controlsOver(estate, account, [...own.rows, ...others.rows]).flatMap(speaking);
    const makeSet = buildRowSets();
    const heldOf = [own, others]
      .filter(({ rows }) => rows.length > 0)
      .map((table) => buildHeldSets({ estate, table, asks, controls, isOwn: table === own, makeSet }));
    const findings = buildHeldFindings();
    for (const asker of askersOf(profiles)) {
      const held = heldOf.flatMap((rowsOf) => [...rowsOf(asker)]);
      yield* findings(held, asker.profiles, level);
    }
  }
}

function sampleOf({ resources, profilesOf }: Estate, type: string): Resource | undefined {
  for (const account of profilesOf.keys()) {
    const [first] = resources.inAccount(account, type);
    if (first !== undefined) return first;
  }
  return resources.openToOthers(type)[0];
}

/** Organisation policies over whoever asks, over what he asks for, and over the keys of that. */
function controlsOver({ controls }: Estate, account: string, rows: readonly Resource[]): readonly CompiledPolicy[] {
  const owners = new Set(rows.flatMap((row) => [row.account, parseArn(row.encryptedBy ?? '')?.account ?? '']));
  const levels = [controls(account, 'SCP'), ...[...owners].map((owner) => controls(owner, 'RCP'))];
  return [...new Set(levels.flatMap(({ compiled }) => compiled.flat()))];
}
