import { vi } from 'vitest';
import { main } from '../../cli/main.ts';
import type { Ended } from './spawned.ts';

/** Runs a command line in this process, on the store: as the built program does, without its start. */
export async function call(store: string, argv: readonly string[]): Promise<Ended> {
  let out = '';
  let told = '';
  const spies = [
    vi.spyOn(process.stdout, 'write').mockImplementation((text: unknown, done: unknown) => {
      out += String(text);
      if (typeof done === 'function') Reflect.apply(done, undefined, []);
      return true;
    }),
    vi.spyOn(process.stderr, 'write').mockImplementation((text) => {
      told += String(text);
      return true;
    }),
  ];
  try {
    const named = argv.some((arg) => arg.startsWith('--store')) || argv.length === 0 ? [] : ['--store', store];
    const code = await main([...argv, ...named]);
    return { code, out, told };
  } finally {
    for (const spy of spies) spy.mockRestore();
  }
}
