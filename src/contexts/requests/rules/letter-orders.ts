import { citationsWords } from '../../../law/citation.ts';
import { dayInChinese } from '../../../law/day.ts';
import { refusalGrounds } from '../../../law/grounds-for-refusal.ts';
import { replyKinds } from '../../../law/reply-kinds.ts';
import { addWorkdays } from '../../../law/working-days.ts';
import { applicantKindWords, carrierFormWords, supplyWayWords } from '../contract.ts';
import { clockOf, type Reckoning } from './clock.ts';
import type { Happening } from './events.ts';
import type { Case, Consultation } from './fold.ts';

/** Which letter a step writes, to whom, and with what; the words themselves are the pack's. */

export type Fill = Readonly<Record<string, string | number | readonly string[]>>;

export interface LetterPlan {
  readonly kind: string;
  readonly form: string;
  /** Null: the applicant. */
  readonly to: string | null;
  readonly fill: Fill;
  readonly attachments?: readonly string[];
  /** For the file only. */
  readonly kept?: true;
  /** A number of its own where the reply's or the register's does not serve. */
  readonly number?: string;
}

const receivedWords: Readonly<Record<Case['via'], string>> = {
  'in-person': '当面提交，提交之日为收到申请之日',
  'signed-mail': '邮寄并签收，签收之日为收到申请之日',
  'plain-mail': '平常信函，双方确认之日为收到申请之日',
  internet: '互联网提交，双方确认之日为收到申请之日',
  fax: '传真提交，双方确认之日为收到申请之日',
};

function subjectWords({ wish }: Case): string {
  return wish.documentNo === '' ? wish.subject : `${wish.subject}（${wish.documentNo}）`;
}

/** What every letter on a case may use. */
function common(of: Case, on: Reckoning): Record<string, string | number | readonly string[]> {
  const clock = clockOf(of, on);
  const values: Record<string, string | number | readonly string[]> = {
    subject: subjectWords(of),
    receivedHow: receivedWords[of.via],
  };
  if (of.number !== null) values['registerNo'] = of.number;
  if (clock.receivedOn !== null) values['receivedOn'] = clock.receivedOn;
  if (clock.dueOn !== null) values['dueOn'] = clock.dueOn;
  const corrected = of.law.findLast(event => event.type === 'corrected');
  if (corrected !== undefined) values['correctedOn'] = corrected.on;
  return values;
}

/** The registration form, and the receipt where a day of reply can be told (not in own-record cases). */
export function registrationPlans(of: Case, on: Reckoning): LetterPlan[] {
  if (of.number === null) return [];
  const { wish, applicantKind, number } = of;
  const told = {
    ...common(of, on),
    applicantKind: applicantKindWords[applicantKind],
    ...(wish.description === '' ? {} : { description: wish.description }),
  };
  const form = { kind: 'registration-form', to: null, number, kept: true } as const;
  if (of.matter === 'own-record')
    return [{ ...form, form: 'own-record', fill: { ...told, record: subjectWords(of) } }];
  const wantedForm = `${carrierFormWords[wish.carrier]}；${supplyWayWords[wish.supply]}`;
  return [
    { ...form, form: 'usual', fill: { ...told, wantedForm } },
    { kind: 'receipt', form: 'usual', to: null, fill: common(of, on), number },
  ];
}

function listed(text: string): readonly string[] {
  return text
    .split(/\n|；/)
    .map(line => line.trim())
    .filter(line => line !== '');
}

function feeFill(event: Extract<Happening, { kind: 'fee-notified' }>): Fill {
  const byCase = event.method === 'by-case';
  const tiers = event.tiers.map(
    ({ from, to, priceYuan }) =>
      `第${from}${to === undefined ? '' : `至${to}`}${byCase ? '件' : '页'}每${byCase ? '件' : '页'}${priceYuan}元`,
  );
  return {
    feeBasis: '《政府信息公开信息处理费管理办法》（国办函〔2020〕109号）',
    feeStandard: `${byCase ? '按件计收' : '按量计收'}，${tiers.join('，')}`,
    feeCounted: byCase ? `本月第${event.units}件` : `${event.units}页`,
    feeAmount: event.totalYuan,
    feePayment: '自收到本通知次日起20个工作日内，凭非税收入缴款书缴入国库；本机关工作人员不收取现金',
  };
}

/** What was answered goes back to who answered, in the words in which it is on record. */
function confirmation(of: Case, event: Extract<Happening, { kind: 'answered' }>, base: Fill): LetterPlan[] {
  const { asked, party, consultationId, agrees, note, on: answeredOn } = event;
  const consultation = of.consultations.find(each => each.id === consultationId);
  if (consultation === undefined) return [];
  const { information, askedOn: consultedOn } = consultation;
  const opinion = agrees ? '同意公开' : '不同意公开';
  const reasons = note.trim() === '' ? {} : { reasons: note };
  const fill = { ...base, information, consultedOn, answeredOn, opinion, ...reasons };
  return [{ kind: 'opinion-confirmation', form: asked, to: party, fill }];
}

