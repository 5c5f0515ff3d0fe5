import { z } from 'zod';
import { version } from '../model/version.ts';
import type { Route } from './define-route.ts';

/** The API in OpenAPI 3.1, made from the routes' own schemas. */
export function openApi(routes: readonly Route[]): object {
  const paths: Record<string, Record<string, object>> = {};
  for (const route of routes) {
    const path = route.path.replaceAll(/:(\w+)/g, '{$1}');
    paths[path] = { ...paths[path], [route.method]: operation(route, path) };
  }
  return {
    openapi: '3.1.0',
    info: {
      title: 'Ambit',
      version,
      description:
        'If this machine identity is compromised, what falls, and by which way? Every request carries the session cookie, or the token as `Authorization: Bearer`. An operation with `x-role: administrator` is for administrators alone, and whoever holds the token is one.',
      license: { name: 'Apache-2.0', identifier: 'Apache-2.0' },
    },
    components: {
      securitySchemes: {
        token: { type: 'http', scheme: 'bearer' },
        session: { type: 'apiKey', in: 'cookie', name: 'ambit-7475' },
      },
      schemas: { Problem: withoutDialect(problem) },
    },
    security: [{ token: [] }, { session: [] }],
    paths,
  };
}

const problem = z.toJSONSchema(
  z.object({
    type: z.string(),
    title: z.string(),
    status: z.int(),
    detail: z.string().optional(),
    rejected: z.array(z.unknown()).optional(),
    candidates: z.array(z.string()).optional(),
  }),
);

function operation(route: Route, path: string): object {
  return {
    operationId: `${route.method}${path.replaceAll(/[^A-Za-z]+(\w?)/g, (_, letter: string) => letter.toUpperCase())}`,
    summary: route.summary,
    ...(route.only === undefined ? {} : { 'x-role': route.only }),
    parameters: Object.entries(route.params).map(([name, schema]) => {
      const { description, ...shape } = z.toJSONSchema(schema, { io: 'input' });
      const place = path.includes(`{${name}}`) ? 'path' : 'query';
      return {
        name,
        in: place,
        required: place === 'path' || !schema.safeParse(undefined).success,
        description,
        schema: withoutDialect(shape),
      };
    }),
    ...(route.body === undefined
      ? {}
      : { requestBody: { required: true, content: Object.fromEntries(route.body.map((type) => [type, {}])) } }),
    responses: {
      200: {
        description: 'The answer.',
        content: { 'application/json': { schema: withoutDialect(z.toJSONSchema(route.answer)) } },
      },
      default: {
        description: 'What went wrong.',
        content: { 'application/problem+json': { schema: { $ref: '#/components/schemas/Problem' } } },
      },
    },
  };
}

function withoutDialect({ $schema: _dialect, ...schema }: Readonly<Record<string, unknown>>): object {
  return schema;
}
