import type { CompiledPolicy } from './compile.ts';
import { skipBlanks, standsAt } from './json-bytes.ts';
import { parseJsonText } from './json-text.ts';
import { ownScalar, ownText, recurring, type MemberReader } from './member-readers.ts';
import { noPolicies, readPolicies, requestPolicies, type Guard, type PolicyMember } from './policy-reader.ts';
import { guardOf, readContext, readPrincipal } from './request-parts.ts';
import type { AccessRequest } from './request-types.ts';
import type { RequestContext } from './scope.ts';

/** A request as it was read from a line. */
export interface RequestLine {
  /** The JSON text of its id. */
  readonly id: string;
  readonly request: AccessRequest;
}

/** Reads requests from bytes, at a glance where their members were seen before. */
export interface LineReader {
  /**
   * The request in `bytes[from … to - 1]`; undefined where that is not what most lines are: malformed, with a member
   * twice or one that nobody knows, with escapes or letters beyond ASCII in what is no policy.
   */
  readonly read: (bytes: Buffer, from: number, to: number) => RequestLine | undefined;
}

type Policies = readonly (readonly CompiledPolicy[])[];

/** A resource's policy waits for the action, which says how to read it and may come after it. */
type Guarded = (guard: Guard) => Policies | undefined;

type Readers = ReturnType<typeof memberReaders>;

/**
 * Makes a reader that remembers members of its own.
 *
 * @param clock when requests are made that do not say it, in milliseconds since 1970
 */
export function lineReader(otherwise: RequestContext['otherwise'], clock: number): LineReader {
  const readers = memberReaders(otherwise, clock);
  const slots = slotsOf(readers);
  return {
    read(bytes, from, to) {
      for (const { reader } of slots) reader.reset();
      return takeMembers(slots, bytes, from, to) ? requestLine(readers) : undefined;
    },
  };
}

function memberReaders(otherwise: RequestContext['otherwise'], clock: number) {
  return {
    id: ownScalar(),
    principal: recurring((text) => valueOf(readPrincipal(text))),
    action: ownText(),
    resource: ownText(),
    resourceAccount: ownText(),
    context: recurring(
      (text) => valueOf(readContext(text, otherwise, clock)),
      valueOf(readContext('null', otherwise, clock)),
    ),
    identityPolicies: policies('identityPolicies'),
    permissionBoundary: policies('permissionBoundary'),
    sessionPolicy: policies('sessionPolicy'),
    resourcePolicy: recurring<Guarded>(resourcePolicy, () => noPolicies.levels),
    serviceControlPolicies: policies('serviceControlPolicies'),
    resourceControlPolicies: policies('resourceControlPolicies'),
    endpointPolicies: policies('endpointPolicies'),
  };
}

function valueOf<Value>(read: { readonly value: Value } | { readonly reason: string }): Value | undefined {
  return 'value' in read ? read.value : undefined;
}

function policies(member: PolicyMember): MemberReader<Policies | undefined> {
  return recurring((text) => levelsOf(text, member, 'resource'), noPolicies.levels);
}

function levelsOf(text: string, member: PolicyMember, guard: Guard): Policies | undefined {
  const read = readPolicies(text, member, guard);
  return 'levels' in read ? read.levels : undefined;
}

function resourcePolicy(text: string): Guarded | undefined {
  if ('reason' in parseJsonText(text)) return undefined;
  const made: Partial<Record<Guard, Policies | undefined>> = {};
  return (guard) => (made[guard] ??= levelsOf(text, 'resourcePolicy', guard));
}

/** A member's name and what reads its value. */
interface Slot {
  /** In quotes. */
  readonly name: Buffer;
  readonly reader: MemberReader<unknown>;
}

function slotsOf(readers: Readers): readonly Slot[] {
  return Object.entries(readers).map(([name, reader]) => ({ name: Buffer.from(`"${name}"`), reader }));
}

/** Takes every member of the object that the bytes hold; false where they are not what most lines are. */
function takeMembers(slots: readonly Slot[], bytes: Buffer, from: number, to: number): boolean {
  let at = skipBlanks(bytes, from, to);
  if (bytes[at] !== 0x7b) return false;
  let taken = 0; // a bit for each slot
  let next = 0; // most lines have their members in the order of the line before
  do {
    at = skipBlanks(bytes, at + 1, to);
    const slot = slotAt(slots, next, bytes, at);
    if (slot < 0 || (taken & (1 << slot)) !== 0) return false;
    taken |= 1 << slot;
    next = slot + 1;
    at = skipBlanks(bytes, at + slots[slot].name.length, to);
    if (bytes[at] !== 0x3a) return false;
    const end = slots[slot].reader.take(bytes, skipBlanks(bytes, at + 1, to), to);
    if (end < 0) return false;
    at = skipBlanks(bytes, end, to);
  } while (at < to && bytes[at] === 0x2c);
  return at < to && bytes[at] === 0x7d && skipBlanks(bytes, at + 1, to) === to;
}

/** The slot whose name stands there, tried from `first` on; -1 where there is none. */
function slotAt(slots: readonly Slot[], first: number, bytes: Buffer, from: number): number {
  for (let tried = 0; tried < slots.length; tried++) {
    const slot = (first + tried) % slots.length;
    if (standsAt(slots[slot].name, bytes, from)) return slot;
  }
  return -1;
}

/** The request of the members that were taken; undefined where one is wrong, or missing without leave. */
function requestLine(readers: Readers): RequestLine | undefined {
  const principal = readers.principal.value();
  const action = readers.action.value() ?? '';
  const resource = readers.resource.value() ?? '';
  const context = readers.context.value();
  const guarded = readers.resourcePolicy.value();
  const ofResource = guarded?.(guardOf(action, resource));
  if (principal === undefined || context === undefined || ofResource === undefined) return undefined;
  if (!action.includes(':') || resource === '') return undefined;
  const { uniqueId } = context;
  const request: AccessRequest = {
    principal: uniqueId === undefined ? principal : { ...principal, uniqueId },
    action,
    resource,
    resourceAccount: readers.resourceAccount.value(),
    context: context.context,
    ...requestPolicies((member) =>
      member === 'resourcePolicy' ? ofResource : (readers[member].value() ?? noPolicies.levels),
    ),
  };
  return { id: readers.id.value(), request };
}
