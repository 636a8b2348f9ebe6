/**
 * Every letter of a request for information, from receipt to proof of delivery: what it is for, the forms it takes
 * (outcomes of 条例 arts 30–41), what a form must say by law and what a template of it may use.
 */
import { type Citation, cite } from '../../../law/citation.ts';
import type { RefusalGround } from '../../../law/grounds-for-refusal.ts';
import type { ReplyOutcome } from '../../../law/reply-kinds.ts';
import { commonPlaceholders, type PlaceholderName, type ValueName } from './placeholders.ts';

export type LetterKind =
  | 'registration-form'
  | 'receipt'
  | 'correction-notice'
  | 'reasons-request'
  | 'extension-notice'
  | 'third-party-consultation'
  | 'opinion-confirmation'
  | 'consultation-notice'
  | 'third-party-disclosure-notice'
  | 'organ-consultation'
  | 'cooperation-letter'
  | 'fee-notice'
  | 'disclosure-reply'
  | 'partial-reply'
  | 'refusal'
  | 'not-held'
  | 'not-handled'
  | 'records-correction'
  | 'delivery-record';

export interface LetterForm {
  readonly words: string;
  /** Placeholders that must stand in the text unconditionally, because the law wants the letter to say them. */
  readonly mustSay: readonly ValueName[];
  /** Articles that the text must name; a template may name more. */
  readonly cites: readonly Citation[];
}

export interface LetterKindRule {
  /** What an officer calls the letter. */
  readonly words: string;
  readonly forms: Readonly<Record<string, LetterForm>>;
  /** Beside the common ones and those that some form must say. */
  readonly mayUse: readonly ValueName[];
  /** A sheet with rows to fill in instead of a text to an addressee. */
  readonly isSheet: boolean;
  /** A formal document goes out under the red letterhead and ends in the 版记; a slip or a sheet does not. */
  readonly isFormal: boolean;
}

const regulation = (article: number, paragraph?: number, item?: number) =>
  cite('政府信息公开条例', article, paragraph, item);
const feeRule = cite('政府信息公开信息处理费管理办法');

function form(words: string, cites: readonly Citation[], ...mustSay: ValueName[]): LetterForm {
  return { words, cites, mustSay };
}

function kind(
  words: string,
  forms: Readonly<Record<string, LetterForm>>,
  mayUse: readonly ValueName[] = [],
): LetterKindRule {
  return { words, forms, mayUse, isSheet: false, isFormal: true };
}

function sheetKind(
  words: string,
  forms: Readonly<Record<string, LetterForm>>,
  mayUse: readonly ValueName[],
): LetterKindRule {
  return { words, forms, mayUse, isSheet: true, isFormal: false };
}

function reply(words: string, forms: Readonly<Record<string, LetterForm>>, ...mayUse: ValueName[]) {
  return kind(words, forms, ['registerNo', 'correctedOn', 'consultation', 'article', ...mayUse]);
}

const requestNamed = ['receivedOn', 'subject'] as const;

/** A reply says which request it answers, and where a person may turn against it. */
function replyForm(words: string, cites: readonly Citation[], ...mustSay: ValueName[]): LetterForm {
  return form(words, cites, ...requestNamed, ...mustSay, 'relief');
}

const registered = ['registerNo', 'receivedOn', 'receivedHow', 'subject', 'dueOn'] as const;

