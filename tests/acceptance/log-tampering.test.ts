import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as pause } from 'node:timers/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { gongkai } from './command.ts';
import { behindTheBack, tamper } from './database.ts';
import { notice, released } from './item-path.ts';
import { type Json, type Officer, staffOf, visit } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';
import { workbook } from './sample-files.ts';

/** Constitution 6: whoever changes what the log vouches for is found out by `./gongkai log verify`. */

let pack: PackFolder;
let product: RunningProduct;
let officer: Officer;
let item: Json;
let file: Json;

beforeAll(async () => {
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: '2019-06-03', GONGKAI_PACK: pack.folder } });
  const staff = staffOf(product.url);
  officer = await staff('welfare');
  file = (
    await officer.upload(
      '检查表.xlsx',
      await workbook([
        ['机构', '结果'],
        ['甲', '合格'],
      ]),
    )
  ).body;
  const attachments = [{ fileDigest: file.digest, name: file.name }];
  const body = notice({ bodyHtml: '<p>检查结果见附件，合格率为百分之百。</p>', attachments });
  item = await released(staff, officer, body);
  await released(staff, officer, notice({ title: '另一则通知' }));
  await untilSealed();
});
afterAll(async () => {
  await product?.stop();
  await pack?.remove();
});

async function untilSealed(): Promise<void> {
  await behindTheBack(product.folder, async client => {
    const question = `select count(*)::int as left from log_entry e where not exists (select from log_leaf l where l.entry_id = e.id)`;
    for (const until = Date.now() + 15_000; ; await pause(50)) {
      if ((await client.query(question)).rows[0].left === 0) return;
      if (Date.now() > until) throw new Error('not sealed in time');
    }
  });
}

interface Verdict {
  readonly code: number;
  readonly kinds: readonly string[];
}

async function verdictOf(args: readonly string[]): Promise<Verdict> {
  const env = { GONGKAI_DATA: product.folder, GONGKAI_PACK: pack.folder };
  const ran = await gongkai(['log', 'verify', ...args, '--json'], { env });
  const { problems } = ran.json();
  for (const problem of problems)
    expect(problem).toMatchObject({ where: expect.any(String), message: expect.stringMatching(/[一-鿿]/) });
  return { code: ran.code, kinds: problems.map((each: Json) => each.kind) };
}

const fromInside = () => verdictOf([]);
const fromOutside = () => verdictOf(['--url', product.url]);

const clean = { code: 0, kinds: [] };
const found = (...kinds: string[]): Verdict => ({ code: 1, kinds });

/** Makes every node render again what hangs on the item, as a release would. */
async function dropPages(): Promise<void> {
  await tamper(product.folder, 'insert into portal_change (at, tags) values (now(), $1)', [
    [`item:${item.id}`, 'site', 'items'],
  ]);
  await pause(1000);
}

