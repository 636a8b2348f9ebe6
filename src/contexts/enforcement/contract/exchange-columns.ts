import { z } from 'zod';

/**
 * Columns of the files that go to the credit sites (双公示), in their official order. Source: 发改办财金〔2018〕424号; order and
 * lengths as in `standards.md` §7.1–7.2 of the plan's facts. A site that asks for other columns is served by the pack.
 */

/** What a column takes its value from. */
export const exchangeValues = [
  'empty',
  ...['partyName', 'partyKind', 'creditCode', 'representative'],
  ...['title', 'documentNo', 'licenceType', 'certificateName', 'certificateNo', 'conclusion'],
  ...['decidedOn', 'validFrom', 'validUntil', 'organ', 'organCode', 'status'],
  ...['violation', 'facts', 'basis', 'categories', 'fineWan', 'confiscatedWan', 'licenceTaken'],
  ...['shownUntil', 'remark', 'exportedAt'],
] as const;
export type ExchangeValue = (typeof exchangeValues)[number];

/** When a column must not be empty. */
export const exchangeNeeds = ['never', 'always', 'legal-person'] as const;

export const exchangeColumn = z.strictObject({
  code: z.string().regex(/^[A-Z][A-Z0-9_]{1,31}$/),
  head: z.string().min(1).max(60),
  value: z.enum(exchangeValues),
  /** Characters at most. */
  max: z.number().int().min(1).max(5000),
  need: z.enum(exchangeNeeds).default('never'),
});
export type ExchangeColumn = z.output<typeof exchangeColumn>;

type Line = readonly [
  code: string,
  head: string,
  value: ExchangeValue,
  max: number,
  need?: ExchangeColumn['need'],
];

const columns = (prefix: string, lines: readonly Line[]): readonly ExchangeColumn[] =>
  lines.map(([code, head, value, max, need]) => ({
    ...{ code: code === 'BZ' || code === 'SJDCSJ' ? code : `${prefix}_${code}`, head, value, max },
    need: need ?? 'never',
  }));

/** The same first block in both tables. Numbers of identity documents of persons are never kept here, so those stay empty. */
const party: readonly Line[] = [
  ['XDR_MC', '行政相对人名称', 'partyName', 200, 'always'],
  ['XDR_LB', '行政相对人类别', 'partyKind', 100, 'always'],
  ['XDR_SHXYM', '行政相对人代码_1（统一社会信用代码）', 'creditCode', 18, 'always'],
  ['XDR_GSZC', '行政相对人代码_2（工商注册号）', 'empty', 50],
  ['XDR_ZZJG', '行政相对人代码_3（组织机构代码）', 'empty', 9],
  ['XDR_SWDJ', '行政相对人代码_4（税务登记号）', 'empty', 15],
  ['XDR_SYDW', '行政相对人代码_5（事业单位证书号）', 'empty', 12],
  ['XDR_SHZZ', '行政相对人代码_6（社会组织登记证号）', 'empty', 50],
  ['FRDB', '法定代表人', 'representative', 50, 'legal-person'],
  ['FR_ZJLX', '法定代表人证件类型', 'empty', 64],
  ['FR_ZJHM', '法定代表人证件号码', 'empty', 64],
  ['XDR_ZJLX', '证件类型', 'empty', 64],
  ['XDR_ZJHM', '证件号码', 'empty', 64],
];

const end: readonly Line[] = [
  ['BZ', '备注', 'remark', 512],
  ['SJDCSJ', '数据导出时间', 'exportedAt', 20],
];

/** Tables of the exchange: only licences and penalties are reported. */
export const exchangeKinds = ['licence', 'penalty'] as const;
export type ExchangeKind = (typeof exchangeKinds)[number];

