import { once } from 'node:events';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';

/** A TCP proxy whose network can be made bad. */
export interface Proxy {
  readonly port: number;
  /** Refuses new connections and cuts those that are open. */
  refuse(): void;
  /** Cuts every open connection, in the middle of whatever is said; new ones are taken. */
  cut(): void;
  /** Lets bytes through this much later. */
  slow(delayMs: number): void;
  /** Takes connections and bytes, and never says anything. */
  silence(): void;
  /** Is a good network again. */
  heal(): void;
  close(): Promise<void>;
}

type Weather = { readonly is: 'good' | 'refusing' | 'silent' } | { readonly is: 'slow'; readonly delayMs: number };

/** Listens on a free port of 127.0.0.1 and passes everything on to the target's. */
export async function startProxy(target: { readonly host: string; readonly port: number }): Promise<Proxy> {
  let weather: Weather = { is: 'good' };
  const open = new Set<Socket>();
  const pass = (from: Socket, to: Socket): void => {
    from.on('data', (bytes: Buffer) => {
      if (weather.is === 'silent') return;
      if (weather.is === 'slow') setTimeout(() => void (to.destroyed || to.write(bytes)), weather.delayMs);
      else if (!to.write(bytes)) from.pause();
    });
    to.on('drain', () => from.resume());
    from.on('error', () => to.destroy());
    from.on('close', () => to.destroy());
  };
  const server = createServer((client) => {
    if (weather.is === 'refusing') {
      client.destroy();
      return;
    }
    const upstream = connect(target);
    for (const socket of [client, upstream]) {
      open.add(socket);
      socket.on('close', () => open.delete(socket));
    }
    pass(client, upstream);
    pass(upstream, client);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  const cut = (): void => open.forEach((socket) => socket.destroy());
  return {
    port: (server.address() as AddressInfo).port,
    refuse() {
      weather = { is: 'refusing' };
      cut();
    },
    cut,
    slow: (delayMs) => void (weather = { is: 'slow', delayMs }),
    silence: () => void (weather = { is: 'silent' }),
    heal: () => void (weather = { is: 'good' }),
    async close() {
      cut();
      server.close();
      await once(server, 'close');
    },
  };
}
