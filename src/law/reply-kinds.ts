/** Every way a request for information can end (条例 arts 30, 35–39; fee rule), what the reply must say, and its row. */
import { type Citation, cite, type Mark } from './citation.ts';
import { type RefusalGround, type RefusalRow, refusalGrounds } from './grounds-for-refusal.ts';
import { type Decision, type Reason, reason, refuse } from './refusal.ts';

export type ReplyOutcome =
  | 'already-published'
  | 'disclosed'
  | 'partly-disclosed'
  | 'refused'
  | 'not-existing'
  | 'not-responsible'
  | 'needs-creation'
  | 'unclear-after-correction'
  | 'complaint-in-disguise'
  | 'repeated'
  | 'publication-asked-for'
  | 'excessive'
  | 'confirm-or-reissue'
  | 'correction-lapsed'
  | 'fee-unpaid'
  | 'other';

/** The leaf rows of the annual report's third table. */
export type ResultRow =
  | 'r3_1'
  | 'r3_2'
  | RefusalRow
  | 'r3_4_1'
  | 'r3_4_2'
  | 'r3_4_3'
  | 'r3_5_1'
  | 'r3_5_2'
  | 'r3_5_3'
  | 'r3_5_4'
  | 'r3_5_5'
  | 'r3_6_1'
  | 'r3_6_2'
  | 'r3_6_3';

/** A thing that a reply must say. */
export type ReplyContent =
  | 'article'
  | 'how-to-get'
  | 'when-to-get'
  | 'information'
  | 'reasons'
  | 'reasons-for-withheld-part'
  | 'search-made'
  | 'responsible-organ'
  | 'special-law'
  | 'earlier-reply';

export const replyContentWords: Readonly<Record<ReplyContent, string>> = {
  article: '所依据的条款',
  'how-to-get': '获取该政府信息的方式、途径',
  'when-to-get': '获取该政府信息的时间',
  information: '所提供的政府信息，或者获取的方式、途径和时间',
  reasons: '理由',
  'reasons-for-withheld-part': '对不予公开的部分说明理由',
  'search-made': '检索的范围和结果，说明该政府信息不存在',
  'responsible-organ': '负责公开的行政机关的名称、联系方式（能够确定的）',
  'special-law': '应当依照的法律、行政法规',
  'earlier-reply': '已经作出答复的情况',
};

export interface ReplyRule {
  readonly words: string;
  readonly basis: readonly Citation[];
  /** Nothing for `refused`: the ground decides. */
  readonly row: ResultRow | 'by-ground';
  /** The mapping to the row is ours unless the label of the row says the same words as the article. */
  readonly rowMark?: Mark;
  readonly mustSay: readonly ReplyContent[];
  /** Said where it can be: left out without a fault. */
  readonly maySay: readonly ReplyContent[];
  /** False where the file closes without a reply letter. */
  readonly needsLetter: boolean;
}

const regulation = (article: number, paragraph?: number, item?: number) =>
  cite('政府信息公开条例', article, paragraph, item);

function rule(
  words: string,
  row: ReplyRule['row'],
  basis: readonly Citation[],
  mustSay: readonly ReplyContent[],
  more: {
    readonly rowMark?: Mark;
    readonly maySay?: readonly ReplyContent[];
    readonly needsLetter?: boolean;
  } = {},
): ReplyRule {
  const { rowMark, maySay = [], needsLetter = true } = more;
  return { words, row, basis, mustSay, maySay, needsLetter, ...(rowMark === undefined ? {} : { rowMark }) };
}

