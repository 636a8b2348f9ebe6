import { type Citation, cite, type Mark } from '../citation.ts';
import { type Day, dayInChinese } from '../day.ts';
import { lawDefaults } from '../marked-defaults.ts';
import { type Reason, reason } from '../refusal.ts';
import { addWorkdays, workdaysBetween } from '../working-days.ts';
import type { Channel, Delivery, EventOf, RequestEvent, RequestEventType } from './events.ts';
import { type Consultation, dueOnOf, type File, restarted } from './period.ts';

/** What one event does to a file. */
export interface Move {
  readonly file: File;
  readonly effect: string;
  readonly basis: readonly Citation[];
  readonly mark?: Mark;
}

type Mover<T extends RequestEventType> = (file: File, event: EventOf<T>) => Move | readonly Reason[];

const correctionWorkdays = 7;
const consultationWorkdays = 15;
const paymentWorkdays = 20;
const extensionWorkdays = 20;
const feeRule = cite('政府信息公开信息处理费管理办法');

function article(number: number, paragraph?: number, item?: number): Citation {
  return cite('政府信息公开条例', number, paragraph, item);
}

function periodWords(file: File): string {
  const due = dueOnOf(file);
  return due === undefined ? '' : `答复期限至${dayInChinese(due)}`;
}

const receipts: Readonly<Record<Channel, { words: string; confirmed: boolean; basis: Citation }>> = {
  'in-person': {
    words: '当面提交，提交之日为收到申请之日',
    confirmed: true,
    basis: article(31, undefined, 1),
  },
  'signed-mail': {
    words: '邮寄并签收，签收之日为收到申请之日',
    confirmed: true,
    basis: article(31, undefined, 2),
  },
  'plain-mail': {
    words: '以平常信函等无需签收的方式提交，应当于收到信函的当日与申请人确认，确认之日为收到申请之日',
    confirmed: false,
    basis: article(31, undefined, 2),
  },
  internet: {
    words: '通过互联网渠道提交，双方确认之日为收到申请之日',
    confirmed: false,
    basis: article(31, undefined, 3),
  },
  fax: {
    words: '通过传真提交，双方确认之日为收到申请之日',
    confirmed: false,
    basis: article(31, undefined, 3),
  },
};

const submitted: Mover<'submitted'> = (file, { on, via }) => {
  const receipt = receipts[via];
  if (!receipt.confirmed) {
    const next: File = { ...file, phase: 'awaiting-confirmation', via };
    return { file: next, effect: `${receipt.words}；确认之前期限不起算。`, basis: [receipt.basis] };
  }
  const next = restarted({ ...file, via, receivedOn: on }, on);
  const effect = `${receipt.words}；自次日起计算20个工作日，${periodWords(next)}。`;
  return { file: next, effect, basis: [receipt.basis, article(33, 2)] };
};

const receiptConfirmed: Mover<'receipt-confirmed'> = (file, { on }) => {
  if (file.phase === 'awaiting-confirmation') {
    const next = restarted({ ...file, confirmed: true, receivedOn: on }, on);
    const effect = `${dayInChinese(on)}确认收到，为收到申请之日；自次日起计算20个工作日，${periodWords(next)}。`;
    return { file: next, effect, basis: [receipts[file.via as Channel].basis, article(33, 2)] };
  }
  if (file.confirmed)
    return [reason('already-confirmed', '收到申请之日已经确认，不能再次确认。', article(31))];
  const effect = '收到申请之日已由提交或者签收确定，此次确认不影响期限。';
  return { file: { ...file, confirmed: true }, effect, basis: [article(31)] };
};

