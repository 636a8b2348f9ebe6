import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type EmbeddedServer, startEmbeddedServer } from '../../src/platform/database/embedded-server.ts';
import type { Engine } from '../../src/platform/database/engine-binaries.ts';

/** The programs of Debian's PostgreSQL 15, the oldest server the product runs on. */
const debianServer: Engine = { binFolder: '/usr/lib/postgresql/15/bin', major: '15' };

/** Which PostgreSQL the database tests run on: `GONGKAI_TEST_ENGINE`, `embedded` unless told. */
export type TestEngine = 'embedded' | 'server15';

export function chosenEngine(env: NodeJS.ProcessEnv): TestEngine {
  const name = env['GONGKAI_TEST_ENGINE'] || 'embedded';
  if (name === 'embedded' || name === 'server15') return name;
  throw new Error(`GONGKAI_TEST_ENGINE is ${name}; it may be embedded or server15`);
}

/** For starting the chosen engine oneself: its programs, or nothing for the embedded ones. */
export function engineOptions(name: TestEngine): { engine?: Engine } {
  return name === 'server15' ? { engine: debianServer } : {};
}

/** A PostgreSQL for one test run, in a temporary folder, fast because it need not survive anything. */
export async function startTestEngine(name: TestEngine): Promise<EmbeddedServer> {
  const folder = await mkdtemp(join(tmpdir(), 'gongkai-test-'));
  const server = await startEmbeddedServer(folder, {
    ...engineOptions(name),
    settings: {
      fsync: 'off',
      synchronous_commit: 'off',
      full_page_writes: 'off',
      autovacuum: 'off',
      max_connections: '150',
    },
  });
  return {
    ...server,
    async stop() {
      await server.stop();
      await rm(folder, { recursive: true, force: true, maxRetries: 5 });
    },
  };
}
