import type { CompiledStatement } from '../../policy/compile.ts';
import type { Resource } from '../estate/resources.ts';
import { keyNeeds, type KeyNeed } from './key-needs.ts';
import { askedAction, speaksOf, type AskedAction } from './speaking.ts';
import { placesOf } from './targets.ts';

/** An action that gives a hold on resources of one type. */
export interface Ask extends AskedAction {
  /** Equal for actions that are asked on the same places of a resource, and need the same of its key. */
  readonly kind: string;
}

/** What is asked about the resources of one type. */
export interface Asks {
  readonly list: readonly Ask[];
  /** One of each kind. */
  readonly kinds: readonly Ask[];
  /** Whether places inside a resource are asked about. */
  readonly inside: boolean;
  /** Whether keys inside a resource make up the places. */
  readonly asksKeys: boolean;
  /** The actions, and those that are asked of keys in turn. */
  readonly spoken: readonly AskedAction[];
  /** Numbers by place in the list: equal for actions of which the same of the statements speak. */
  heard(statements: readonly CompiledStatement[]): Uint32Array;
}

/**
 * @param sample any resource of the type
 */
export function asksOf(actions: readonly string[], sample: Resource): Asks {
  const needs = new Map<KeyNeed, number>();
  let inside = false;
  let asksKeys = false;
  const list = actions.map((action) => {
    const need = keyNeeds.get(action);
    if (need !== undefined && !needs.has(need)) needs.set(need, needs.size);
    const places = placesAt(sample, action, 'any');
    inside ||= places.some((arn) => arn !== sample.id);
    asksKeys ||= places.join() !== placesAt(sample, action, 'other').join();
    return { ...askedAction(action), kind: JSON.stringify([places, need === undefined ? null : needs.get(need)]) };
  });
  const kinds = new Map(list.map((ask) => [ask.kind, ask]));
  const ofKeys = [...needs.keys()].flatMap((need) => need.actions.map(askedAction));
  return { list, kinds: [...kinds.values()], inside, asksKeys, spoken: [...list, ...ofKeys], heard: buildHeard(list) };
}

function placesAt(sample: Resource, action: string, key: string): readonly string[] {
  return placesOf(sample, action, () => [key]);
}

/** Looks each statement, and each list of them, through once. */
function buildHeard(list: readonly Ask[]): Asks['heard'] {
  const known = new WeakMap<CompiledStatement, Uint8Array>();
  const ofLists = new WeakMap<readonly CompiledStatement[], Uint32Array>();
  const speaking = (statement: CompiledStatement): Uint8Array => {
    const found = known.get(statement) ?? Uint8Array.from(list, (ask) => (speaksOf(statement, ask) ? 1 : 0));
    known.set(statement, found);
    return found;
  };
  return (statements) => {
    const found = ofLists.get(statements) ?? together(list.length, statements.map(speaking));
    ofLists.set(statements, found);
    return found;
  };
}

/** Numbers the columns of the rows. */
function together(count: number, rows: readonly Uint8Array[]): Uint32Array {
  const numbers = new Uint32Array(count);
  for (const row of rows) {
    const seen = new Map<number, number>();
    for (let at = 0; at < count; at++) {
      const key = numbers[at] * 2 + row[at];
      const number = seen.get(key) ?? seen.size;
      seen.set(key, number);
      numbers[at] = number;
    }
  }
  return numbers;
}