const correctionRequested: Mover<'correction-requested'> = (file, { on, correctBy }) => {
  const reasons: Reason[] = [];
  const last = addWorkdays(file.rules.calendar, file.receivedOn!, correctionWorkdays).due;
  if (file.correctionRequested) {
    reasons.push(
      reason(
        'correction-already-requested',
        '补正应当一次性告知，此前已经告知过，不能再次要求补正。',
        article(30),
      ),
    );
  }
  if (on > last) {
    const words = `补正告知应当在收到申请之日起7个工作日内（${dayInChinese(last)}前）作出，已经超过。`;
    reasons.push(reason('correction-notice-too-late', words, article(30)));
  }
  if (correctBy <= on) {
    reasons.push(
      reason('correct-by-not-after-notice', '补正期限应当晚于告知之日，请确定合理的补正期限。', article(30)),
    );
  }
  if (reasons.length > 0) return reasons;
  const next: File = { ...file, phase: 'awaiting-correction', correctionRequested: true, correctBy };
  const effect = `一次性告知补正，原期限不再计算；申请人应于${dayInChinese(correctBy)}前补正，无正当理由逾期不补正的，视为放弃申请。`;
  return { file: next, effect, basis: [article(30)] };
};

const corrected: Mover<'corrected'> = (file, { on, goodReason }) => {
  const next: File = { ...restarted(file, on), correctBy: undefined };
  const excuse = on > file.correctBy! ? `逾期补正有正当理由（${goodReason}）；` : '';
  const effect = `${excuse}收到补正的申请，自次日起重新计算20个工作日，${periodWords(next)}。`;
  return { file: next, effect, basis: [article(30), article(33, 2)] };
};

const askedWords = { 'third-party': '第三方', organ: '其他行政机关' } as const;
const askedBasis = {
  'third-party': [article(32), article(33, 3)],
  organ: [article(34), article(33, 3)],
} as const;

function consult(
  asked: Consultation['asked'],
): (file: File, event: { on: Day; party?: string; receivedOn?: Day }) => Move | Reason[] {
  return (file, { on, party, receivedOn }) => {
    if (receivedOn !== undefined && receivedOn < on) {
      return [
        reason('received-before-sent', '收到征求意见书的日期早于发出日期，请核对。', askedBasis[asked][0]),
      ];
    }
    const lapsesOn = addWorkdays(file.rules.calendar, receivedOn ?? on, consultationWorkdays).due;
    const pauses = on <= dueOnOf(file)!;
    const sent: Consultation = {
      asked,
      party,
      sentOn: on,
      lapsesOn,
      backOn: undefined,
      answered: false,
      pauses,
    };
    const next = { ...file, consultations: [...file.consultations, sent] };
    const who = `${askedWords[asked]}${party === undefined ? '' : `（${party}）`}`;
    const effect = pauses
      ? `征求${who}意见，所需时间不计入答复期限；对方应于${dayInChinese(lapsesOn)}前答复，按届时才答复计算，${periodWords(next)}。`
      : `答复期限已过，征求${who}意见不再扣除时间。`;
    return { file: next, effect, basis: askedBasis[asked] };
  };
}

function answer(
  asked: Consultation['asked'],
): (file: File, event: { on: Day; party?: string; agrees?: boolean }) => Move | Reason[] {
  return (file, { on, party, agrees }) => {
    const waiting = file.consultations.filter(
      each => each.asked === asked && !each.answered && (party === undefined || each.party === party),
    );
    const found = waiting.find(each => each.backOn === undefined) ?? waiting[0];
    if (found === undefined) {
      const message = `没有尚待答复的征求${askedWords[asked]}意见，请核对是否漏登了征求意见的日期。`;
      return [reason('no-open-consultation', message, askedBasis[asked][0])];
    }
    const back: Consultation = { ...found, answered: true, backOn: found.backOn ?? on };
    const next = { ...file, consultations: file.consultations.map(each => (each === found ? back : each)) };
    const view = agrees === undefined ? '' : agrees ? '（同意公开）' : '（不同意公开）';
    const days = workdaysBetween(file.rules.calendar, found.sentOn, back.backOn!);
    const effect =
      found.backOn === undefined
        ? `收到${askedWords[asked]}意见${view}，征求意见所需的${days}个工作日不计入，与其他征求意见重叠的日子只计一次。${periodWords(next)}。`
        : `${askedWords[asked]}逾期后才提出意见${view}，逾期之后的时间照常计入，期限不变。`;
    return { file: next, effect, basis: askedBasis[asked] };
  };
}