export const officialColumns: Readonly<Record<ExchangeKind, readonly ExchangeColumn[]>> = {
  licence: columns('XK', [
    ...party,
    ['XKWS', '行政许可决定文书名称', 'title', 200, 'always'],
    ['WSH', '行政许可决定文书号', 'documentNo', 128, 'always'],
    ['XKLB', '许可类别', 'licenceType', 256, 'always'],
    ['XKZS', '许可证书名称', 'certificateName', 64],
    ['XKBH', '许可编号', 'certificateNo', 64],
    ['NR', '许可内容', 'conclusion', 4000, 'always'],
    ['JDRQ', '许可决定日期', 'decidedOn', 10, 'always'],
    ['YXQZ', '有效期自', 'validFrom', 10, 'always'],
    ['YXQZI', '有效期至', 'validUntil', 10, 'always'],
    ['XKJG', '许可机关', 'organ', 200, 'always'],
    ['XKJGDM', '许可机关统一社会信用代码', 'organCode', 18, 'always'],
    ['ZT', '当前状态', 'status', 50, 'always'],
    ['LYDW', '数据来源单位', 'organ', 200, 'always'],
    ['LYDWDM', '数据来源单位统一社会信用代码', 'organCode', 18, 'always'],
    ...end,
  ]),
  penalty: columns('CF', [
    ...party,
    ['WSH', '行政处罚决定书文号', 'documentNo', 128, 'always'],
    ['WFXW', '违法行为类型', 'violation', 2000, 'always'],
    ['SY', '违法事实', 'facts', 5000, 'always'],
    ['YJ', '处罚依据', 'basis', 2048, 'always'],
    ['CFLB', '处罚类别', 'categories', 255, 'always'],
    ['NR', '处罚内容', 'conclusion', 4000, 'always'],
    ['NR_FK', '罚款金额（万元）', 'fineWan', 18],
    ['NR_WFFF', '没收违法所得、没收非法财物的金额（万元）', 'confiscatedWan', 18],
    ['NR_ZKDX', '暂扣或吊销证照名称及编号', 'licenceTaken', 200],
    ['JDRQ', '处罚决定日期', 'decidedOn', 10, 'always'],
    ['YXQ', '处罚有效期', 'validUntil', 10, 'always'],
    ['GSJZQ', '公示截止期', 'shownUntil', 10, 'always'],
    ['CFJG', '处罚机关', 'organ', 255, 'always'],
    ['CFJGDM', '处罚机关统一社会信用代码', 'organCode', 18, 'always'],
    ['SJLY', '数据来源单位', 'organ', 200, 'always'],
    ['SJLYDM', '数据来源单位统一社会信用代码', 'organCode', 18, 'always'],
    ...end,
  ]),
};

const list = z.array(exchangeColumn).min(1).max(60);

/** enforcement.yaml, `exchange`: columns other than the official ones, and what a receipt file calls things. */
export const exchangePack = z.strictObject({
  columns: z.strictObject({ licence: list.optional(), penalty: list.optional() }).default({}),
  /** Written where a decision has no end. The sites' own convention, not set by the notice: to be confirmed. */
  endless: z
    .string()
    .regex(/^\d{4}-\d{2}-\d{2}$/)
    .default('2099-12-31'),
  /** 当前状态 of a licence that stands, and of one that does not. To be confirmed with the site. */
  status: z.strictObject({ valid: z.string().default('1'), invalid: z.string().default('2') }).prefault({}),
  /** Heads and words of the file in which the site answers. No national form is known: to be confirmed with the site. */
  receipt: z
    .strictObject({
      documentNo: z
        .array(z.string())
        .default(['文号', '决定书文号', '行政许可决定文书号', '行政处罚决定书文号']),
      result: z.array(z.string()).default(['结果', '处理结果', '入库结果']),
      words: z.array(z.string()).default(['原因', '失败原因', '说明']),
      accepted: z.array(z.string()).default(['成功', '通过', '已入库', '接收']),
    })
    .prefault({}),
});
export type ExchangePack = z.output<typeof exchangePack>;

export function columnsOf(kind: ExchangeKind, pack: ExchangePack): readonly ExchangeColumn[] {
  return pack.columns[kind] ?? officialColumns[kind];
}