/** Names of the documents: 宿政办函〔2021〕21号; what each must say, where the regulation is silent, is our own design. */
const fixed = {
  /** Kept by the office: what art 29 wants of an application, and who handles it until when. */
  'registration-form': sheetKind(
    '申请登记表',
    {
      usual: form(
        '申请登记表',
        [regulation(29), regulation(31), regulation(33)],
        ...registered,
        ...(['applicantKind', 'wantedForm'] as const),
      ),
      'own-record': form(
        '更正政府信息申请登记表',
        [regulation(41), regulation(31)],
        ...(['registerNo', 'receivedOn', 'receivedHow', 'applicantKind', 'record'] as const),
      ),
    },
    ['description'],
  ),
  receipt: {
    ...kind('接收回执', { usual: form('接收回执', [regulation(31)], ...registered) }),
    isFormal: false,
  },
  'correction-notice': kind(
    '补正告知书',
    { usual: form('补正告知书', [regulation(30)], ...requestNamed, 'matters', 'guidance', 'correctBy') },
    ['registerNo'],
  ),
  'reasons-request': kind(
    '说明理由告知书',
    { usual: form('说明理由告知书', [regulation(35)], ...requestNamed, 'volume', 'reasonsBy') },
    ['registerNo'],
  ),
  'extension-notice': kind(
    '延期答复告知书',
    {
      extended: form(
        '延长答复期限',
        [regulation(33)],
        ...requestNamed,
        ...(['reasons', 'extensionDays', 'newDueOn'] as const),
      ),
      delayed: form(
        '申请过多的合理延迟答复',
        [regulation(35)],
        ...requestNamed,
        ...(['reasons', 'newDueOn'] as const),
      ),
    },
    ['registerNo'],
  ),
  'third-party-consultation': kind('征求第三方意见书', {
    usual: form('征求第三方意见书', [regulation(32)], 'information'),
  }),
  /** What was answered is written back to who answered, so that nobody disputes later what an answer on paper or by telephone said. */
  'opinion-confirmation': kind(
    '征求意见确认函',
    {
      'third-party': form(
        '确认第三方意见',
        [regulation(32)],
        ...(['information', 'consultedOn', 'answeredOn', 'opinion'] as const),
      ),
      organ: form(
        '确认共同制作机关意见',
        [regulation(34)],
        ...(['information', 'consultedOn', 'answeredOn', 'opinion'] as const),
      ),
    },
    ['reasons'],
  ),
  'consultation-notice': kind(
    '征求意见告知书',
    {
      'third-party': form('征求第三方意见', [regulation(32), regulation(33)], ...requestNamed, 'consultedOn'),
      organ: form(
        '征求其他机关意见',
        [regulation(34), regulation(33)],
        ...requestNamed,
        ...(['consultedOn', 'consulted'] as const),
      ),
    },
    ['registerNo'],
  ),
  'third-party-disclosure-notice': kind('向第三方告知公开决定', {
    'public-interest': form(
      '因公共利益予以公开',
      [regulation(32)],
      ...(['consultation', 'disclosedContent', 'reasons', 'relief'] as const),
    ),
    'own-decision': form(
      '逾期未提出意见或者理由不合理，决定公开',
      [regulation(32)],
      ...(['consultation', 'disclosedContent', 'reasons', 'relief'] as const),
    ),
  }),
  'organ-consultation': kind('征求共同制作机关意见书', {
    usual: form('征求共同制作机关意见书', [regulation(34)], 'information'),
  }),
  /** To an organ that did not make the information but holds a part of it or is touched by it; the clock runs on. */
  'cooperation-letter': kind('协办函', {
    usual: form('协办函', [regulation(11)], 'subject', 'cooperation', 'answerBy'),
  }),
  'fee-notice': kind(
    '收费通知书',
    {
      usual: form(
        '收费通知书',
        [feeRule, regulation(42)],
        ...requestNamed,
        ...(['feeBasis', 'feeStandard', 'feeCounted', 'feeAmount', 'feePayment'] as const),
      ),
    },
    ['registerNo'],
  ),
} as const satisfies Partial<Record<LetterKind, LetterKindRule>>;

