import type { Request, Response } from 'express';
import type { z } from 'zod';
import type { OpenSnapshot, Workspace } from '../app/workspace.ts';

/** What a route works with. */
export interface RouteContext {
  readonly workspace: Workspace;
  /** The current snapshot; a route that asks for it in an empty store answers 503. */
  open(): Promise<OpenSnapshot>;
  /** Largest body that a POST takes. */
  readonly maximumBodyBytes: number;
  readonly request: Request;
  readonly response: Response;
}

type Shape = Readonly<Record<string, z.ZodType>>;

/** One endpoint: a literal, from which the OpenAPI description is made. */
export interface Route<S extends Shape = Shape> {
  readonly method: 'get' | 'post';
  /** Express path; parameters in braces in the description. */
  readonly path: string;
  readonly summary: string;
  /** Query (and path) parameters. */
  readonly params: S;
  /** Shape of the answer. */
  readonly answer: z.ZodType;
  /** Media types that a POST takes as its body. */
  readonly body?: readonly string[];
  /** Who may ask; whoever has a session where it is absent. */
  readonly only?: 'administrator';
  /** Undefined where the route wrote its response itself. */
  handle(context: RouteContext, params: z.infer<z.ZodObject<S>>): Promise<unknown>;
}

/** Checks a route's literal at compile time and forgets its own parameter types, so that routes stand in one list. */
export function defineRoute<const S extends Shape>(route: Route<S>): Route {
  return route;
}
