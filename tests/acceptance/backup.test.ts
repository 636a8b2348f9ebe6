import { cp, mkdir, mkdtemp, readFile, rm, stat, truncate, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it, vi } from 'vitest';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { gongkai } from './command.ts';
import { notice, released } from './item-path.ts';
import type { Json } from './officer.ts';
import { staffOf } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';

const home = await mkdtemp(join(tmpdir(), 'gongkai-backup-'));
const [first, second, file] = [join(home, 'first'), join(home, 'second'), join(home, 'all.backup')];
const checkpointFile = join(home, 'seen');

let pack: PackFolder;
let product: RunningProduct;
let [kept, gone, later]: Json[] = [];
const at = (folder: string) => ({ GONGKAI_DATA: folder, GONGKAI_PACK: pack.folder });

async function start(folder: string, env: Readonly<Record<string, string>> = {}): Promise<RunningProduct> {
  return startProduct({ folder, env: { GONGKAI_PACK: pack.folder, GONGKAI_TODAY: '2019-06-20', ...env } });
}

async function statusOf(path: string): Promise<number> {
  const answer = await fetch(product.url + path);
  await answer.body?.cancel();
  return answer.status;
}

async function sealed(): Promise<number> {
  const folder = join(product.folder, 'log-copy', 'checkpoint');
  return Number((await readFile(folder, 'utf8').catch(() => '\n0')).split('\n')[1]);
}

/** Waits until the copy of the log holds so many entries. */
async function untilSealed(size: number): Promise<void> {
  await vi.waitFor(async () => expect(await sealed()).toBeGreaterThanOrEqual(size), { timeout: 20_000 });
}

beforeAll(async () => {
  pack = await quietPack();
  product = await start(first);
  const staff = staffOf(product.url);
  const drafter = await staff('finance');
  kept = await released(staff, drafter, notice({ title: '备份之前发布的通知' }));
  gone = await released(staff, drafter, notice({ title: '备份之后撤下的通知' }));
  await untilSealed(2);
  const backup = await gongkai(['backup', file, '--json'], { env: at(first) });
  expect(backup).toMatchObject({ code: 0 });
  const size = await sealed();
  later = await released(staff, drafter, notice({ title: '备份之后发布的通知' }));
  await (await staff('filing')).done('POST', `/api/items/${gone.id}/withdraw`, {
    kind: 'published-in-error',
    reason: '内容经复核有误，予以撤下。',
  });
  await untilSealed(size + 2);
  const seen = await gongkai(['log', 'verify', '--url', product.url, '--save', checkpointFile]);
  expect(seen).toMatchObject({ code: 0 });
  await product.stop();
});
afterAll(async () => {
  await product?.stop().catch(() => {});
  await pack?.remove();
  await rm(home, { recursive: true, force: true, maxRetries: 20, retryDelay: 100 });
});

describe('a backup', () => {
  it('is one file that only its owner reads, and never written over another', async () => {
    expect((await stat(file)).mode & 0o777).toBe(0o600);
    const again = await gongkai(['backup', file], { env: at(first) });
    expect(again.code).toBe(2);
    expect(again.stderr).toContain('已经存在');
  });

  it('that is cut short, altered or something else is refused before anything is written', async () => {
    const cut = join(home, 'cut.backup');
    await cp(file, cut);
    await truncate(cut, (await stat(file)).size - 2000);
    const altered = join(home, 'altered.backup');
    const bytes = await readFile(file);
    bytes[Math.floor(bytes.length / 3)]! ^= 0xff;
    await writeFile(altered, bytes);
    const other = join(home, 'other.backup');
    await writeFile(other, '这不是备份');
    for (const path of [cut, altered, other]) {
      const target = join(home, 'nowhere');
      const args = ['restore', path, '--log', join(first, 'log-copy')];
      const { code, stderr } = await gongkai(args, { env: at(target) });
      expect({ path, code }).toEqual({ path, code: 2 });
      expect(stderr).toContain('backup-damaged');
      await expect(stat(target)).rejects.toMatchObject({ code: 'ENOENT' });
    }
  });

  it('asks for the copy of the public log, and goes into an empty folder only', async () => {
    const bare = await gongkai(['restore', file], { env: at(second) });
    expect([bare.code, bare.stderr]).toEqual([2, expect.stringContaining('log-copy')]);
    const taken = join(home, 'taken');
    await mkdir(taken);
    await writeFile(join(taken, 'something'), '');
    const args = ['restore', file, '--log', join(first, 'log-copy')];
    const full = await gongkai(args, { env: at(taken) });
    expect([full.code, full.stderr]).toEqual([1, expect.stringContaining('restore-target-taken')]);
    const elsewhere = await gongkai(['restore', file, '--log', home], { env: at(second) });
    expect([elsewhere.code, elsewhere.stderr]).toEqual([2, expect.stringContaining('没有公开日志的副本')]);
  });
});

describe('what was withdrawn after the backup', () => {
  it('stays withdrawn when the backup is put back; what was released after it is named as lost', async () => {
    const args = ['restore', file, '--log', join(first, 'log-copy'), '--json'];
    const { code, stdout } = await gongkai(args, { env: at(second) });
    expect(code).toBe(0);
    expect(JSON.parse(stdout)).toMatchObject({
      takenDown: [gone!.path],
      lost: [{ path: later!.path, version: 1, title: '备份之后发布的通知' }],
    });
    product = await start(second);
    expect([await statusOf(kept!.path), await statusOf(gone!.path), await statusOf(later!.path)]).toEqual([
      200, 410, 404,
    ]);
    const found = await (await fetch(`${product.url}/search?q=${encodeURIComponent('撤下的通知')}`)).text();
    expect(found).not.toContain('备份之后撤下的通知');
  });

  it('and the log goes on as the one the public saw: no fork, verified from outside and from inside', async () => {
    const outside = ['log', 'verify', '--url', product.url, '--previous', checkpointFile];
    expect(await gongkai(outside)).toMatchObject({ code: 0 });
    const inside = await gongkai(['log', 'verify'], { env: at(second) });
    expect([inside.code, inside.stdout]).toEqual([0, expect.stringContaining('没有发现问题')]);
  });

  it('and people sign in and publish as before', async () => {
    const staff = staffOf(product.url);
    const again = await released(staff, await staff('finance'), notice({ title: '恢复之后发布的通知' }));
    expect(await statusOf(again.path)).toBe(200);
    await product.stop();
  });

  it('does not come back by a database that is merely older: the server does not open', async () => {
    const third = join(home, 'third');
    const empty = { GONGKAI_LOG_COPY: join(first, 'log-copy') };
    await expect(start(third, empty)).rejects.toThrow('数据库比副本旧');
  });
});
