import { describe, expect, it } from 'vitest';
import { officialColumns } from '../contract/exchange-columns.ts';
import { enforcementPack } from '../contract/pack.ts';
import { penalty } from '../enforcement.fixture.ts';
import { deltaOf, readReceipt, reportedOf, reportFaults } from './exchange.ts';

const pack = enforcementPack.parse({}).exchange;
const organ = { name: '某市民政局', code: '11341702486344515H' };
const shownUntil = '2020-06-02';
const row = (over = {}) => reportedOf('penalty', { content: penalty(over), organ, shownUntil }, pack);
const faults = (over = {}) =>
  reportFaults('penalty', row(over), penalty(over), pack).map(each => [each.where, each.code]);

describe('发改办财金〔2018〕424号: what is reported of a decision', () => {
  it('keeps the official order of the columns', () => {
    expect(officialColumns.penalty.map(each => each.code).slice(12, 30)).toEqual([
      ...['CF_XDR_ZJHM', 'CF_WSH', 'CF_WFXW', 'CF_SY', 'CF_YJ', 'CF_CFLB', 'CF_NR', 'CF_NR_FK', 'CF_NR_WFFF'],
      ...[
        'CF_NR_ZKDX',
        'CF_JDRQ',
        'CF_YXQ',
        'CF_GSJZQ',
        'CF_CFJG',
        'CF_CFJGDM',
        'CF_SJLY',
        'CF_SJLYDM',
        'BZ',
      ],
    ]);
    expect(officialColumns.licence.map(each => each.code).slice(13)).toEqual([
      ...['XK_XKWS', 'XK_WSH', 'XK_XKLB', 'XK_XKZS', 'XK_XKBH', 'XK_NR', 'XK_JDRQ', 'XK_YXQZ', 'XK_YXQZI'],
      ...['XK_XKJG', 'XK_XKJGDM', 'XK_ZT', 'XK_LYDW', 'XK_LYDWDM', 'BZ', 'SJDCSJ'],
    ]);
  });

  it('writes amounts in 万元 and the end of what has none as the pack says', () => {
    expect(row()).toMatchObject({
      CF_NR_FK: 0.2,
      CF_NR_WFFF: '',
      CF_YXQ: '2099-12-31',
      CF_GSJZQ: '2020-06-02',
      CF_CFLB: '警告、通报批评；罚款',
      CF_XDR_LB: '法人及非法人组织',
    });
    expect(row({ fineYuan: 0.01 })).toMatchObject({ CF_NR_FK: 0.000001 });
  });

  it('says by column what is missing, too long or a code that is none', () => {
    expect(faults()).toEqual([]);
    expect(faults({ representative: '' })).toEqual([['CF_FRDB', 'missing']]);
    expect(faults({ partyKind: 'individual-business', representative: '' })).toEqual([]);
    expect(faults({ violation: '' })).toEqual([['CF_WFXW', 'missing']]);
    expect(faults({ violation: '长'.repeat(2001) })).toEqual([['CF_WFXW', 'too-long']]);
    expect(faults({ creditCode: '11341702486344515J' })).toEqual([['CF_XDR_SHXYM', 'credit-code']]);
    const unnamed = reportedOf(
      'penalty',
      { content: penalty(), organ: { ...organ, code: '' }, shownUntil },
      pack,
    );
    expect(reportFaults('penalty', unnamed, penalty(), pack).map(each => each.message)).toEqual([
      '“处罚机关统一社会信用代码”为必填项，请在机构包的机构设置中补填。',
      '“数据来源单位统一社会信用代码”为必填项，请在机构包的机构设置中补填。',
    ]);
  });

  it('never reports a natural person: their numbers are not kept here', () => {
    expect(faults({ partyKind: 'person', creditCode: '', representative: '' })).toEqual([
      [undefined, 'person'],
    ]);
  });
});

describe('发改办财金〔2018〕424号: what has to be reported next', () => {
  const delta = (over: Partial<Parameters<typeof deltaOf>[1]> = {}, content = penalty()) =>
    deltaOf(
      'penalty',
      { content, organ, shownUntil, isPublic: true, withdrawnReason: null, last: null, ...over },
      pack,
    );
  const known = { act: 'new', reported: row() } as const;

  it('reports what is new, then nothing until it changes', () => {
    expect(delta()?.act).toBe('new');
    expect(delta({ last: known })).toBeNull();
    const changed = delta({ last: known }, penalty({ conclusion: '警告，并处罚款3000元。', fineYuan: 3000 }));
    expect(changed).toMatchObject({ act: 'change', row: { CF_NR_FK: 0.3 } });
    expect(delta({ last: { act: 'change', reported: changed!.row } })?.act).toBe('change');
  });

  it('takes back what the site has, with the public reason, and nothing else', () => {
    const down = { isPublic: false, withdrawnReason: '复议机关撤销该决定' };
    expect(delta(down)).toBeNull();
    expect(delta({ ...down, last: known })).toMatchObject({
      act: 'withdraw',
      row: { CF_WSH: '毕民罚〔2019〕1号', BZ: '复议机关撤销该决定' },
    });
    expect(delta({ ...down, last: { act: 'withdraw', reported: row() } })).toBeNull();
    expect(delta({ last: { act: 'withdraw', reported: row() } })?.act).toBe('new');
  });
});

describe('the answer of the credit site', () => {
  const cells = (...rows: string[][]) =>
    rows.flatMap((line, at) => line.map((text, column) => ({ row: at, column, text })));
  const heads = ['序号', '行政处罚决定书文号', '处理结果', '失败原因'];
  const nos = ['甲〔2019〕1号', '甲〔2019〕2号'];

  it('is read wherever the heads stand', () => {
    const read = readReceipt(
      cells(['入库反馈'], heads, ['1', nos[0]!, '成功', ''], ['2', nos[1]!, '失败', '信用代码不存在']),
      nos,
      pack,
    );
    expect(read).toEqual({ rejected: [{ documentNo: nos[1], words: '信用代码不存在' }], faults: [] });
  });

  it('names every row that fits nothing, and what was not answered', () => {
    const read = readReceipt(
      cells(heads, ['1', '乙〔2019〕9号', '成功', ''], ['2', nos[0]!, '', ''], ['3', nos[0]!, '成功', '']),
      nos,
      pack,
    );
    expect(read.faults.map(each => [each.where, each.code])).toEqual([
      ['第2行', 'unknown'],
      ['第3行', 'no-result'],
      ['第4行', 'twice'],
      [undefined, 'unanswered'],
    ]);
    expect(readReceipt(cells(['文件']), nos, pack).faults.map(each => each.code)).toEqual(['no-heads']);
  });
});
