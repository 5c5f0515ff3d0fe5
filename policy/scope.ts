import type { ArnText } from './arn.ts';
import type { Principal } from './principal.ts';

/** What is known of the circumstances of a request. */
export interface RequestContext {
  /** Values by context key in lower case (AWS reads keys without regard to case); never an empty list. */
  readonly values: ReadonlyMap<string, readonly string[]>;
  /** Keys in lower case, or prefixes ending in `/`, that are absent unless `values` has them, whatever `otherwise` says. */
  readonly settled: ReadonlySet<string>;
  /** What a key is that `values` lacks. */
  readonly otherwise: 'absent' | 'unknown';
  /** When the request is made, in milliseconds since 1970; undefined where nobody says. */
  readonly now: number | undefined;
}

/** The request as condition keys see it: who asks for what, under which circumstances. */
export interface Scope {
  readonly context: RequestContext;
  /** `service:action` in lower case; undefined where the scope is that of several. */
  readonly action?: string;
  readonly principal: Principal;
  readonly resource: ArnText;
  /** The account that owns the resource; undefined where nobody knows. */
  readonly resourceAccount: string | undefined;
}