describe('constitution 6: what is public is in the log, and the log is what is public', () => {
  it('is in order while nobody has touched anything', async () => {
    expect(await Promise.all([fromInside(), fromOutside()])).toEqual([clean, clean]);
  });

  it.each(['audit_event', 'log_entry', 'log_leaf', 'log_checkpoint', 'audit_seal'])(
    'the database itself takes no change of %s',
    async table => {
      await behindTheBack(product.folder, async client => {
        const columns = await client.query(
          `select column_name as name from information_schema.columns where table_name = $1 and is_generated = 'NEVER' and is_identity = 'NO' order by ordinal_position`,
          [table],
        );
        const column = columns.rows[0].name;
        for (const change of [
          `update ${table} set ${column} = ${column}`,
          `delete from ${table}`,
          `truncate ${table} cascade`,
        ]) {
          await client.query('begin');
          await expect(client.query(change), change).rejects.toThrow();
          await client.query('rollback');
        }
      });
    },
  );

  it('an edited audit row is found', async () => {
    const edit = (name: string, other: string) =>
      tamper(
        product.folder,
        `update audit_event set staff_name = $2 where id = (select min(id) from audit_event where command = 'item.sign-legality') and staff_name = $1`,
        [name, other],
      );
    const signer = '演示·法规审查人';
    expect(await edit(signer, '某人')).toBe(1);
    expect(await fromInside()).toEqual(found('audit-row-edited'));
    expect(await edit('某人', signer)).toBe(1);
  });

  it('a deleted audit row is found', async () => {
    const one = `(select min(id) from audit_event where command = 'item.release')`;
    await tamper(product.folder, `create table kept as select * from audit_event where id = ${one}`);
    expect(await tamper(product.folder, `delete from audit_event where id = ${one}`)).toBe(1);
    expect(await fromInside()).toEqual(found('audit-row-deleted'));
    await tamper(product.folder, 'insert into audit_event overriding system value select * from kept');
    await tamper(product.folder, 'drop table kept');
  });

  it('an edited entry of the log is found, from inside and from outside', async () => {
    const edit = (from: string, to: string) =>
      tamper(
        product.folder,
        `update log_entry set body = replace(body, $1, $2) where kind = 'released' and body like '%' || $1 || '%'`,
        [from, to],
      );
    expect(await edit('另一则通知', '别一则通知')).toBe(1);
    const [inside, outside] = await Promise.all([fromInside(), fromOutside()]);
    expect([inside.code, outside.code]).toEqual([1, 1]);
    expect(inside.kinds).toContain('entry-edited');
    expect(inside.kinds).toContain('root-mismatch');
    expect(outside.kinds).toContain('root-mismatch');
    expect(await edit('别一则通知', '另一则通知')).toBe(1);
  });

  it('a deleted entry of the log is found', async () => {
    const one = `(select min(id::text)::uuid from log_entry where kind = 'released')`;
    await tamper(product.folder, `create table kept as select * from log_entry where id = ${one}`);
    expect(await tamper(product.folder, `delete from log_entry where id = ${one}`)).toBe(1);
    const inside = await fromInside();
    expect(inside.code).toBe(1);
    expect(inside.kinds).toContain('entry-missing');
    await tamper(product.folder, 'insert into log_entry select * from kept');
    await tamper(product.folder, 'drop table kept');
  });

  it('a page edited in the database behind the log is found, from inside and from outside', async () => {
    const edit = (from: string, to: string) =>
      tamper(
        product.folder,
        'update version set body_html = replace(body_html, $2, $3) where document_id = $1 and body_html like $4',
        [item.id, from, to, `%${from}%`],
      );
    expect(await edit('百分之百', '百分之九十')).toBe(1);
    await dropPages();
    expect((await visit(product.url, item.path)).body).toContain('百分之九十');
    expect(await Promise.all([fromInside(), fromOutside()])).toEqual([
      found('record-changed'),
      found('record-changed'),
    ]);
    expect(await edit('百分之九十', '百分之百')).toBe(1);
    await dropPages();
  });

  it('a page taken away without a withdrawal is found from outside', async () => {
    const hide = (version: number | null) =>
      tamper(product.folder, 'update document set live_version = $2 where id = $1', [item.id, version]);
    await hide(null);
    await dropPages();
    const outside = await fromOutside();
    expect(outside.code).toBe(1);
    expect(outside.kinds).toContain('record-missing');
    await hide(1);
    await dropPages();
  });

  it('a replaced attachment is found, from inside and from outside', async () => {
    const { digest } = file;
    const place = join(product.folder, 'files', digest.slice(0, 2), digest.slice(2, 4), digest);
    const bytes = await readFile(place);
    const other = Buffer.from(bytes);
    other.writeUInt8(other.readUInt8(bytes.length - 1) ^ 1, bytes.length - 1);
    await writeFile(place, other);
    expect(await Promise.all([fromInside(), fromOutside()])).toEqual([
      found('attachment-changed'),
      found('attachment-changed'),
    ]);
    await writeFile(place, bytes);
  });

  it('a log written anew is found by whoever kept a checkpoint', async () => {
    const kept = join(product.folder, 'kept-checkpoint');
    expect(await verdictOf(['--url', product.url, '--save', kept])).toEqual(clean);
    expect(await verdictOf(['--url', product.url, '--previous', kept])).toEqual(clean);
    const [origin, size, root, ...rest] = (await readFile(kept, 'utf8')).split('\n');
    const otherRoot = Buffer.from(root ?? '', 'base64')
      .reverse()
      .toString('base64');
    await writeFile(kept, [origin, size, otherRoot, ...rest].join('\n'));
    expect((await verdictOf(['--url', product.url, '--previous', kept])).kinds).toEqual([
      'history-rewritten',
    ]);
  });

  it('is in order again when everything is put back', async () => {
    expect(await Promise.all([fromInside(), fromOutside()])).toEqual([clean, clean]);
  });

  it('says so where nothing answers', async () => {
    const ran = await gongkai(['log', 'verify', '--url', 'http://127.0.0.1:9', '--json']);
    expect(ran.code).toBe(1);
    expect(ran.json().problems.map((each: Json) => each.kind)).toContain('checkpoint-unreadable');
  });
});
