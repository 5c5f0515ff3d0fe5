import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { existsSync } from 'node:fs';
import { howToGet } from './missing.ts';
import { createInterface } from 'node:readline';

/** A running AWS stand-in. */
export interface Moto {
  readonly endpoint: string;
  stop(): Promise<void>;
}

const program = new URL('../../.cache/moto/bin/moto_server', import.meta.url).pathname;

/** Starts moto's server on a free port; AWS's managed policies are not loaded, which keeps it quick. */
export async function startMoto(): Promise<Moto> {
  if (!existsSync(program)) throw new Error(`moto is missing; run: ${howToGet('moto')}`);
  const server = spawn(program, ['-H', '127.0.0.1', '-p', '0'], { stdio: ['ignore', 'ignore', 'pipe'] });
  const exited = once(server, 'exit');
  const endpoint = await new Promise<string>((resolve, reject) => {
    server.once('exit', (code) => reject(new Error(`moto ended with ${code}`)));
    createInterface(server.stderr).on('line', (line) => {
      const address = /Running on (http:\/\/127\.0\.0\.1:\d+)/.exec(line)?.[1];
      if (address !== undefined) resolve(address);
    });
  });
  return {
    endpoint,
    async stop() {
      server.kill();
      await exited;
    },
  };
}