/** Letters that an event sends out, by what the case is after it. */
export function plansOf(of: Case, event: Happening, on: Reckoning): LetterPlan[] {
  const base = common(of, on);
  const one = (kind: string, form: string, fill: Fill, to: string | null = null): LetterPlan[] => [
    { kind, form, to, fill: { ...base, ...fill } },
  ];
  switch (event.kind) {
    case 'correction-requested': {
      const { matters, guidance, correctBy } = event;
      return one('correction-notice', 'usual', { matters: listed(matters), guidance, correctBy });
    }
    case 'reasons-asked': {
      const reasonsBy = addWorkdays(on.calendar, event.on, 7).due;
      return one('reasons-request', 'usual', { volume: event.note, reasonsBy });
    }
    case 'delayed':
      return one('extension-notice', 'delayed', { reasons: event.reason, newDueOn: event.until });
    case 'extension-approved': {
      const { dueOn } = clockOf(of, on);
      const reasons = of.extension?.reason ?? '';
      const fill = {
        reasons,
        extensionDays: event.workingDays,
        ...(dueOn === null ? {} : { newDueOn: dueOn }),
      };
      return one('extension-notice', 'extended', fill);
    }
    case 'consulted': {
      const { asked, party, information } = event;
      const kind = asked === 'organ' ? 'organ-consultation' : 'third-party-consultation';
      const told = { consultedOn: event.on, consulted: asked === 'organ' ? party : '有关第三方' };
      return [
        ...one(kind, 'usual', { information }, party),
        ...one('consultation-notice', asked === 'organ' ? 'organ' : 'third-party', told),
      ];
    }
    case 'cooperation-asked': {
      const { organ, matters: cooperation, answerBy } = event;
      return one('cooperation-letter', 'usual', { cooperation, answerBy }, organ);
    }
    case 'answered':
      return confirmation(of, event, base);
    case 'fee-notified':
      return one('fee-notice', 'usual', feeFill(event));
    default:
      return [];
  }
}

function consultationWords(consultations: readonly Consultation[]): string {
  return consultations
    .map(({ asked, askedOn, answeredOn, agrees }) => {
      const who = asked === 'organ' ? '有关行政机关' : '第三方';
      const asking = `${dayInChinese(askedOn)}征求${who}意见`;
      if (answeredOn === null) return `${asking}，对方逾期未提出意见`;
      return `${asking}，对方于${dayInChinese(answeredOn)}答复${agrees ? '同意' : '不同意'}公开`;
    })
    .join('；');
}

const saysNames: Readonly<Record<string, string>> = {
  'how-to-get': 'howToGet',
  'when-to-get': 'whenToGet',
  'search-made': 'searchMade',
  'responsible-organ': 'responsibleOrgan',
  'special-law': 'specialLaw',
  'earlier-reply': 'earlierReply',
  'reasons-for-withheld-part': 'reasons',
  'withheld-part': 'withheldPart',
};

/** What the reply says, by the names of the letters. */
function replyFill(of: Case): Record<string, string> {
  const content = of.reply!.content;
  const { outcome, ground, says, relief } = content;
  const asked = of.consultations.filter(each => each.round === of.round);
  const basis = ground === null ? replyKinds[outcome].basis : refusalGrounds[ground].basis;
  const fill: Record<string, string> = { article: citationsWords(basis) };
  for (const [name, text] of Object.entries(says))
    if (text.trim() !== '') fill[saysNames[name] ?? name] = text;
  if (relief.words !== '') fill['relief'] = relief.words;
  if (asked.length > 0) fill['consultation'] = consultationWords(asked);
  if (outcome === 'partly-disclosed') fill['withheldPart'] ??= '申请内容中依法不予公开的部分';
  if (fill['howToGet'] !== undefined) fill['channel'] ??= fill['howToGet'];
  return fill;
}

/** The letter of the reply; `choice` is the kind and form that carry its outcome. */
export function replyPlan(
  of: Case,
  choice: { readonly kind: string; readonly form: string },
  number: string,
  on: Reckoning,
): LetterPlan {
  const attachments = of.reply!.content.supplied.map(each => each.name);
  return { ...choice, to: null, number, attachments, fill: { ...common(of, on), ...replyFill(of) } };
}

const wayWords = {
  direct: '直接送达',
  entrusted: '委托送达',
  post: '邮寄送达',
  electronic: '电子送达',
} as const;

/** The proof of delivery, and the notice to third parties whose objection or silence did not stand (art 32). */
export function deliveryPlans(of: Case, thirdPartyRelief: string, on: Reckoning): LetterPlan[] {
  const { reply, delivery } = of;
  if (reply === null || delivery === null) return [];
  const base = common(of, on);
  const documentName = `政府信息公开答复书${reply.number === null ? '' : `（${reply.number}）`}`;
  const record: LetterPlan = {
    kind: 'delivery-record',
    form: 'usual',
    to: null,
    fill: {
      ...base,
      documentName,
      deliveryWay: wayWords[delivery.way],
      ...(delivery.trackingNo === '' ? {} : { trackingNo: delivery.trackingNo }),
    },
    ...(reply.number === null ? {} : { number: reply.number }),
  };
  const { outcome, publicInterest, says } = reply.content;
  if (outcome !== 'disclosed' && outcome !== 'partly-disclosed') return [record];
  const third = of.consultations.filter(each => each.round === of.round && each.asked === 'third-party');
  const notices = third
    .filter(each => each.agrees !== true && !(each.agrees === false && publicInterest.trim() === ''))
    .map(each => ({
      kind: 'third-party-disclosure-notice',
      form: each.agrees === false ? 'public-interest' : 'own-decision',
      to: each.party,
      fill: {
        ...base,
        consultation: consultationWords([each]),
        disclosedContent: each.information,
        reasons: publicInterest.trim() === '' ? (says['information'] ?? '依照条例应当公开') : publicInterest,
        relief: thirdPartyRelief,
      },
    }));
  return [record, ...notices];
}
