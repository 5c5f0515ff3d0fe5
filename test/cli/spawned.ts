import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { text } from 'node:stream/consumers';
import { fileURLToPath } from 'node:url';

const ambit = fileURLToPath(new URL('../../bin/ambit', import.meta.url));

/** Path of a file or folder of test/fixtures. */
export function fixture(name: string): string {
  return fileURLToPath(new URL(`../fixtures/${name}`, import.meta.url));
}

/** How a command ended. */
export interface Ended {
  readonly code: number | null;
  readonly out: string;
  readonly told: string;
}

/** The built program on one store. */
export interface Program {
  run(...argv: readonly string[]): Promise<Ended>;
  /** Runs to exit code 0 and parses what it printed. */
  json<T>(...argv: readonly string[]): Promise<T>;
}

/** Runs the built program as a user would, standard output not a terminal; `environment` comes on top of the test's. */
export function program(store: string, environment: Readonly<Record<string, string>> = {}): Program {
  const env = { PATH: process.env['PATH'], AMBIT_STORE: store, ...environment };
  const run = async (...argv: readonly string[]): Promise<Ended> => {
    const child = spawn(ambit, argv, { env, stdio: ['ignore', 'pipe', 'pipe'] });
    const [out, told, [code]] = await Promise.all([text(child.stdout), text(child.stderr), once(child, 'close')]);
    return { code: typeof code === 'number' ? code : null, out, told };
  };
  return {
    run,
    async json<T>(...argv: readonly string[]) {
      const { code, out, told } = await run(...argv);
      if (code !== 0) throw new Error(`${argv.join(' ')} ended with ${code}: ${told}`);
      return JSON.parse(out) as T;
    },
  };
}
