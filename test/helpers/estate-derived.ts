import { administrationOf } from '../../edges/administration.ts';
import type { EdgeRule, Finding } from '../../edges/define-edge.ts';
import { buildEstate, type Estate } from '../../edges/estate/estate.ts';
import type { Profile } from '../../edges/estate/profiles.ts';
import { FactIndexBuilder } from '../../edges/estate/fact-index.ts';
import { hops, UNREACHED } from '../../engine/hops.ts';
import { deriveGraph } from '../../graph/derive-graph.ts';
import { OpenGraph } from '../../graph/open-graph.ts';
import type { PayloadItem } from '../../ingest/payload.ts';
import type { Read } from '../../ingest/read/read.ts';
import type { Said } from '../../ingest/source.ts';
import { readItems } from '../../ingest/sources/aws/items.ts';
import type { AmbitRecord } from '../../model/records.ts';
import { otherNames, named, shortName } from './estate-names.ts';
import { payloadOf } from './estate-notation.ts';

/** When every payload of the tests was read. */
export const observedAt = '2026-01-01T00:00:00.000Z';

/** Everything that reading the items says. */
export async function saidOf(items: Iterable<PayloadItem>): Promise<readonly Said[]> {
  const said: Said[] = [];
  for await (const each of readItems(handedIn(items), observedAt)) said.push(each);
  return said;
}

async function* handedIn(items: Iterable<PayloadItem>): AsyncGenerator<Read> {
  for (const item of items) yield { say: 'item', item };
}

/** The records of an estate in sentences; fails where the payload itself is refused. */
export async function recordsOf(text: string): Promise<readonly AmbitRecord[]> {
  return (await saidOf(payloadOf(text))).flatMap((each) => {
    if (each.say === 'rejection')
      throw new TypeError(`${each.rejection.record} ${each.rejection.field} ${each.rejection.reason}`);
    return each.say === 'record' ? [each.record] : [];
  });
}

export function estateOfRecords(records: Iterable<AmbitRecord>): Estate {
  const builder = new FactIndexBuilder();
  for (const record of records) builder.add(record);
  return buildEstate(builder.build());
}

/** The estate that the sentences of {@link payloadOf} tell. */
export async function estateOf(text: string): Promise<Estate> {
  return estateOfRecords(await recordsOf(text));
}

export async function graphOf(text: string): Promise<OpenGraph> {
  return new OpenGraph(deriveGraph(await estateOf(text)));
}

/** One edge that a rule finds, its profile written out. */
interface Found {
  /** `ann>ci`, with `?` behind where it is conditional. */
  readonly edge: string;
  readonly finding: Finding;
}

export async function found(rule: EdgeRule, text: string): Promise<readonly Found[]> {
  const estate = await estateOf(text);
  return [...rule.derive(estate)].flatMap(oneByOne).flatMap((finding) => {
    const { from, to, conditions } = finding;
    const tails = 'node' in from ? [from.node] : membersOf(estate.profiles, from);
    const mark = conditions.length > 0 ? '?' : '';
    return tails.flatMap((tail) =>
      to
        .filter((head) => head !== tail)
        .map((head) => ({ edge: `${shortName(tail)}>${shortName(head)}${mark}`, finding })),
    );
  });
}

/** A finding for each target of which something is said alone. */
export function oneByOne(finding: Finding): readonly Finding[] {
  const { each, ...said } = finding;
  if (each === undefined) return [finding];
  return each.map(({ conditions, evidence }, at) => ({
    ...said,
    to: [said.to[at]],
    conditions: [...said.conditions, ...conditions],
    evidence: [...said.evidence, ...evidence],
  }));
}

/** Ids of the identities that a place in the derivation stands for. */
export function membersOf(
  profiles: readonly Profile[],
  place: { readonly profile: number } | { readonly profiles: readonly number[] },
): readonly string[] {
  const indices = 'profile' in place ? [place.profile] : place.profiles;
  return indices.flatMap((index) => profiles[index].members);
}

/** What a rule finds in an estate of sentences: `ann>ci bob>ci?`, in order. */
export async function derives(rule: EdgeRule, text: string): Promise<string> {
  return [...new Set((await found(rule, text)).map(({ edge }) => edge))].sort().join(' ');
}

/** What proves an edge: `ann/own#0 ci#0`, denials with `!`, a group behind `via`. */
export async function proof(rule: EdgeRule, text: string, edge: string): Promise<string> {
  const finding = (await found(rule, text)).find((each) => each.edge === edge)?.finding;
  return (finding?.evidence ?? [])
    .map(({ document, statement, effect, via }) => {
      const mark = effect === 'Deny' ? '!' : '';
      const group = via === undefined ? '' : ` via ${shortName(via)}`;
      return `${mark}${documentName(document)}#${statement}${group}`;
    })
    .join(' & ');
}

/** The conditions of an edge, in the rule's words. */
export async function conditionsOf(rule: EdgeRule, text: string, edge: string): Promise<readonly string[]> {
  return (await found(rule, text)).find((each) => each.edge === edge)?.finding.conditions ?? [];
}

/** `ann/own` for the inline policy of that name, else the short name. */
function documentName(document: string): string {
  return document.endsWith('/own') ? `${shortName(document.slice(0, -'/own'.length))}/own` : shortName(document);
}

/** The id of a short name of the notation. */
export function idOf(name: string): string {
  const account = /^administration of (.*)$/.exec(name)?.[1];
  if (account !== undefined) return administrationOf(account);
  return otherNames[name] ?? (name.includes('://') ? name : named(name).arn);
}

/** Whether one node lies in another's blast radius. */
export function answer(graph: OpenGraph, from: string, to: string): 'certain' | 'conditional' | 'never' {
  const tail = graph.indexOf(from);
  const head = graph.indexOf(to);
  if (tail === undefined || head === undefined) throw new TypeError(`no node ${tail === undefined ? from : to}`);
  if (hops(graph.certain, [tail])[head] !== UNREACHED) return 'certain';
  return hops(graph.data.csr, [tail])[head] === UNREACHED ? 'never' : 'conditional';
}

/** Everything in the blast radius of a short name: `bucket ci job?`. */
export async function reached(text: string, from: string): Promise<string> {
  const graph = await graphOf(text);
  const own = idOf(from);
  const ids = Array.from(
    graph.nodesWhere((node) => graph.id(node) !== own && graph.category(node) !== 'credential'),
    (node) => graph.id(node),
  );
  const marks = { certain: '', conditional: '?', never: undefined };
  const told = ids.flatMap((id) => {
    const mark = marks[answer(graph, own, id)];
    return mark === undefined ? [] : [`${shortName(id)}${mark}`];
  });
  return [...new Set(told)].sort().join(' ');
}