const replies = {
  'disclosure-reply': reply(
    '予以公开答复书',
    {
      'already-published': replyForm('已经主动公开', [regulation(36, undefined, 1)], 'howToGet'),
      disclosed: replyForm('予以公开', [regulation(36, undefined, 2)], 'information'),
    },
    'whenToGet',
  ),
  'partial-reply': reply(
    '部分公开答复书',
    {
      'partly-disclosed': replyForm(
        '部分公开',
        [regulation(37)],
        ...(['information', 'withheldPart', 'article', 'reasons'] as const),
      ),
    },
    'howToGet',
    'whenToGet',
  ),
  refusal: reply(
    '不予公开答复书',
    {
      refused: replyForm('不予公开', [regulation(36, undefined, 3)], 'article', 'reasons'),
      'special-query': replyForm('行政查询事项', [regulation(36, undefined, 7)], 'specialLaw'),
    },
    'howToGet',
  ),
  'not-held': reply(
    '无法提供答复书',
    {
      'not-existing': replyForm('政府信息不存在', [regulation(36, undefined, 4)], 'searchMade'),
      'not-responsible': replyForm('不属于本机关负责公开', [regulation(36, undefined, 5)], 'reasons'),
      'needs-creation': replyForm('需要加工、分析', [regulation(38)], 'reasons'),
      'unclear-after-correction': replyForm('补正后仍不明确', [regulation(30)], 'reasons'),
    },
    'responsibleOrgan',
  ),
  'not-handled': reply(
    '不予处理答复书',
    {
      'complaint-in-disguise': replyForm('信访、投诉、举报', [regulation(39, 1)], 'reasons'),
      repeated: replyForm('重复申请', [regulation(36, undefined, 6)], 'earlierReply'),
      'publication-asked-for': replyForm('公开出版物', [regulation(39, 2)]),
      excessive: replyForm('申请数量、频次明显超过合理范围', [regulation(35)], 'reasons'),
      'confirm-or-reissue': replyForm('要求确认或者重新出具已获取的信息', [], 'reasons'),
      'correction-lapsed': replyForm('逾期不补正', [regulation(30)]),
      'fee-unpaid': replyForm('逾期未缴费', [feeRule]),
    },
    'channel',
    'howToGet',
  ),
  'records-correction': kind(
    '政府信息更正答复书',
    {
      corrected: form('予以更正', [regulation(41)], 'receivedOn', 'record', 'outcome'),
      'not-corrected': form('不予更正', [regulation(41)], 'receivedOn', 'record', 'reasons', 'relief'),
      transferred: form('转送有权机关', [regulation(41)], 'receivedOn', 'record', 'transferredTo'),
      'told-whom': form(
        '告知向有权机关提出',
        [regulation(41)],
        'receivedOn',
        'record',
        'responsibleOrgan',
        'relief',
      ),
    },
    ['registerNo', 'relief'],
  ),
} as const satisfies Partial<Record<LetterKind, LetterKindRule>>;

/** The total table: one row per kind of letter. */
export const letterKinds: Readonly<Record<LetterKind, LetterKindRule>> = {
  ...fixed,
  ...replies,
  'delivery-record': sheetKind('送达回证', { usual: form('送达回证', [], 'documentName', 'deliveryWay') }, [
    'deliveryPlace',
    'trackingNo',
  ]),
};

export const letterKindNames = Object.keys(letterKinds) as LetterKind[];

/** Every name that a template of the kind may use. */
export function allowedPlaceholders(kind: LetterKind): ReadonlySet<PlaceholderName> {
  const { forms, mayUse } = letterKinds[kind];
  return new Set<PlaceholderName>([
    ...(Object.keys(commonPlaceholders) as PlaceholderName[]),
    ...mayUse,
    ...Object.values(forms).flatMap(each => each.mustSay),
  ]);
}

/** One form of one kind. */
export interface LetterChoice {
  readonly kind: LetterKind;
  readonly form: string;
}

const replyKindNames = ['disclosure-reply', 'partial-reply', 'refusal', 'not-held', 'not-handled'] as const;

/**
 * The letter that carries an outcome; nothing for `other`, which closes without one. `correction-lapsed` and
 * `fee-unpaid` need no letter by law, but have one for the bureau that sends it.
 */
export function letterForOutcome(outcome: ReplyOutcome, ground?: RefusalGround): LetterChoice | undefined {
  const name = outcome === 'refused' && ground === 'special-query' ? 'special-query' : outcome;
  const found = replyKindNames.find(each => Object.hasOwn(letterKinds[each].forms, name));
  return found === undefined ? undefined : { kind: found, form: name };
}