const reasonsRequested: Mover<'reasons-requested'> = file => {
  if (file.reasons !== 'none')
    return [reason('reasons-already-requested', '已经要求说明理由，不能重复要求。', article(35))];
  const effect = '申请数量、频次明显超过合理范围，要求申请人说明理由；条例未规定扣除时间，期限照常计算。';
  return { file: { ...file, reasons: 'requested' }, effect, basis: [article(35)] };
};

const reasonsGiven: Mover<'reasons-given'> = file => {
  if (file.reasons !== 'requested') {
    return [reason('reasons-not-requested', '没有要求过说明理由，请核对是否漏登。', article(35))];
  }
  const effect =
    '收到申请人说明的理由：不合理的，告知不予处理；合理但无法按期答复的，可以确定延迟答复的合理期限并告知。';
  return { file: { ...file, reasons: 'given' }, effect, basis: [article(35)] };
};

const delayed: Mover<'delayed'> = (file, { until }) => {
  const due = dueOnOf(file)!;
  const reasons: Reason[] = [];
  if (file.reasons !== 'given') {
    reasons.push(
      reason(
        'reasons-not-given',
        '申请人尚未说明合理理由，或者已经延迟过，不能确定延迟答复的期限。',
        article(35),
      ),
    );
  }
  const added = workdaysBetween(file.rules.calendar, due, until);
  if (added === 0) {
    const words = `延迟答复的期限应当晚于现在的答复期限${dayInChinese(due)}。`;
    reasons.push(reason('delay-not-later', words, article(35)));
  }
  if (reasons.length > 0) return reasons;
  const next: File = { ...file, reasons: 'delayed', allowance: file.allowance + added };
  return {
    file: next,
    effect: `确定延迟答复的合理期限并告知申请人，${periodWords(next)}。`,
    basis: [article(35)],
  };
};

const extended: Mover<'extended'> = (file, { on, workingDays, approvedBy }) => {
  const due = dueOnOf(file)!;
  const reasons: Reason[] = [];
  const add = (code: string, message: string) => reasons.push(reason(code, message, article(33, 2)));
  if (file.extended) add('period-already-extended', '答复期限已经延长过一次，不能再次延长。');
  if (!Number.isInteger(workingDays) || workingDays < 1 || workingDays > extensionWorkdays) {
    add('extension-too-long', '延长的期限应为1至20个工作日。');
  }
  if (on > due) add('extension-after-due', `答复期限已于${dayInChinese(due)}届满，届满之后不能延长。`);
  if (file.rules.approverRequired && (approvedBy ?? '').trim() === '') {
    add('extension-not-approved', '延长答复期限应当经政府信息公开工作机构负责人同意，请登记同意人。');
  }
  if (reasons.length > 0) return reasons;
  const next: File = { ...file, extended: true, allowance: file.allowance + workingDays };
  const effect = `经政府信息公开工作机构负责人同意${approvedBy === undefined ? '' : `（${approvedBy}）`}并告知申请人，延长${workingDays}个工作日，${periodWords(next)}。`;
  return { file: next, effect, basis: [article(33, 2)] };
};

const feeNotified: Mover<'fee-notified'> = (file, { on, receivedOn }) => {
  const due = dueOnOf(file)!;
  const reasons: Reason[] = [];
  if (file.feeNotifiedOn !== undefined) {
    reasons.push(reason('fee-already-notified', '已经发出过收费通知，不能重复通知。', feeRule));
  }
  if (on > due) {
    reasons.push(
      reason('fee-notice-after-due', `收费通知应当在申请处理期限内（${dayInChinese(due)}前）发出。`, feeRule),
    );
  }
  if (receivedOn !== undefined && receivedOn < on) {
    reasons.push(reason('received-before-sent', '收到收费通知的日期早于发出日期，请核对。', feeRule));
  }
  if (reasons.length > 0) return reasons;
  const payBy = addWorkdays(file.rules.calendar, receivedOn ?? on, paymentWorkdays).due;
  const next: File = { ...file, phase: 'awaiting-payment', feeNotifiedOn: on, payBy };
  const effect = `发出收费通知；申请人应自收到通知次日起20个工作日内（${dayInChinese(payBy)}前）缴费，逾期未缴的视为放弃申请。`;
  return { file: next, effect, basis: [feeRule] };
};

