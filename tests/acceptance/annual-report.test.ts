import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RunningProduct, startProduct } from '../support/start-product.ts';
import { gongkai } from './command.ts';
import { signed } from './item-path.ts';
import { type Json, type Officer, reasonCodes, staffOf, visit } from './officer.ts';
import { type PackFolder, quietPack } from './quiet-pack.ts';

/** 条例 art 49 from outside: requests come in at the counter, the report counts them, is written, reviewed, published. */

let pack: PackFolder;
let product: RunningProduct;
let staff: (username: string) => Promise<Officer>;
let editor: Officer;
let folder: string;

const today = '2020-01-10';
const env = () => ({
  GONGKAI_DATA: product.folder,
  GONGKAI_PACK: pack.folder,
  GONGKAI_TODAY: today,
});

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-annual-report-'));
  pack = await quietPack();
  product = await startProduct({ env: { GONGKAI_TODAY: today, GONGKAI_PACK: pack.folder } });
  staff = staffOf(product.url);
  editor = await staff('info-centre');
});
afterAll(async () => {
  await product?.stop();
  await pack?.remove();
  await rm(folder, { recursive: true, force: true });
});

async function reportOf(year: number): Promise<Json> {
  return editor.done('GET', `/api/annual-reports/${year}`);
}

function numberIn(report: Json, cell: string): number {
  const cells = report.tables.flatMap((table: Json) =>
    table.groups.flatMap((group: Json) => group.rows.flat()),
  );
  return cells.find((each: Json) => each.cell === cell).value;
}

/** A request taken in at the counter. */
async function takenIn(submittedOn: string, kind: string): Promise<void> {
  const counter = await staff('filing');
  const isPerson = kind === 'natural-person';
  const applicant = {
    kind,
    name: isPerson ? '演示申请人' : '演示有限公司',
    identityDocument: isPerson ? 'passport' : null,
    identityNo: isPerson ? 'E00000000' : '',
    contact: isPerson ? '' : '演示联系人',
    phone: '0857-0000000',
    address: '演示路1号',
  };
  const wish = { subject: '养老机构补贴标准', carrier: 'paper', supply: 'post' };
  const body = { via: 'in-person', submittedOn, applicant, wish };
  await counter.done('POST', '/api/requests', body);
}

describe('政府信息公开条例 art 49: the annual report', () => {
  it('counts what came in at the counter in the year in which it came', async () => {
    await takenIn('2019-12-30', 'natural-person');
    await takenIn('2019-12-31', 'business');
    await takenIn('2020-01-02', 'natural-person');
    const [of2019, of2020] = [await reportOf(2019), await reportOf(2020)];
    expect(['r1', 'r2', 'r3_7', 'r4'].map(row => numberIn(of2019, `t3.${row}.c7`))).toEqual([2, 0, 0, 2]);
    expect(['r1', 'r2', 'r3_7', 'r4'].map(row => numberIn(of2020, `t3.${row}.c7`))).toEqual([1, 2, 0, 3]);
    const behind = await editor.get('/api/requests?year=2019&cell=t3.r1.c1');
    expect(behind.body).toMatchObject({ count: numberIn(of2019, 't3.r1.c1') });
  });

  it('is made by the command line in four formats beside the running server; the check accepts the JSON', async () => {
    for (const format of ['json', 'html', 'docx', 'xlsx']) {
      const file = join(folder, `report.${format}`);
      const args = ['annual-report', '2019', '--format', format, '--out', file, '--json'];
      const ran = await gongkai(args, { env: env() });
      expect([ran.code, ran.stderr], format).toEqual([0, '']);
      expect(ran.json()).toMatchObject({ year: 2019, format, file, isComplete: true, ok: true, broken: [] });
      expect((await readFile(file)).length).toBeGreaterThan(1000);
    }
    const checked = await gongkai(['annual-report', 'check', join(folder, 'report.json'), '--json']);
    expect([checked.code, checked.json()]).toEqual([0, { ok: true, broken: [], warnings: [] }]);
    const printed = await gongkai(['annual-report', '2020', '--json'], { env: env() });
    expect(printed.json()).toMatchObject({ year: 2020, t3: { r2: { c7: 2 } } });
    expect(printed.stderr).toContain('尚未结束');
    const previous = join(folder, 'report.json');
    const later = join(folder, 'later.json');
    await gongkai(['annual-report', '2020', '--out', later], { env: env() });
    const both = await gongkai(['annual-report', 'check', later, '--previous', previous, '--json']);
    expect(both.json()).toMatchObject({ ok: true });
  });

  it('says in Chinese what is wrong with the question', async () => {
    const cases: [string[], string][] = [
      [['annual-report', '2019', '--format', 'pdf'], 'bad-input'],
      [['annual-report', '2019', '--format', 'docx'], 'bad-input'],
      [['annual-report', '2019', 'twice'], 'bad-input'],
      [['annual-report', '2019', '--out', join(folder, 'none', 'report.json')], 'bad-input'],
      [['annual-report', '2021'], 'not-found'],
    ];
    for (const [args, code] of cases) {
      const ran = await gongkai(args, { env: env() });
      expect([ran.code, ran.error().code], args.join(' ')).toEqual([2, code]);
      expect(ran.error().message).toMatch(/[一-鿿]/);
    }
  });

  it('is refused as an item until it is whole, then walks the review chain to the column of annual reports', async () => {
    const early = await editor.post('/api/annual-reports/2019/draft-item');
    expect(early.status).toBe(409);
    expect(new Set(reasonCodes(early))).toEqual(new Set(['section-empty', 'cell-missing']));
    const entries = ['t2.licences', 't2.penalties', 't2.coercion', 't2.chargesWan'].map(cell => ({
      cell,
      value: 1,
      source: '演示台账',
    }));
    const texts = {
      overview:
        '（一）依申请公开\n{年度}年新收政府信息公开申请{本年新收}件，结转下年度继续办理{结转下年度}件。',
      problems: '公开的及时性还不够，已经按事项建立台账。',
      other: '{年度}年收取政府信息公开信息处理费{信息处理费元}元。',
    };
    const body = { revision: 0, ...texts, entries };
    expect((await editor.send('PUT', '/api/annual-reports/2019', { body })).status).toBe(200);
    const { itemId } = await editor.done('POST', '/api/annual-reports/2019/draft-item');
    const submitted = await editor.done('POST', `/api/items/${itemId}/submit`);
    const approved = await signed(staff, submitted);
    const filing = await staff('filing');
    const { path } = await filing.done('POST', `/api/items/${itemId}/release`, { digest: approved.digest });
    const page = await visit(product.url, path);
    expect(page.body).toContain('2019年新收政府信息公开申请2件');
    expect(page.body).toContain('<th rowspan="22" scope="rowgroup">三、本年度办理结果</th>');
    expect((await reportOf(2019)).item).toMatchObject({ id: itemId, stateWords: '已发布' });
  });

  it('shows the quarters on the portal without any name', async () => {
    const page = await visit(product.url, '/requests/statistics');
    expect(page.status).toBe(200);
    expect(page.body).toContain('2019年第四季度');
    expect(page.body).not.toMatch(/演示申请人|演示有限公司|养老机构补贴标准/);
    const { quarters } = (await visit(product.url, '/requests/statistics.json')).body;
    expect(quarters.map((each: Json) => each.received).slice(0, 2)).toEqual([1, 2]);
    expect((await visit(product.url, '/requests/statistics/2019.csv')).status).toBe(200);
    expect((await visit(product.url, '/requests/statistics/2030')).status).toBe(404);
  });
});
