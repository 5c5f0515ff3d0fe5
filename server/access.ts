import { createHash, randomBytes, timingSafeEqual } from 'node:crypto';
import type { Request, RequestHandler, Response } from 'express';
import { sendProblem } from './problem.ts';

/** Name of the session cookie; cookies know no port, so it is in the name. The value is never the token. */
function cookieName({ socket }: Request): string {
  return `ambit-${socket.localPort}`;
}

/** Who may talk to a server: whoever holds its token, from a page of its own. */
export interface Access {
  readonly token: string;
  /** Refuses requests whose Host is not ours (DNS rebinding) or whose Origin is another site. */
  readonly checkHost: RequestHandler;
  /** Exchanges `?token=` in the address for a cookie, and takes it out of the address. */
  readonly exchangeToken: RequestHandler;
  /** Refuses requests that hold neither the token nor the cookie. */
  readonly needSession: RequestHandler;
  /** Whether the request comes from an administrator: today everyone with a session, for there is one token. */
  isAdministrator(request: Request): boolean;
}

export function createAccess(): Access {
  const token = randomBytes(24).toString('base64url');
  const session = randomBytes(24).toString('base64url');
  const isOurs = (request: Request): boolean => equal(cookieOf(request), session) || equal(bearerOf(request), token);
  return {
    token,
    checkHost(request, response, next) {
      const host = request.headers.host ?? '';
      const { origin } = request.headers;
      if (!/^(127\.0\.0\.1|localhost|\[::1\])(:\d{1,5})?$/.test(host))
        refuse(response, 421, 'This host is not served here');
      else if (origin !== undefined && origin !== `http://${host}`)
        refuse(response, 403, 'Another site may not ask here');
      else next();
    },
    exchangeToken(request, response, next) {
      const given = request.query['token'];
      if (typeof given !== 'string' || request.method !== 'GET') {
        next();
        return;
      }
      if (equal(given, token)) {
        response.cookie(cookieName(request), session, { httpOnly: true, sameSite: 'strict', path: '/' });
      }
      response.set('Cache-Control', 'no-store').redirect(303, withoutToken(request));
    },
    isAdministrator: isOurs,
    needSession(request, response, next) {
      if (isOurs(request)) next();
      else refuse(response, 401, 'This link has expired', 'Open the address that `ambit serve` printed.');
    },
  };
}

function refuse(response: Response, status: number, title: string, detail?: string): void {
  sendProblem(response, { title, status, ...(detail === undefined ? {} : { detail }) });
}

/** Compares in constant time, whatever the lengths. */
function equal(given: string | undefined, wanted: string): boolean {
  if (given === undefined) return false;
  const hash = (text: string): Buffer => createHash('sha256').update(text).digest();
  return timingSafeEqual(hash(given), hash(wanted));
}

function bearerOf({ headers }: Request): string | undefined {
  return /^Bearer (\S+)$/i.exec(headers.authorization ?? '')?.[1];
}

function cookieOf(request: Request): string | undefined {
  const start = `${cookieName(request)}=`;
  const pairs = (request.headers.cookie ?? '').split(';').map((pair) => pair.trim());
  return pairs.find((pair) => pair.startsWith(start))?.slice(start.length);
}

/** The same place on this server; never another host, whatever the path says. */
function withoutToken(request: Request): string {
  const [path, ...query] = request.originalUrl.split('?');
  const kept = new URLSearchParams(query.join('?'));
  kept.delete('token');
  const local = `/${path.replace(/^[/\\.]+/, '')}`; // neither `//host` nor `/./host` nor `https://host`
  const search = kept.size === 0 ? '' : `?${kept.toString()}`;
  return `${new URL(local, 'http://here').pathname.replace(/^\/+/, '/')}${search}`;
}
