import { defineCommand, type Invocation } from '../define-command.ts';
import { print } from '../output.ts';
import { integerOption, noArguments } from '../parse-arguments.ts';
import { storeUrl } from '../store-option.ts';

/** Where the map is served unless told otherwise. */
const defaultPort = 7475;

export const serve = defineCommand({
  name: 'serve',
  usage: '',
  summary: 'serves API and map on 127.0.0.1',
  options: { port: { value: 'PORT', description: `${defaultPort} unless told; 0 takes a free one` } },
  examples: ['ambit serve', 'ambit serve --store .ambit --port 8080'],
  async run(invocation) {
    noArguments(invocation);
    await serveUntilStopped(storeUrl(invocation), portOption(invocation));
    return 0;
  },
});

/**
 * @throws {UsageError} when `--port` is none
 */
export function portOption(invocation: Invocation): number {
  return integerOption(invocation, 'port', { min: 0, max: 65_535, otherwise: defaultPort });
}

/** Serves the store until the process is told to stop. */
export async function serveUntilStopped(store: string, port: number): Promise<void> {
  const { startServer } = await import('../../server/start.ts');
  const server = await startServer({ store, port });
  try {
    await print(`\nThe map is at ${server.address}\nStop it with Ctrl+C.\n`);
    await new Promise<void>((resolve) => {
      process.once('SIGINT', resolve);
      process.once('SIGTERM', resolve);
    });
  } finally {
    await server.close();
  }
}
