import { once } from 'node:events';
import { createConnection, createServer, type Socket } from 'node:net';
import type pg from 'pg';

/** A line to a PostgreSQL that can be cut and mended, as a network does. */
export interface CutLine {
  readonly port: number;
  /** Ends every connection and takes no new one. */
  cut(): Promise<void>;
  /** Every connection stays open and nothing comes through any more. */
  freeze(): void;
  mend(): Promise<void>;
  close(): Promise<void>;
}

export async function cutLine({ host, port }: pg.PoolConfig): Promise<CutLine> {
  const ends = new Set<Socket>();
  let frozen = false;
  const server = createServer(near => {
    const far = createConnection({ path: `${host}/.s.PGSQL.${port}` });
    for (const [from, to] of [
      [near, far],
      [far, near],
    ] as const) {
      ends.add(from);
      from.on('data', chunk => frozen || to.write(chunk));
      from.on('error', () => to.destroy());
      from.on('close', () => {
        ends.delete(from);
        to.destroy();
      });
    }
  });
  const listen = async (at: number) => {
    server.listen(at, '127.0.0.1');
    await once(server, 'listening');
  };
  const drop = () => {
    for (const end of ends) end.destroy();
  };
  await listen(0);
  const address = server.address();
  if (address === null || typeof address === 'string') throw new Error('no port');
  return {
    port: address.port,
    async cut() {
      const closed = once(server, 'close');
      server.close();
      drop();
      await closed;
    },
    freeze() {
      frozen = true;
    },
    async mend() {
      if (frozen) drop();
      frozen = false;
      if (!server.listening) await listen(address.port);
    },
    async close() {
      drop();
      if (server.listening) server.close();
    },
  };
}