/** The total table: one row per outcome. */
export const replyKinds: Readonly<Record<ReplyOutcome, ReplyRule>> = {
  'already-published': rule(
    '所申请公开信息已经主动公开，告知获取的方式、途径',
    'r3_1',
    [regulation(36, undefined, 1)],
    ['article', 'how-to-get'],
    { rowMark: 'unverified' },
  ),
  disclosed: rule('予以公开', 'r3_1', [regulation(36, undefined, 2)], ['article', 'information'], {
    rowMark: 'inference',
    maySay: ['when-to-get'],
  }),
  'partly-disclosed': rule(
    '部分公开（区分处理）',
    'r3_2',
    [regulation(37)],
    ['article', 'information', 'reasons-for-withheld-part'],
  ),
  refused: rule('不予公开', 'by-ground', [regulation(36, undefined, 3)], ['article', 'reasons']),
  'not-existing': rule(
    '经检索没有所申请公开信息',
    'r3_4_1',
    [regulation(36, undefined, 4)],
    ['article', 'search-made'],
    {
      rowMark: 'inference',
    },
  ),
  'not-responsible': rule(
    '不属于本行政机关负责公开',
    'r3_4_1',
    [regulation(36, undefined, 5)],
    ['article', 'reasons'],
    {
      rowMark: 'inference',
      maySay: ['responsible-organ'],
    },
  ),
  'needs-creation': rule('没有现成信息，需要加工、分析', 'r3_4_2', [regulation(38)], ['article', 'reasons']),
  'unclear-after-correction': rule(
    '补正后申请内容仍不明确',
    'r3_4_3',
    [regulation(30)],
    ['article', 'reasons'],
  ),
  'complaint-in-disguise': rule(
    '以政府信息公开申请的形式进行信访、投诉、举报等活动',
    'r3_5_1',
    [regulation(39, 1)],
    ['article', 'reasons'],
    { maySay: ['how-to-get'] },
  ),
  repeated: rule(
    '已就相同政府信息作出答复，不予重复处理',
    'r3_5_2',
    [regulation(36, undefined, 6)],
    ['article', 'earlier-reply'],
  ),
  'publication-asked-for': rule(
    '要求提供政府公报、报刊、书籍等公开出版物',
    'r3_5_3',
    [regulation(39, 2)],
    ['article'],
    {
      maySay: ['how-to-get'],
    },
  ),
  excessive: rule(
    '申请数量、频次明显超过合理范围且理由不合理，不予处理',
    'r3_5_4',
    [regulation(35)],
    ['article', 'reasons'],
  ),
  'confirm-or-reissue': rule(
    '要求行政机关确认或者重新出具已获取的信息',
    'r3_5_5',
    [cite('国办公开办函〔2021〕30号')],
    ['reasons'],
  ),
  'correction-lapsed': rule('无正当理由逾期不补正，不再处理', 'r3_6_1', [regulation(30)], [], {
    needsLetter: false,
  }),
  'fee-unpaid': rule(
    '逾期未按收费通知要求缴纳费用，不再处理',
    'r3_6_2',
    [cite('政府信息公开信息处理费管理办法')],
    [],
    { needsLetter: false },
  ),
  other: rule(
    '其他处理（申请人撤回、不属于政府信息公开申请的咨询等）',
    'r3_6_3',
    [cite('国办公开办函〔2021〕30号')],
    [],
    {
      rowMark: 'unverified',
      needsLetter: false,
    },
  ),
};

/** The row of the annual report that counts an outcome; `refused` needs its ground, special queries have their own. */
export function annualReportRow(outcome: Exclude<ReplyOutcome, 'refused'>): ResultRow;
export function annualReportRow(outcome: ReplyOutcome, ground: RefusalGround): ResultRow;
export function annualReportRow(outcome: ReplyOutcome, ground?: RefusalGround): ResultRow {
  const { row } = replyKinds[outcome];
  if (row !== 'by-ground') return row;
  if (ground === undefined) throw new RangeError('不予公开应当有理由。');
  return refusalGrounds[ground].row;
}

/** A reply as drafted: what it says, by kind of content. */
export interface ReplyDraft {
  readonly outcome: ReplyOutcome;
  readonly ground?: RefusalGround;
  readonly says: Readonly<Partial<Record<ReplyContent, string>>>;
}

/** Refused with everything that is missing; a refusal to disclose needs its ground, a partial one does too. */
export function checkReply({ outcome, ground, says }: ReplyDraft): Decision<{ row: ResultRow }> {
  const { mustSay, basis, words } = replyKinds[outcome];
  // A special query has to name the law that governs access in place of reasons of our own.
  const needed =
    ground === 'special-query' ? mustSay.map(each => (each === 'reasons' ? 'special-law' : each)) : mustSay;
  const reasons: Reason[] = needed
    .filter(content => (says[content] ?? '').trim() === '')
    .map(content =>
      reason(`missing-${content}`, `“${words}”的答复应当写明${replyContentWords[content]}。`, ...basis),
    );
  if ((outcome === 'refused' || outcome === 'partly-disclosed') && ground === undefined) {
    reasons.push(reason('missing-ground', '不予公开应当选择具体的理由和条款。', ...basis));
  }
  if (reasons.length > 0) return refuse(reasons);
  return {
    ok: true,
    row: ground === undefined ? annualReportRow(outcome as 'other') : annualReportRow(outcome, ground),
  };
}
