import { arnOf } from './notation.ts';

/** A statement as the generators make it. */
export interface PlainStatement {
  readonly effect: 'allow' | 'deny';
  readonly notAction: boolean;
  readonly actions: readonly string[];
  readonly notResource: boolean;
  readonly resources: readonly string[];
  readonly principals: readonly string[];
  readonly conditions: readonly PlainCondition[];
  /** Applies where its conditions are not met. */
  readonly unless?: boolean;
}

export interface PlainCondition {
  readonly operator: string;
  readonly key: string;
  readonly values: readonly string[];
}

/** A request as the generators make it; everything in account 111111111111 but eve. */
export interface PlainRequest {
  readonly who: string;
  readonly action: string;
  readonly resource: string;
  readonly context: Readonly<Record<string, readonly string[]>>;
  readonly identity: readonly PlainStatement[];
  readonly boundary: readonly PlainStatement[] | undefined;
  readonly session: readonly PlainStatement[] | undefined;
  readonly resourcePolicy: readonly PlainStatement[] | undefined;
  readonly scp: readonly (readonly PlainStatement[])[];
}

/** The decision by the plainest means: no compiling, patterns as regular expressions, one question after the other. */
export function plainDecision(request: PlainRequest): 'allowed' | 'implicitly-denied' | 'explicitly-denied' {
  const { who, identity, boundary, session, resourcePolicy, scp } = request;
  const outsider = who === 'anonymous' || who === 'lambda';
  const limits = [boundary, session].filter((list) => list !== undefined);
  const controls = outsider ? [] : scp;
  const all = [...identity, ...limits.flat(), ...controls.flat()];
  if (all.some((one) => one.effect === 'deny' && fits(one, request))) return 'explicitly-denied';
  const byResource = (resourcePolicy ?? []).filter((one) => fits(one, request));
  if (byResource.some((one) => one.effect === 'deny' && named(one, who) !== 'no')) return 'explicitly-denied';

  const grants = byResource.filter((one) => one.effect === 'allow').map((one) => named(one, who));
  const within = (list: readonly PlainStatement[]): boolean =>
    list.some((one) => one.effect === 'allow' && fits(one, request));
  if (!controls.every(within)) return 'implicitly-denied';
  // A boundary says nothing about root; session policies say it to whoever has them.
  const limited = (who === 'root' ? [session] : [boundary, session]).every(
    (list) => list === undefined || within(list),
  );
  const own = who === 'root' || outsider || within(identity);
  if (outsider || who === 'eve')
    return grants.some((how) => how !== 'no') && own && limited ? 'allowed' : 'implicitly-denied';
  if (grants.includes('direct')) return 'allowed';
  if (grants.includes('role') && limited) return 'allowed';
  return own && limited ? 'allowed' : 'implicitly-denied';
}

function named({ principals }: PlainStatement, who: string): 'direct' | 'role' | 'account' | 'no' {
  if (principals.includes('*')) return 'direct';
  if (who === 'ci/run' && principals.includes('ci/run')) return 'direct';
  if ((who === 'ci' || who === 'ci/run') && principals.includes('ci')) return 'role';
  if ((who === 'ann' || who === 'root' || who === 'eve') && principals.includes(who)) return 'direct';
  return principals.includes('root') && !['eve', 'anonymous', 'lambda'].includes(who) ? 'account' : 'no';
}

function fits(one: PlainStatement, { action, resource, context }: PlainRequest): boolean {
  const acts = one.actions.some((pattern) => like(pattern.toLowerCase(), action.toLowerCase()));
  const reaches = one.resources.some((pattern) => like(arnOf(pattern), arnOf(resource)));
  const meets = one.conditions.every((condition) => holds(condition, context[condition.key]));
  return acts !== one.notAction && reaches !== one.notResource && meets !== (one.unless ?? false);
}

function like(pattern: string, text: string): boolean {
  const source = pattern
    .replaceAll(/[.+^${}()|[\]\\]/g, String.raw`\$&`)
    .replaceAll('*', '.*')
    .replaceAll('?', '.');
  return new RegExp(`^${source}$`, 's').test(text);
}

function holds({ operator, values }: PlainCondition, actual: readonly string[] | undefined): boolean {
  const among = (value: string): boolean => values.includes(value);
  switch (operator) {
    case 'StringEquals':
      return actual !== undefined && actual.some(among);
    case 'StringNotEquals':
      return actual === undefined || !actual.some(among);
    case 'StringEqualsIfExists':
      return actual === undefined || actual.some(among);
    case 'ForAllValues:StringEquals':
      return actual === undefined || actual.every(among);
    case 'ForAllValues:StringNotEquals':
      return actual === undefined || !actual.some(among);
    case 'ForAnyValue:StringEquals':
      return actual !== undefined && actual.some(among);
    case 'ForAnyValue:StringNotEquals':
      return actual !== undefined && actual.some((value) => !among(value));
    case 'ForAnyValue:StringEqualsIfExists':
      return actual === undefined || actual.some(among);
    case 'Null':
      return (values.includes('true') && actual === undefined) || (values.includes('false') && actual !== undefined);
    default:
      throw new RangeError(`no plain ${operator}`);
  }
}
