import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { readdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import pg from 'pg';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { EmbeddedServer } from '../../src/platform/database/embedded-server.ts';
import { findPostmaster } from '../../src/platform/database/postmaster.ts';
import { makeArchive } from '../samples/plans/make-archive.ts';
import { startTestEngine } from '../support/engine.ts';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { type CutLine, cutLine } from './cut-line.ts';
import { expectProblem } from './expect-problem.ts';
import { drafted, notice, released } from './item-path.ts';
import { Officer, reasonCodes, requestKey, saying, staffOf, visit } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';

/** The disk is full, the database dies or goes away: clear words in Chinese, nothing lost, no restart by hand. */

const run = promisify(execFile);
const samples = fileURLToPath(new URL('../samples/plans/', import.meta.url));

let pack: PackFolder;
let product: RunningProduct;
let drafter: Officer;

beforeAll(async () => {
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: '2019-06-03', GONGKAI_PACK: pack.folder } });
  drafter = await new Officer(product.url, 'welfare').signIn();
});
afterAll(async () => {
  await product?.stop();
  await pack?.remove();
});

/** Bytes that no archive makes smaller, the same each time. */
function noise(count: number): Buffer {
  const blocks = Array.from({ length: Math.ceil(count / 32) }, (_, at) =>
    createHash('sha256').update(`${at}`).digest(),
  );
  return Buffer.concat(blocks).subarray(0, count);
}

/** Bytes a process may write to one file; the processes of the database are left alone. */
async function limitFileSize(pid: number, bytes: number | 'unlimited'): Promise<void> {
  await run('prlimit', ['--pid', String(pid), `--fsize=${bytes}:unlimited`]);
}

describe('a disk that is full', () => {
  it('refuses the file, keeps everything else going, and takes it when there is room again', async () => {
    const bytes = new Uint8Array(await readFile(join(samples, 'outline.docx')));
    const padded = new Uint8Array(
      makeArchive([
        { name: '[Content_Types].xml', content: '<Types/>' },
        { name: 'word/document.xml', content: noise(300_000) },
      ]),
    );
    expect((await drafter.upload('小附件.docx', bytes)).status).toBe(200);
    const before = await readdir(join(product.folder, 'files', 'incoming'));
    await limitFileSize(product.pid, 16 * 1024);
    try {
      expectProblem(await drafter.upload('附件.docx', padded), 507, 'disk-full');
      expect(await readdir(join(product.folder, 'files', 'incoming'))).toEqual(before);
      expect((await drafter.upload('小附件.docx', bytes)).status).toBe(200);
      expect((await drafter.post('/api/items', notice({ title: '磁盘已满时的草稿' }))).status).toBe(201);
      expect((await visit(product.url, '/')).status).toBe(200);
    } finally {
      await limitFileSize(product.pid, 'unlimited');
    }
    expect((await drafter.upload('附件.docx', padded)).status).toBe(200);
  });
});

async function until(ask: () => Promise<boolean>, waitMs: number, what: string): Promise<void> {
  for (const end = Date.now() + waitMs; !(await ask()); await pause(50))
    if (Date.now() > end) throw new Error(`${what} not within ${waitMs} ms`);
}

describe('a database that dies', () => {
  it('is started again by itself; what was acknowledged is there and no restart is needed', {
    timeout: 60_000,
  }, async () => {
    const { id } = await drafted(drafter, notice({ title: '数据库中断之前的草稿' }));
    const found = await findPostmaster(join(product.folder, 'postgres'));
    process.kill(found!.pid, 'SIGKILL');
    const seen = new Set<number>();
    await until(
      async () => {
        const answer = await drafter.get(`/api/items/${id}`);
        seen.add(answer.status);
        if (answer.status !== 200) expectProblem(answer, 503, 'database-away');
        return seen.has(503) && answer.status === 200;
      },
      30_000,
      'an answer after the database came back',
    );
    expect([...seen].sort()).toEqual([200, 503]);
    expect((await drafted(drafter, notice({ title: '恢复之后的草稿' }))).title).toBe('恢复之后的草稿');
    expect((await visit(product.url, '/readyz')).status).toBe(200);
  });
});

