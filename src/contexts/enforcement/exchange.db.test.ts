import ExcelJS from 'exceljs';
import { afterAll, beforeEach, describe, expect, it } from 'vitest';
import { testDatabase } from '../../../tests/support/database.ts';
import { actorWith, codes, done, signAll } from '../publications/items.fixture.ts';
import type { DecisionContent } from './contract.ts';
import { enforcementBench, officer, penalty, settableClock } from './enforcement.fixture.ts';

const database = await testDatabase();
const clock = settableClock('2019-06-03T09:00:00+08:00');
const { enforcement, items, end } = await enforcementBench(database, clock);
afterAll(end);
beforeEach(() => clock.set('2019-06-03T09:00:00+08:00'));

const asked = { kind: 'penalty', organ: 'office' } as const;

async function release(itemId: string): Promise<void> {
  const drafter = actorWith({ 'item.read': 'every-unit', 'item.submit': 'every-unit' });
  done(await items.publications.submit(drafter, itemId));
  const { digest } = await items.publications.getItem(drafter, itemId);
  await signAll(items, itemId, digest);
  done(await items.publications.release(items.people.publisher, itemId, { digest }));
}

async function released(no: string, over: Partial<DecisionContent> = {}) {
  const { id } = done(await enforcement.create(officer, penalty({ documentNo: no, ...over })));
  const { itemId } = done(await enforcement.propose(officer, id, { meets: [] }));
  await release(itemId);
  return { id, itemId };
}

const waiting = async () =>
  (await enforcement.exchange(officer, asked)).waiting.map(({ documentNo, act, faults }) => [
    documentNo,
    act,
    faults.length,
  ]);

async function csvOf(id: string, part: 'report' | 'withdrawn'): Promise<string[]> {
  const { bytes } = await enforcement.batchFile(officer, id, { part, form: 'csv' });
  return new TextDecoder().decode(bytes).trim().split('\r\n');
}