const feePaid: Mover<'fee-paid'> = (file, { on }) => {
  const { value, mark } = (file.rules.defaults ?? lawDefaults).feeClock;
  const running: File = { ...file, phase: 'running', payBy: undefined };
  const next: File =
    value === 'restarts'
      ? restarted(running, on)
      : { ...running, feePause: { from: file.feeNotifiedOn!, until: on } };
  const words =
    value === 'restarts' ? '处理期限自缴费完成次日起重新计算20个工作日' : '等待缴费的时间不计入处理期限';
  return { file: next, effect: `完成缴费，${words}，${periodWords(next)}。`, basis: [feeRule], mark };
};

/** The day that decides whether a reply was in time (国办公开办函〔2016〕235号). */
function deliveredOn({ on, delivery, postedOn, signedOn }: EventOf<'replied'>): Day {
  if (delivery === 'post') return postedOn ?? on;
  return delivery === 'direct' || delivery === 'entrusted' ? (signedOn ?? on) : on;
}

const deliveryWords: Readonly<Record<Delivery, string>> = {
  direct: '直接送达，以签收之日为准',
  entrusted: '委托送达，以签收之日为准',
  post: '邮寄送达，以交邮之日为准',
  electronic: '电子送达，以发出之日为准',
  courier: '快递送达',
};

/** A file that ends; a period that was discarded (correction, fee) has no last day to show. */
function closing(file: File): File {
  return { ...file, phase: 'closed', ...(file.phase === 'running' ? {} : { countedFrom: undefined }) };
}

const replied: Mover<'replied'> = (file, event) => {
  const reasons: Reason[] = [];
  const delivered = deliveredOn(event);
  if (event.delivery === 'courier') {
    const message = '快递企业不得寄递国家机关公文，请通过邮政企业寄送，并登记交邮之日。';
    reasons.push(
      reason('courier-not-allowed', message, cite('邮政法', 55), cite('国办公开办函〔2016〕235号')),
    );
  }
  if (delivered < event.on) {
    const message = '送达（交邮、签收）的日期早于作出答复的日期，请核对。';
    reasons.push(reason('delivered-before-reply', message, cite('国办公开办函〔2016〕235号')));
  }
  if (reasons.length > 0) return reasons;
  const due = dueOnOf(file);
  const repliedLate = due !== undefined && delivered > due;
  const how =
    event.delivery === undefined ? '' : `${deliveryWords[event.delivery]}（${dayInChinese(delivered)}）；`;
  const onTheSpot = delivered === file.receivedOn ? '当场答复，' : '';
  const verdict = repliedLate ? `超过答复期限${dayInChinese(due)}，属于逾期答复` : '在期限内办结';
  const closed: File = { ...closing(file), closedAs: 'replied', repliedLate };
  const basis = [article(33, onTheSpot === '' ? 2 : 1), article(36)];
  return {
    file: closed,
    effect: `作出答复，${how}${onTheSpot}${verdict}。`,
    basis: event.delivery === undefined ? basis : [...basis, cite('国办公开办函〔2016〕235号')],
  };
};

const withdrawn: Mover<'withdrawn'> = file => ({
  file: { ...closing(file), closedAs: 'withdrawn' },
  effect: '申请人撤回申请，办理终结，期限不再计算。',
  basis: [cite('国办公开办函〔2021〕30号')],
});

const movers: { readonly [T in RequestEventType]: Mover<T> } = {
  submitted,
  'receipt-confirmed': receiptConfirmed,
  'correction-requested': correctionRequested,
  corrected,
  'third-party-consulted': consult('third-party'),
  'third-party-answered': answer('third-party'),
  'organ-consulted': consult('organ'),
  'organ-answered': answer('organ'),
  'reasons-requested': reasonsRequested,
  'reasons-given': reasonsGiven,
  delayed,
  extended,
  'fee-notified': feeNotified,
  'fee-paid': feePaid,
  replied,
  withdrawn,
};

/** What an event does to a file whose phase allows it; else every reason against it. */
export function move(file: File, event: RequestEvent): Move | readonly Reason[] {
  return (movers[event.type] as Mover<RequestEventType>)(file, event);
}