describe('a database that goes away and comes back', () => {
  let engine: EmbeddedServer;
  let line: CutLine;
  let away: RunningProduct;
  let officer: Officer;

  beforeAll(async () => {
    engine = await startTestEngine('embedded');
    const admin = new pg.Client({ ...(engine.connection as pg.ClientConfig), database: 'postgres' });
    await admin.connect();
    await admin.query('create database away');
    await admin.end();
    line = await cutLine(engine.connection);
    const env = {
      DATABASE_URL: `postgresql://${engine.connection.user}@127.0.0.1:${line.port}/away`,
      GONGKAI_TODAY: '2019-06-03',
      GONGKAI_PACK: pack.folder,
    };
    away = await startProduct({ env });
    officer = await new Officer(away.url, 'welfare').signIn();
  });
  afterAll(async () => {
    await line?.mend();
    await away?.stop();
    await line?.close();
    await engine?.stop();
  });

  it('answers 503 in Chinese meanwhile, shows the pages it has, and works again without a restart', {
    timeout: 60_000,
  }, async () => {
    const item = await drafted(officer, notice({ title: '断线之前的草稿' }));
    expect((await visit(away.url, '/')).status).toBe(200);
    const change = { revision: item.revision, summary: '断线时写的摘要' };
    await line.cut();
    expectProblem(await officer.patch(`/api/items/${item.id}`, change), 503, 'database-away');
    expectProblem(await officer.post('/api/items', notice()), 503, 'database-away');
    expectProblem(
      await new Officer(away.url, 'finance').send('POST', '/api/session', {
        body: { username: 'finance', password: 'x' },
      }),
      503,
      'database-away',
    );
    expect((await visit(away.url, '/healthz')).status).toBe(200);
    expect((await visit(away.url, '/readyz')).status).toBe(503);
    expect((await visit(away.url, '/')).status).toBe(200);
    const page = await visit(away.url, '/search?q=x', { accept: 'text/html' });
    expect(page.status).toBe(503);
    expect(page.body).toMatch(/<html lang="zh-CN">[\s\S]*数据库暂时无法访问/);
    await line.mend();
    const saved = await officer.done('PATCH', `/api/items/${item.id}`, change);
    expect(saved).toMatchObject({ summary: '断线时写的摘要', revision: item.revision + 1 });
    expect((await visit(away.url, '/readyz')).status).toBe(200);
  });

  it('the retry of a write whose fate was unknown does it once', { timeout: 60_000 }, async () => {
    for (let round = 0; round < 3; round += 1) {
      const title = `命运不明的草稿${round}`;
      const key = requestKey();
      const sent = officer.post('/api/items', notice({ title }), key);
      await pause(2 + round * 4);
      await line.cut();
      const first = await sent;
      expect([201, 503], saying(first)).toContain(first.status);
      await line.mend();
      const again = await officer.post('/api/items', notice({ title }), key);
      expect([201, 409], saying(again)).toContain(again.status);
      if (again.status === 409) expect(['already-done', 'request-under-way']).toContain(again.body.code);
      expect(
        (await officer.done('GET', `/api/items?q=${encodeURIComponent(title)}`)).count,
      ).toBeLessThanOrEqual(1);
    }
  });

  it('the scheduler and the log go on when it is back', { timeout: 60_000 }, async () => {
    const people = staffOf(away.url);
    const item = await released(people, officer, notice({ title: '恢复后发布的通知' }));
    await until(
      async () =>
        (await visit(away.url, `/api/public/log/entries/${item.log[0].entryId}`)).body.leafIndex !== null,
      20_000,
      'sealing',
    );
    expect(reasonCodes(await officer.post(`/api/items/${item.id}/submit`))).toContain('not-in-released');
  });
});
