import express, { type Express, type Request, type RequestHandler, type Response } from 'express';
import { z } from 'zod';
import type { Workspace } from '../app/workspace.ts';
import { UsageError } from '../model/errors.ts';
import type { Access } from './access.ts';
import type { Route } from './define-route.ts';
import { securityHeaders } from './headers.ts';
import { openApi } from './openapi.ts';
import { problemHandler, sendProblem } from './problem.ts';
import * as registry from './routes/registry.ts';

/** What the server is put together from. */
export interface AppParts {
  readonly workspace: Workspace;
  readonly access: Access;
  /** Folder of the built page: index.html, app.js, app.css. */
  readonly pageFolder: string;
  /** Folder of the built API page. */
  readonly apiPageFolder: string;
  readonly maximumBodyBytes: number;
  readonly log: (event: string, details: object) => void;
}

/** Every endpoint. */
export const routes: readonly Route[] = Object.values(registry);

/** Puts the server together; everything that it answers passes through here. */
export function createApp(parts: AppParts): Express {
  const { access, pageFolder, apiPageFolder, log } = parts;
  const app = express();
  app.disable('x-powered-by');
  app.set('query parser', 'simple');
  app.use(securityHeaders(), access.checkHost, access.exchangeToken);
  app.use('/api', notKept, access.needSession);
  app.get('/api/openapi.json', (_request, response) => {
    response.json(openApi(routes));
  });
  for (const route of routes) app[route.method](route.path, handlerOf(route, parts));
  app.use('/api/docs', express.static(apiPageFolder));
  app.use('/api', (_request, response) => sendProblem(response, { title: 'There is no such endpoint', status: 404 }));
  app.use(express.static(pageFolder, { index: 'index.html' }));
  app.use((_request, response) => sendProblem(response, { title: 'There is nothing here', status: 404 }));
  app.use(problemHandler(log));
  return app;
}

/** Answers tell of whoever asks and of now. */
const notKept: RequestHandler = (_request, response, next) => {
  response.set('Cache-Control', 'no-store');
  next();
};

function handlerOf(route: Route, { workspace, access, maximumBodyBytes }: AppParts) {
  const shape = z.object(route.params);
  return async (request: Request, response: Response): Promise<void> => {
    if (route.only === 'administrator' && !access.isAdministrator(request)) {
      sendProblem(response, { title: 'Only administrators may ask this', status: 403 });
      return;
    }
    const given = shape.safeParse({ ...request.query, ...request.params });
    if (!given.success)
      throw new UsageError(given.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`).join('\n'));
    const context = { workspace, open: () => workspace.need(), maximumBodyBytes, request, response };
    const answer = await route.handle(context, given.data);
    if (answer !== undefined) response.json(answer);
  };
}
