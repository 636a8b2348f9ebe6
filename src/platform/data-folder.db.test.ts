import { mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, describe, expect, inject, it } from 'vitest';
import { emptyDatabase } from '../../tests/support/database.ts';
import { chosenEngine, engineOptions } from '../../tests/support/engine.ts';
import { startHolder } from '../../tests/support/holder-process.ts';
import { connectData, openServerData } from './data-folder.ts';
import { findPostmaster } from './database/postmaster.ts';
import { takeLock } from './database/process-lock.ts';

const engine = engineOptions(chosenEngine(process.env));
const { database } = await emptyDatabase();
const home = await mkdtemp(join(tmpdir(), 'gongkai-data-folder-'));
afterAll(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

let made = 0;
function newFolder(): string {
  made += 1;
  return join(home, String(made));
}

async function lockFileOf(folder: string): Promise<{ pid: number; role: string }> {
  return JSON.parse(await readFile(join(folder, 'gongkai.lock'), 'utf8'));
}

/** Waits for what another process does. */
async function until(condition: () => Promise<boolean>): Promise<void> {
  while (!(await condition())) await pause(10);
}

describe('a data folder with a running server', { timeout: 60_000 }, () => {
  it('refuses a second server, naming the process, and lets a command join the first', async () => {
    const folder = newFolder();
    const server = startHolder(folder, 'server');
    await server.ready;
    const env = { GONGKAI_DATA: folder };
    await expect(openServerData(env, engine)).rejects.toMatchObject({
      code: 'data-folder-in-use',
      message: expect.stringContaining(String(server.child.pid)),
    });
    const command = await connectData(env, engine);
    expect(command.folder).toBe(folder);
    const { rows } = await command.pool.query('select count(*) > 0 as written from probe');
    expect(rows).toEqual([{ written: true }]);
    await command.close();
    // The server goes on after the command has left.
    await server.wrote(server.acknowledged.length + 20);
    await server.close();
    expect(await readdir(folder)).not.toContain('gongkai.lock');
    expect(await findPostmaster(join(folder, 'postgres'))).toBeUndefined();
  });

  it('is taken over at once when the server has been killed', async () => {
    const folder = newFolder();
    const killed = startHolder(folder, 'server');
    await killed.ready;
    await killed.wrote(5);
    await killed.kill();
    expect((await lockFileOf(folder)).pid).toBe(killed.child.pid);
    const next = await openServerData({ GONGKAI_DATA: folder }, engine);
    expect(await lockFileOf(folder)).toMatchObject({ pid: process.pid, role: 'server' });
    const { rows } = await next.pool.query('select max(no) as last from probe');
    expect(rows[0].last).toBeGreaterThanOrEqual(killed.acknowledged.at(-1)!);
    await next.close();
  });
});

describe('a data folder with a command at work', { timeout: 60_000 }, () => {
  it('lets another command join, and the first one stays until the other has left', async () => {
    const folder = newFolder();
    const first = startHolder(folder, 'command');
    await first.ready;
    const second = await connectData({ GONGKAI_DATA: folder }, engine);
    const closing = first.close();
    // The first command asks who else is connected: it has done its work and waits.
    await until(async () => {
      const asking = await second.pool.query(
        `select from pg_stat_activity where query like '%client backend%' and pid <> pg_backend_pid()`,
      );
      return asking.rowCount !== 0;
    });
    const { rows } = await second.pool.query('select count(*) > 0 as written from probe');
    expect(rows).toEqual([{ written: true }]);
    expect(first.child.exitCode).toBeNull();
    await second.close();
    await closing;
    expect(await findPostmaster(join(folder, 'postgres'))).toBeUndefined();
  });

  it('makes a server wait for the end of the command, but not for ever', async () => {
    const folder = newFolder();
    const command = await connectData({ GONGKAI_DATA: folder }, engine);
    await expect(openServerData({ GONGKAI_DATA: folder }, { ...engine, waitMs: 150 })).rejects.toMatchObject({
      code: 'data-folder-in-use',
      message: expect.stringContaining(String(process.pid)),
    });
    const waiting = openServerData({ GONGKAI_DATA: folder }, engine);
    await command.close();
    const server = await waiting;
    expect(await lockFileOf(folder)).toMatchObject({ role: 'server' });
    await server.close();
  });
});

describe('the lock of a data folder', () => {
  it('is given to exactly one of many who find a dead holder at the same moment', async () => {
    const path = join(home, 'contested.lock');
    for (let round = 0; round < 10; round++) {
      await writeFile(path, JSON.stringify({ pid: 2 ** 22 + 1, role: 'server', began: '1', token: 'dead' }));
      const takers = await Promise.all(Array.from({ length: 8 }, () => takeLock(path, 'server')));
      const winners = takers.filter(taker => taker.taken);
      expect(winners).toHaveLength(1);
      await Promise.all(winners.map(winner => winner.release()));
    }
  });

  it('is not taken for held when a later process has the number of the dead one', async () => {
    const path = join(home, 'reused.lock');
    await writeFile(path, JSON.stringify({ pid: process.pid, role: 'server', began: '1', token: 'dead' }));
    const lock = await takeLock(path, 'server');
    expect(lock.taken).toBe(true);
  });

  it('is taken when its file was cut off in the middle', async () => {
    const path = join(home, 'cut.lock');
    await writeFile(path, '{"pid":12');
    const lock = await takeLock(path, 'command');
    expect(lock.taken).toBe(true);
  });
});

describe('opening data', () => {
  it('says in words that the folder cannot be made', async () => {
    await writeFile(join(home, 'a-file'), '');
    await expect(connectData({ GONGKAI_DATA: join(home, 'a-file') }, engine)).rejects.toMatchObject({
      code: 'data-folder-unusable',
    });
  });

  it('says that the server named by DATABASE_URL is away', async () => {
    const env = { GONGKAI_DATA: newFolder(), DATABASE_URL: 'postgres://nobody@127.0.0.1:9/none' };
    await expect(openServerData(env)).rejects.toMatchObject({ code: 'database-away' });
  });

  it('migrates the database named by DATABASE_URL, for several servers at once on one folder', async () => {
    const { host, port, user } = inject('connection');
    const url = `postgres://${user}@${encodeURIComponent(host)}:${port}/${database}`;
    const env = { GONGKAI_DATA: newFolder(), DATABASE_URL: url };
    const servers = await Promise.all([openServerData(env), openServerData(env), connectData(env)]);
    for (const server of servers) {
      const { rows } = await server.pool.query('select count(*) as files from schema_migration');
      expect(rows[0].files).toBeGreaterThan(0);
      await server.close();
    }
  });
});
