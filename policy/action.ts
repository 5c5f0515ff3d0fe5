import { globOf, matcherOf, matches, type Matcher } from './pattern.ts';

/** The Action or NotAction element of a statement; AWS reads actions without regard to case. */
export interface ActionMatcher {
  readonly not: boolean;
  /** Some pattern is `*`. */
  readonly all: boolean;
  /** Actions named in full, in lower case. */
  readonly exact: ReadonlySet<string>;
  /** Patterns in lower case, by the service that they name; under `''` those whose service has a wildcard. */
  readonly patterns: ReadonlyMap<string, readonly Matcher[]>;
}

/** Compiles an Action or NotAction element. */
export function actionMatcher(actions: readonly string[], not: boolean): ActionMatcher {
  const exact = new Set<string>();
  const patterns = new Map<string, Matcher[]>();
  let all = false;
  for (const action of actions) {
    const matcher = matcherOf(globOf(action.toLowerCase()));
    if (matcher.shape === 'any') all = true;
    else if (matcher.shape === 'literal') exact.add(matcher.text);
    else addTo(patterns, servicePrefix(action), matcher);
  }
  return { not, all, exact, patterns };
}

function addTo(patterns: Map<string, Matcher[]>, service: string, matcher: Matcher): void {
  const list = patterns.get(service);
  if (list === undefined) patterns.set(service, [matcher]);
  else list.push(matcher);
}

/** The service that a pattern names for certain, in lower case. */
function servicePrefix(action: string): string {
  const service = serviceOf(action.toLowerCase());
  return service.includes('*') || service.includes('?') ? '' : service;
}

/** The part before the colon, empty where there is none. */
export function serviceOf(action: string): string {
  return action.slice(0, Math.max(0, action.indexOf(':')));
}

/**
 * Whether the element covers the action.
 *
 * @param action in lower case
 * @param service its service, in lower case
 */
export function coversAction({ not, all, exact, patterns }: ActionMatcher, action: string, service: string): boolean {
  const listed =
    all ||
    exact.has(action) ||
    (patterns.size > 0 && (anyMatches(patterns.get(service), action) || anyMatches(patterns.get(''), action)));
  return listed !== not;
}

function anyMatches(matchers: readonly Matcher[] | undefined, action: string): boolean {
  return matchers !== undefined && matchers.some((matcher) => matches(matcher, action));
}
