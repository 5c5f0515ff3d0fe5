import { lookUp } from '../context.ts';
import type { ConditionEntry } from '../document.ts';
import { globOf } from '../pattern.ts';
import type { Scope } from '../scope.ts';
import { resolve, templateOf, type Template } from '../template.ts';
import type { Operator, ValueTest } from './operator.ts';
import { operators } from './registry.ts';

/** What a condition is for a request. */
export type Outcome = 'met' | 'not-met' | 'unknown';

/** One operator on one key, compiled. */
export interface Condition {
  readonly entry: ConditionEntry;
  /** In lower case. */
  readonly key: string;
  /** Undefined for Null, which asks only whether the key is there. */
  readonly operator: Operator | undefined;
  /** `ForAllValues:` or `ForAnyValue:`. */
  readonly qualifier: 'all' | 'any' | undefined;
  readonly ifExists: boolean;
  /** One for each value without variables. */
  readonly tests: readonly ValueTest[];
  /** The values with variables. */
  readonly templates: readonly Template[];
  /** Context keys in lower case that the condition reads, its variables' included. */
  readonly keys: readonly string[];
}

/** An operator's text taken apart; undefined where AWS knows no such operator. */
export function operatorOf(text: string): Pick<Condition, 'operator' | 'qualifier' | 'ifExists'> | undefined {
  let name = text.toLowerCase();
  let qualifier: Condition['qualifier'];
  if (name.startsWith('forallvalues:')) qualifier = 'all';
  if (name.startsWith('foranyvalue:')) qualifier = 'any';
  if (qualifier !== undefined) name = name.slice(name.indexOf(':') + 1);
  if (name === 'null' && qualifier === undefined) return { operator: undefined, qualifier, ifExists: false };
  const ifExists = name.endsWith('ifexists');
  const operator = operators.get(ifExists ? name.slice(0, -'ifexists'.length) : name);
  return operator === undefined ? undefined : { operator, qualifier, ifExists };
}

/**
 * Compiles one condition.
 *
 * @param variables whether the policy's version knows policy variables
 * @throws {RangeError} when the operator is unknown; parsing has refused such policies
 */
export function compileCondition(entry: ConditionEntry, variables: boolean): Condition {
  const parsed = operatorOf(entry.operator);
  if (parsed === undefined) throw new RangeError(`unknown operator ${entry.operator}`);
  const { operator } = parsed;
  const asGlob = operator?.values === 'glob';
  const takesVariables = variables && operator !== undefined && operator.values !== 'plain';
  const tests: ValueTest[] = [];
  const templates: Template[] = [];
  for (const value of entry.values) {
    const template = takesVariables ? templateOf(value, asGlob) : undefined;
    if (template !== undefined) templates.push(template);
    else if (operator !== undefined) tests.push(operator.prepare(asGlob ? globOf(value) : value));
  }
  const key = entry.key.toLowerCase();
  return { ...parsed, entry, key, tests, templates, keys: [key, ...templates.flatMap((template) => template.keys)] };
}

/** Whether the request meets the condition. */
export function meets(condition: Condition, scope: Scope): Outcome {
  const actual = lookUp(scope, condition.key);
  return actual === 'unknown' ? 'unknown' : meetsWith(condition, actual, scope);
}

/**
 * Whether the condition is met when its key holds these values (undefined: the key is absent).
 *
 * Unknown only through a policy variable whose own value is unknown.
 */
export function meetsWith(condition: Condition, actual: readonly string[] | undefined, scope: Scope): Outcome {
  const { operator, qualifier, ifExists } = condition;
  if (operator === undefined) return outcome(nullMeets(condition.entry.values, isNull(actual)));
  if (actual === undefined) {
    return outcome(ifExists || qualifier === 'all' || (qualifier === undefined && operator.negated));
  }
  if (qualifier !== undefined && isNull(actual)) return outcome(qualifier === 'all');

  const fits = actual.map((value) => fitsAny(condition, operator, value, scope));
  if (qualifier === undefined) return negatedIf(operator.negated, anyOf(fits));
  const each = operator.negated ? fits.map(negated) : fits;
  return qualifier === 'any' ? anyOf(each) : negated(anyOf(each.map(negated)));
}

/** A key is null where it is absent, and where it "resolves to a null dataset, such as an empty string". */
function isNull(actual: readonly string[] | undefined): boolean {
  return actual === undefined || actual.every((value) => value === '');
}

function nullMeets(values: readonly string[], absent: boolean): boolean {
  return values.some((value) => value.toLowerCase() === String(absent));
}

/** Whether one value of the request fits one of the policy's. */
function fitsAny({ tests, templates }: Condition, operator: Operator, value: string, scope: Scope): Outcome {
  for (const test of tests) if (test(value)) return 'met';
  let result: Outcome = 'not-met';
  for (const template of templates) {
    const resolved = resolve(template, (key) => lookUp(scope, key));
    if (resolved.state === 'known' && operator.prepare(resolved.text)(value)) return 'met';
    if (resolved.state === 'unknown') result = 'unknown';
  }
  return result;
}

function outcome(holds: boolean): Outcome {
  return holds ? 'met' : 'not-met';
}

function negated(result: Outcome): Outcome {
  if (result === 'unknown') return result;
  return result === 'met' ? 'not-met' : 'met';
}

function negatedIf(turn: boolean, result: Outcome): Outcome {
  return turn ? negated(result) : result;
}

function anyOf(results: readonly Outcome[]): Outcome {
  if (results.includes('met')) return 'met';
  return results.includes('unknown') ? 'unknown' : 'not-met';
}
