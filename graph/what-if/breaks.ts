import type { Estate } from '../../edges/estate/estate.ts';
import type { FactIndex } from '../../edges/estate/fact-index.ts';
import type { FactOf } from '../../model/records.ts';
import { parseArn } from '../../model/arn.ts';
import type { AlteredFacts } from './altered-facts.ts';
import { brokenCredentials, brokenRoles } from './broken-entries.ts';
import type { Touched } from './touched.ts';
import { UseJudge } from './use-judge.ts';

/** A use that was seen and that the changes would deny. */
export interface Break {
  readonly identity: string;
  /** `s3:*` where only the service is known; `authenticate` of a credential. */
  readonly action: string;
  /** `*` where it is not known. */
  readonly resource: string;
  /** ISO 8601. */
  readonly lastUsed: string;
  /** What must hold for it to go on; absent where it ends whatever holds. */
  readonly conditions?: readonly string[];
}

/** What would break, and what cannot be known. */
export interface Breaks {
  /** The youngest use first. */
  readonly breaks: readonly Break[];
  /** Identities whose permissions change and of whom no use was ever recorded: nobody knows what they would miss. */
  readonly unobserved: readonly string[];
}

/** Facts and what rules made of them, before and after changes. */
export interface Sides {
  readonly facts: FactIndex;
  readonly altered: AlteredFacts;
  readonly before: Estate;
  /** May hold no profiles but those of touched identities. */
  readonly after: Estate;
  readonly touched: Touched;
}

/** Judges every recorded use of those whose permissions change, as they were and as they would be. */
export function findBreaks(sides: Sides): Breaks {
  const concerned = concernedBy(sides);
  const uses = sides.facts.of('use').filter(({ identity }) => identity !== '');
  const judge = new UseJudge(sides.before, sides.after);
  const ofRoles = brokenRoles(sides);
  const breaks = [
    ...uses.filter(concerned.use).flatMap((use) => brokenUse(sides, judge, use)),
    ...brokenCredentials(sides),
    ...ofRoles.breaks,
  ];
  const observed = new Set(uses.map(({ identity }) => identity));
  const unobserved = [...sides.before.profileOf.keys()].filter((id) => concerned.identity(id) && !observed.has(id));
  return {
    breaks: breaks.sort(youngestFirst),
    unobserved: [...new Set([...unobserved, ...ofRoles.unobserved])].sort(),
  };
}

interface Concerned {
  identity(id: string): boolean;
  use(use: FactOf<'use'>): boolean;
}

/** Whose uses may be judged otherwise than before. */
function concernedBy({ touched, before, altered }: Sides): Concerned {
  const accounts = new Set(
    touched.levels.size === 0
      ? []
      : altered.of('account').flatMap(({ account }) => {
          const levels = before.organization.place(account)?.levels ?? [];
          return levels.some((level) => touched.levels.has(level)) ? [account] : [];
        }),
  );
  const services = new Set([...touched.resources].map((id) => parseArn(id)?.service ?? ''));
  if (touched.trusts.size > 0) services.add('sts');
  const isUnder = (id: string): boolean => accounts.size > 0 && accounts.has(parseArn(id)?.account ?? '');
  const identity = (id: string): boolean => touched.identities.has(id) || isUnder(id);
  return {
    identity,
    use: (use) =>
      identity(use.identity) ||
      services.has(use.service) ||
      (use.resource !== undefined && (isUnder(use.resource) || touched.identities.has(holderOf(use.resource)))),
  };
}

/** The bucket of an object, else the thing itself. */
function holderOf(arn: string): string {
  return arn.startsWith('arn:aws:s3:::') && arn.includes('/') ? arn.slice(0, arn.indexOf('/')) : arn;
}

function brokenUse(sides: Sides, judge: UseJudge, use: FactOf<'use'>): readonly Break[] {
  const { identity, service, action, resource, lastUsed } = use;
  const said = { identity, action: fullAction(service, action), resource: resource ?? '*', lastUsed };
  const isGone = (id: string): boolean => sides.facts.nodes.has(id) && !sides.altered.nodes.has(id);
  if (isGone(identity) || (resource !== undefined && isGone(holderOf(resource)))) return [said];
  const change = judge.compare(use);
  if (change === 'denied') return [said];
  return change === 'as-before' ? [] : [{ ...said, conditions: change }];
}

function fullAction(service: string, action: string | undefined): string {
  if (action === undefined) return `${service}:*`;
  return action.includes(':') ? action : `${service}:${action}`;
}

function youngestFirst(a: Break, b: Break): number {
  if (a.lastUsed !== b.lastUsed) return a.lastUsed > b.lastUsed ? -1 : 1;
  const [keyA, keyB] = [`${a.identity}\n${a.action}\n${a.resource}`, `${b.identity}\n${b.action}\n${b.resource}`];
  return keyA < keyB ? -1 : keyA > keyB ? 1 : 0;
}
