import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const ambit = fileURLToPath(new URL('../../bin/ambit', import.meta.url));

/** A running `ambit` that serves the map. */
export interface Served {
  /** The address that it printed, token included. */
  readonly address: string;
  /** The same without token. */
  readonly origin: string;
  close(): Promise<void>;
}

/** A fresh folder for a store, and its removal. */
export function freshFolder(): { readonly path: string; remove(): void } {
  const path = mkdtempSync(join(tmpdir(), 'ambit-e2e-'));
  return { path, remove: () => rmSync(path, { recursive: true, force: true }) };
}

/** Runs a command to its end. */
export async function runAmbit(...command: readonly string[]): Promise<number> {
  const child = spawn(ambit, command, { stdio: 'ignore' });
  const [code] = (await once(child, 'exit')) as [number | null];
  return code ?? -1;
}

/** Starts a command that serves, and waits for the address that it prints. */
export async function serveAmbit(...command: readonly string[]): Promise<Served> {
  const child = spawn(ambit, command, { stdio: ['ignore', 'pipe', 'pipe'] });
  let said = '';
  const address = await new Promise<string>((resolve, reject) => {
    const listen = (chunk: Buffer) => {
      said += chunk.toString();
      const found = /http:\/\/127\.0\.0\.1:\d+\/\?token=[\w.~-]+/.exec(said);
      if (found) resolve(found[0]);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.once('exit', (code) => reject(new Error(`ambit ${command.join(' ')} ended with ${code}: ${said}`)));
  });
  const close = async () => {
    const gone = once(child, 'exit');
    child.kill('SIGTERM');
    await gone;
  };
  return { address, origin: new URL(address).origin, close };
}
