import { spawn } from 'node:child_process';
import { once } from 'node:events';
import { mkdir, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import pg from 'pg';
import { afterAll, describe, expect, it } from 'vitest';
import { chosenEngine, engineOptions } from '../../../tests/support/engine.ts';
import { startHolder } from '../../../tests/support/holder-process.ts';
import { type EmbeddedOptions, type EmbeddedServer, startEmbeddedServer } from './embedded-server.ts';
import { embeddedEngine } from './engine-binaries.ts';
import { type Privileges, withPrivileges } from './engine-privileges.ts';
import { findPostmaster, isAlive } from './postmaster.ts';

const engine = engineOptions(chosenEngine(process.env));
const everyWay: readonly Privileges[] = process.getuid?.() === 0 ? ['user-namespace', 'dropped'] : ['direct'];

const home = await mkdtemp(join(tmpdir(), 'gongkai-launcher-'));
afterAll(() => rm(home, { recursive: true, force: true, maxRetries: 5 }));

let made = 0;
async function newFolder(): Promise<string> {
  made += 1;
  const folder = join(home, String(made));
  await mkdir(folder);
  return folder;
}

function start(folder: string, options: EmbeddedOptions = {}): Promise<EmbeddedServer> {
  return startEmbeddedServer(folder, { ...engine, ...options });
}

async function query(server: EmbeddedServer, sql: string): Promise<Record<string, unknown>[]> {
  const client = new pg.Client(server.connection as pg.ClientConfig);
  await client.connect();
  const result = await client.query(sql).finally(() => client.end());
  return result.rows;
}

async function until(condition: () => Promise<boolean> | boolean): Promise<void> {
  while (!(await condition())) await pause(5);
}

describe.each(everyWay)(
  'the embedded PostgreSQL, started with privileges: %s',
  { timeout: 60_000 },
  privileges => {
    it('makes a durable UTF-8 database on the first start and finds it again on the second', async () => {
      const folder = await newFolder();
      const cold = await start(folder, { privileges });
      await query(cold, `create table kept as select '公开' as word`);
      const [settings] = await query(
        cold,
        `select current_setting('fsync') as fsync, current_setting('server_encoding') as encoding,
         current_setting('listen_addresses') as addresses,
         (select count(*)::int from pg_collation where collname = 'zh-x-icu') as pinyin`,
      );
      expect(settings).toEqual({ fsync: 'on', encoding: 'UTF8', addresses: '', pinyin: 1 });
      await cold.stop();
      const warm = await start(folder, { privileges });
      expect(await query(warm, 'select word from kept')).toEqual([{ word: '公开' }]);
      await warm.stop();
    });

    it('ends with its owner and keeps every acknowledged row through three kills', async () => {
      const folder = await newFolder();
      const acknowledged: number[] = [];
      for (let round = 1; round <= 3; round++) {
        const holder = startHolder(folder, 'server', privileges);
        await holder.ready;
        const postmaster = await findPostmaster(join(folder, 'postgres'));
        await holder.wrote(40 * round);
        await holder.kill();
        await until(() => !isAlive(postmaster!.pid));
        acknowledged.push(...holder.acknowledged);
      }
      const server = await start(folder, { privileges });
      const kept = new Set((await query(server, 'select no::int from probe')).map(row => row['no']));
      await server.stop();
      expect(acknowledged.length).toBeGreaterThanOrEqual(240);
      expect(acknowledged.filter(no => !kept.has(no))).toEqual([]);
    });

    it('heals a first start that was cut off in the middle', async () => {
      const folder = await newFolder();
      const holder = startHolder(folder, 'server', privileges);
      await until(async () => (await readdir(folder)).some(name => name.startsWith('postgres.new-')));
      await holder.kill();
      expect(await readdir(folder)).not.toContain('postgres');
      const server = await start(folder, { privileges });
      expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
      await server.stop();
      expect((await readdir(folder)).filter(name => name.startsWith('postgres.new-'))).toEqual([]);
    });

    it('ends an orphan that an earlier owner left running, and keeps its rows', async () => {
      const folder = await newFolder();
      const first = await start(folder, { privileges });
      await query(first, 'create table kept as select 1 as one');
      await first.stop();
      const { binFolder } = engine.engine ?? (await embeddedEngine(folder));
      const cluster = join(folder, 'postgres');
      const [program, ...args] = withPrivileges(privileges, [
        join(binFolder, 'postgres'),
        ...['-D', cluster, '-c', 'listen_addresses=', '-c', `unix_socket_directories=${join(folder, 'run')}`],
      ]);
      const orphan = spawn(program, args, {
        cwd: '/',
        detached: true,
        stdio: 'ignore',
        env: { LC_ALL: 'C' },
      });
      const ended = once(orphan, 'exit');
      await until(async () => (await findPostmaster(cluster))?.ready === true);
      const server = await start(folder, { privileges });
      await ended;
      expect(server.pid()).not.toBe(orphan.pid);
      expect(await query(server, 'select one from kept')).toEqual([{ one: 1 }]);
      await server.stop();
    });
  },
);

describe('the embedded PostgreSQL', { timeout: 60_000 }, () => {
  it('starts again by itself when it is killed', async () => {
    const server = await start(await newFolder());
    const before = server.pid();
    process.kill(before, 'SIGKILL');
    await until(() => server.pid() !== before);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('hands the files over when it is started with other privileges than before', async () => {
    const folder = await newFolder();
    for (const privileges of [...everyWay, ...everyWay]) {
      const server = await start(folder, { privileges });
      await query(server, 'create table if not exists kept ()');
      await server.stop();
    }
    expect(await readdir(folder)).toContain('postgres');
  });

  it('is not misled by locks that name a living stranger', async () => {
    const folder = await newFolder();
    await (await start(folder)).stop();
    const lines = [process.pid, join(folder, 'postgres'), 0, 5432, join(folder, 'run'), '', '', 'ready'];
    await writeFile(join(folder, 'postgres/postmaster.pid'), lines.join('\n'));
    await writeFile(join(folder, 'run/.s.PGSQL.5432.lock'), lines.slice(0, 5).join('\n'));
    const server = await start(folder);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
  });

  it('is not misled by locks that name a postmaster which is dead but not yet buried', async () => {
    const folder = await newFolder();
    await (await start(folder)).stop();
    // What the shell becomes never asks after the shell's child.
    const parent = spawn('sh', ['-c', 'sleep 600 & echo $!; exec sleep 600'], {
      stdio: ['ignore', 'pipe', 'ignore'],
    });
    const [first] = (await once(parent.stdout, 'data')) as [Buffer];
    const dead = Number(first.toString());
    await until(async () => (await readFile(`/proc/${parent.pid}/cmdline`, 'utf8')).startsWith('sleep'));
    process.kill(dead, 'SIGKILL');
    await until(async () => (await readFile(`/proc/${dead}/stat`, 'utf8')).includes(') Z '));
    const lines = [dead, join(folder, 'postgres'), 0, 5432, join(folder, 'run'), '', '', 'ready', ''];
    await writeFile(join(folder, 'postgres/postmaster.pid'), lines.join('\n'));
    await writeFile(join(folder, 'run/.s.PGSQL.5432.lock'), lines.slice(0, 5).join('\n'));
    const server = await start(folder);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    parent.kill();
  });

  it('waits while a child of the killed postmaster still holds its shared memory', async () => {
    const folder = await newFolder();
    const holder = startHolder(folder, 'server');
    await holder.ready;
    await holder.wrote(1);
    const { pid } = (await findPostmaster(join(folder, 'postgres')))!;
    const children = await readFile(`/proc/${pid}/task/${pid}/children`, 'utf8');
    const slow = Number(children.trim().split(' ')[0]);
    // A process that is stopped does not notice that its postmaster is gone.
    process.kill(slow, 'SIGSTOP');
    await holder.kill();
    process.kill(pid, 'SIGKILL');
    const started = start(folder);
    const log = () => readFile(join(folder, 'postgres.log'), 'utf8');
    await until(async () => (await log()).includes('shared memory block'));
    process.kill(slow, 'SIGCONT');
    const server = await started;
    expect(await query(server, 'select count(*)::int > 0 as kept from probe')).toEqual([{ kept: true }]);
    await server.stop();
  });

  it('puts its socket elsewhere, for us alone, when the data folder has a long path', async () => {
    const folder = join(await newFolder(), '数据'.repeat(20));
    const server = await start(folder);
    const socketFolder = String(server.connection.host);
    expect(Buffer.byteLength(socketFolder)).toBeLessThan(90);
    expect(await query(server, 'select 1 as one')).toEqual([{ one: 1 }]);
    await server.stop();
    await rm(socketFolder, { recursive: true });
  });

  it('refuses a folder of another PostgreSQL version and leaves it as it is', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'postgres'));
    await writeFile(join(folder, 'postgres/PG_VERSION'), '9.6\n');
    const refused = expect(start(folder)).rejects;
    await refused.toMatchObject({ code: 'data-folder-unusable', message: expect.stringContaining('9.6') });
    expect(await readFile(join(folder, 'postgres/PG_VERSION'), 'utf8')).toBe('9.6\n');
  });

  it('refuses a folder with other files in it and leaves them there', async () => {
    const folder = await newFolder();
    await mkdir(join(folder, 'postgres'));
    await writeFile(join(folder, 'postgres/thesis.txt'), 'mine');
    await expect(start(folder)).rejects.toMatchObject({ code: 'data-folder-unusable' });
    expect(await readdir(join(folder, 'postgres'))).toEqual(['thesis.txt']);
  });
});