describe('发改办财金〔2018〕424号: from the decision to the receipt', () => {
  it('reports once, again after a refusal, and takes back what was withdrawn', async () => {
    const one = await released('报〔2019〕1号');
    await released('报〔2019〕2号');
    // Not yet public, lacking its representative, a natural person.
    done(await enforcement.create(officer, penalty({ documentNo: '报〔2019〕3号' })));
    await released('报〔2019〕4号', { representative: '' });
    await released('报〔2019〕5号', {
      ...{ partyKind: 'person', partyName: '测试甲', creditCode: '', representative: '' },
    });
    expect(await waiting()).toEqual([
      ['报〔2019〕1号', 'new', 0],
      ['报〔2019〕2号', 'new', 0],
      ['报〔2019〕4号', 'new', 1],
      ['报〔2019〕5号', 'new', 1],
    ]);

    const first = done(await enforcement.makeBatch(officer, asked));
    expect(first).toMatchObject({ name: '行政处罚-2019-001', rows: 2, held: 2 });
    const lines = await csvOf(first.id, 'report');
    expect(lines).toHaveLength(3);
    expect(lines[0]).toContain('行政相对人名称,行政相对人类别,行政相对人代码_1（统一社会信用代码）');
    expect(lines[1]).toContain('报〔2019〕1号,未按照规定接受年度检查,');
    expect(lines[1]).toMatch(/,2019-06-03 09:00:00$/);
    expect(codes(await enforcement.makeBatch(officer, asked))).toEqual(['nothing-to-report']);

    const { bytes } = await enforcement.batchFile(officer, first.id, { part: 'report', form: 'xlsx' });
    const book = new ExcelJS.Workbook();
    await book.xlsx.load(bytes as never);
    expect(book.worksheets[0]!.getRow(1).getCell(14).value).toBe('行政处罚决定书文号');
    expect(book.worksheets[0]!.getRow(2).getCell(20).value).toBe(0.2);

    // The site refuses one: it waits again, the other does not.
    clock.set('2019-06-04T09:00:00+08:00');
    const refusal = { documentNo: '报〔2019〕2号', words: '统一社会信用代码在库中不存在' };
    done(
      await enforcement.registerReceipt(officer, first.id, {
        on: '2019-06-04',
        number: 'HZ-1',
        rejected: [refusal],
      }),
    );
    expect((await waiting()).slice(0, 1)).toEqual([['报〔2019〕2号', 'new', 0]]);
    const [batch] = (await enforcement.exchange(officer, asked)).batches;
    expect(batch).toMatchObject({ accepted: 1, rejected: [refusal], receipt: { number: 'HZ-1' } });
    const again = { on: '2019-06-04', number: '', rejected: [] };
    expect(codes(await enforcement.registerReceipt(officer, first.id, again))).toEqual(['has-receipt']);
    const second = done(await enforcement.makeBatch(officer, asked));
    expect(second).toMatchObject({ name: '行政处罚-2019-002', rows: 1 });

    // Annulled and withdrawn: the next file takes it back with the public reason.
    const { revision } = await enforcement.get(officer, one.id);
    const annulled = {
      revision,
      outcome: 'revoked',
      on: '2019-06-04',
      reason: '复议机关撤销该决定',
    } as const;
    done(await enforcement.registerOutcome(officer, one.id, annulled));
    expect((await waiting()).map(([no]) => no)).not.toContain('报〔2019〕1号');
    const why = { kind: 'repealed' as const, reason: '复议机关撤销该决定', replacedBy: null };
    done(await items.publications.withdraw(items.people.publisher, one.itemId, why));
    expect((await waiting())[0]).toEqual(['报〔2019〕4号', 'new', 1]);
    expect(await waiting()).toContainEqual(['报〔2019〕1号', 'withdraw', 0]);
    const third = done(await enforcement.makeBatch(officer, asked));
    expect(await csvOf(third.id, 'report')).toHaveLength(1);
    const back = await csvOf(third.id, 'withdrawn');
    expect(back).toHaveLength(2);
    expect(back[1]).toContain('复议机关撤销该决定,2019-06-04 09:00:00');
    expect(await waiting()).not.toContainEqual(['报〔2019〕1号', 'withdraw', 0]);
    expect(
      (await enforcement.get(officer, one.id)).reports.map(each => [each.batch, each.act, each.receipt]),
    ).toEqual([
      ['行政处罚-2019-003', 'withdraw', 'waiting'],
      ['行政处罚-2019-001', 'new', 'accepted'],
    ]);
  });

  it('takes the file of the site as a whole or not at all', async () => {
    await released('回〔2019〕1号');
    await released('回〔2019〕2号');
    const { id } = done(await enforcement.makeBatch(officer, asked));
    const file = (text: string) => ({
      ...{ on: '2019-06-03', number: 'HZ-2' },
      file: { name: '回执.csv', base64: Buffer.from(text).toString('base64') },
    });
    const half = await enforcement.importReceipt(officer, id, file('文号,结果,原因\n回〔2019〕1号,成功,\n'));
    expect(codes(half)).toEqual(['unanswered']);
    const batchNow = async () =>
      (await enforcement.exchange(officer, asked)).batches.find(each => each.id === id)!;
    expect(await batchNow()).toMatchObject({ accepted: 0, receipt: null });
    const whole = '文号,结果,原因\n回〔2019〕1号,成功,\n回〔2019〕2号,失败,文号重复\n';
    done(await enforcement.importReceipt(officer, id, file(whole)));
    expect(await batchNow()).toMatchObject({
      accepted: 1,
      rejected: [{ documentNo: '回〔2019〕2号', words: '文号重复' }],
    });
  });

  it('gives two who press at once one file each row', async () => {
    await released('同〔2019〕1号');
    const made = await Promise.all([
      enforcement.makeBatch(officer, asked),
      enforcement.makeBatch(officer, asked),
    ]);
    const batches = made.flatMap(each => (each.ok ? [each.value.id] : []));
    const lines = (await Promise.all(batches.map(id => csvOf(id, 'report')))).flat();
    expect(lines.filter(line => line.includes('同〔2019〕1号'))).toHaveLength(1);
  });

  it('refuses a receipt from before the file, for numbers it does not hold, and by whom it is not for', async () => {
    await released('日〔2019〕1号');
    const { id } = done(await enforcement.makeBatch(officer, asked));
    const early = { on: '2019-06-02', number: '', rejected: [] };
    expect(codes(await enforcement.registerReceipt(officer, id, early))).toEqual(['receipt-day']);
    const foreign = {
      ...{ on: '2019-06-03', number: '' },
      rejected: [{ documentNo: '无〔2019〕1号', words: '没有' }],
    };
    expect(codes(await enforcement.registerReceipt(officer, id, foreign))).toEqual(['unknown']);
    const reader = actorWith({ 'item.read': 'every-unit' });
    await expect(enforcement.makeBatch(reader, asked)).rejects.toMatchObject({ code: 'not-allowed' });
    await expect(enforcement.batchFile(reader, id, { part: 'report', form: 'csv' })).rejects.toMatchObject({
      code: 'not-allowed',
    });
  });
});
