import type { z } from 'zod';
import { cite } from '../../../law/citation.ts';
import { type Day, dayOf } from '../../../law/day.ts';
import { caseFeeOfRequest, type FeeTier, feeByCase, feeByPage } from '../../../law/processing-fee.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import type { requestCommands } from '../contract.ts';
import { blockers, type Scene } from './blockers.ts';
import { lawReasons } from './clock.ts';
import { type Happening, lawEventOf } from './events.ts';
import { decisiveDay } from './fold.ts';

/** What follows from a command with its body: the happenings to record, or every reason why not. */

type Bodies = { readonly [K in keyof typeof requestCommands]: z.output<(typeof requestCommands)[K]> };
export type BodyOf<K extends keyof Bodies> = Bodies[K];

export type Decided = Decision<{ readonly happenings: readonly Happening[] }>;

const article = (number: number, paragraph?: number) => cite('政府信息公开条例', number, paragraph);
const delivery = cite('国办公开办函〔2016〕235号');
const feeRule = cite('政府信息公开信息处理费管理办法');

/** A day told by an officer must have come. */
function notInFuture(scene: Scene, day: string | null, what: string): Reason[] {
  if (day === null || day <= scene.today) return [];
  return [reason('day-in-future', `${what}（${day}）还没有到，请核对。`, article(45))];
}

/** Blockers, the body's own reasons and the law's word on each happening: the happenings, if nothing speaks against. */
function decided(
  scene: Scene,
  command: Parameters<typeof blockers>[1],
  happenings: readonly Happening[],
  more: readonly Reason[] = [],
): Decided {
  const barred = blockers(scene, command);
  const placed = [...barred, ...more];
  const law = placed.length > 0 ? [] : happenings.flatMap(each => lawOf(scene, each));
  const reasons = [...placed, ...law];
  return reasons.length > 0 ? refuse(reasons) : { ok: true, happenings };
}

function lawOf(scene: Scene, happening: Happening): readonly Reason[] {
  // A handling anew begins a clock of its own; nothing before it can bar it.
  if (happening.kind === 'rehandled') return [];
  const event = lawEventOf(happening);
  return event === undefined ? [] : lawReasons(scene.case, event, scene);
}

/** `number` is given to a case that is registered by its confirmation. */
export function decideConfirmation(scene: Scene, body: BodyOf<'confirm-receipt'>, number: string): Decided {
  const on = body.on as Day;
  const early =
    on < scene.case.submittedOn
      ? [reason('confirmed-before-submitted', '确认的日期早于提交的日期，请核对。', article(31))]
      : [];
  const future = notInFuture(scene, on, '确认的日期');
  return decided(
    scene,
    'confirm-receipt',
    [
      { kind: 'receipt-confirmed', on, note: body.note },
      { kind: 'registered', on, number },
    ],
    [...early, ...future],
  );
}

export function decideCorrectionNotice(scene: Scene, body: BodyOf<'request-correction'>): Decided {
  const { matters, guidance } = body;
  const [on, correctBy] = [body.on as Day, body.correctBy as Day];
  return decided(
    scene,
    'request-correction',
    [{ kind: 'correction-requested', on, matters, guidance, correctBy }],
    notInFuture(scene, on, '告知的日期'),
  );
}

export function decideCorrection(scene: Scene, body: BodyOf<'correct'>): Decided {
  const on = body.on as Day;
  const { subject, description, documentNo, goodReason } = body;
  const byApplicant = scene.actor === null;
  const corrected: Happening = {
    kind: 'corrected',
    on,
    subject,
    description,
    documentNo,
    goodReason: goodReason.trim(),
    byApplicant,
  };
  const unread =
    subject.trim().length < 2
      ? [reason('subject-missing', '请写明所需政府信息的名称，或者便于查询的特征。', article(29))]
      : [];
  return decided(scene, 'correct', [corrected], [...unread, ...notInFuture(scene, on, '收到补正的日期')]);
}

export function decideAssignment(
  scene: Scene,
  body: BodyOf<'assign'>,
  unitName: string | undefined,
): Decided {
  const { today, clock } = scene;
  const dueOn = body.dueOn as Day;
  const reasons: Reason[] = [];
  if (unitName === undefined)
    reasons.push(reason('unknown-unit', '没有这个科室（单位），请重新选择。', article(45)));
  if (dueOn < today) reasons.push(reason('due-in-past', '内部办理期限已经过去，请改正。', article(45)));
  if (clock.dueOn !== null && dueOn > clock.dueOn)
    reasons.push(reason('due-after-reply', `内部办理期限不能晚于答复期限${clock.dueOn}。`, article(33, 2)));
  const assigned = { kind: 'assigned', on: today, toUnitId: body.unitId, dueOn, note: body.note } as const;
  return decided(scene, 'assign', [assigned], reasons);
}

export function decideFinding(scene: Scene, body: BodyOf<'finish-assignment'>): Decided {
  return decided(scene, 'finish-assignment', [
    { kind: 'assignment-finished', on: scene.today, finding: body.finding },
  ]);
}

export function decideSearch(scene: Scene, body: BodyOf<'record-search'>): Decided {
  const { where, words, finding } = body;
  return decided(scene, 'record-search', [{ kind: 'searched', on: scene.today, where, words, finding }]);
}

export function decideConsultation(scene: Scene, body: BodyOf<'consult'>, id: string): Decided {
  const { kind: asked, party, address, information } = body;
  const [on, receivedOn] = [body.on as Day, body.receivedOn as Day | null];
  const { consultations, round } = scene.case;
  const twice = consultations.some(
    each => each.round === round && each.asked === asked && each.party === party && each.answeredOn === null,
  );
  return decided(
    scene,
    'consult',
    [{ kind: 'consulted', on, id, asked, party, address, information, receivedOn }],
    [
      ...(twice
        ? [
            reason(
              'already-consulted',
              `已经向“${party}”征求意见，尚未答复，不能重复征求。`,
              article(asked === 'organ' ? 34 : 32),
            ),
          ]
        : []),
      ...notInFuture(scene, on, '发出的日期'),
      ...notInFuture(scene, receivedOn, '对方收到的日期'),
    ],
  );
}

export function decideAnswer(scene: Scene, body: BodyOf<'record-answer'>): Decided {
  const { consultationId, agrees, note } = body;
  const on = body.on as Day;
  const asked = scene.case.consultations.find(
    each => each.id === consultationId && each.round === scene.case.round,
  );
  const future = notInFuture(scene, on, '答复的日期');
  if (asked === undefined || asked.answeredOn !== null)
    return decided(
      scene,
      'record-answer',
      [],
      [reason('no-such-consultation', '没有这项征求意见，或者已经登记过答复。', article(32), article(34))],
    );
  const { party } = asked;
  const answered: Happening = {
    kind: 'answered',
    on,
    consultationId,
    asked: asked.asked,
    party,
    agrees,
    note,
  };
  return decided(scene, 'record-answer', [answered], future);
}

export function decideReasons(scene: Scene, body: BodyOf<'ask-reasons'>, command: 'ask' | 'record'): Decided {
  const on = body.on as Day;
  const { note } = body;
  const future = notInFuture(scene, on, '日期');
  return command === 'ask'
    ? decided(scene, 'ask-reasons', [{ kind: 'reasons-asked', on, note }], future)
    : decided(scene, 'record-reasons', [{ kind: 'reasons-given', on, note }], future);
}

export function decideDelay(scene: Scene, body: BodyOf<'delay'>): Decided {
  const [on, until] = [body.on as Day, body.until as Day];
  const delayed = { kind: 'delayed', on, until, reason: body.reason } as const;
  return decided(scene, 'delay', [delayed], notInFuture(scene, on, '日期'));
}

export function decideExtensionAsking(scene: Scene, body: BodyOf<'ask-extension'>): Decided {
  const { workingDays, reason: why } = body;
  const asked = { kind: 'extension-asked', on: scene.today, workingDays, reason: why } as const;
  const law = lawReasons(
    scene.case,
    { type: 'extended', on: scene.today, workingDays, approvedBy: '（待同意）' },
    scene,
  );
  const known = new Set(blockers(scene, 'ask-extension').map(each => each.code));
  return decided(
    scene,
    'ask-extension',
    [asked],
    law.filter(each => !known.has(each.code)),
  );
}

export function decideExtension(scene: Scene, body: BodyOf<'approve-extension'>): Decided {
  const { extension } = scene.case;
  if (extension === null) return decided(scene, 'approve-extension', []);
  const { workingDays } = extension;
  const approvedBy = scene.actor?.name ?? '';
  return decided(scene, 'approve-extension', [
    { kind: 'extension-approved', on: scene.today, workingDays, approvedBy, note: body.note },
  ]);
}

export function decideExtensionRefusal(scene: Scene, body: BodyOf<'refuse-extension'>): Decided {
  return decided(scene, 'refuse-extension', [
    { kind: 'extension-refused', on: scene.today, reason: body.reason },
  ]);
}

/** The price of one request: by case the k-th of the month, by page its pages (fee rule arts 4 and 5). */
export function feeOf(
  method: 'by-case' | 'by-page',
  units: number,
): { totalYuan: number; tiers: readonly FeeTier[] } {
  if (method === 'by-page') return feeByPage(units);
  return { totalYuan: caseFeeOfRequest(units), tiers: feeByCase(units).tiers };
}

export function decideFee(scene: Scene, body: BodyOf<'notify-fee'>): Decided {
  const { fee } = scene.pack;
  if (fee === null) return decided(scene, 'notify-fee', []);
  const [on, receivedOn] = [body.on as Day, body.receivedOn as Day | null];
  const { method } = fee;
  const { totalYuan, tiers } = feeOf(method, Math.min(body.units, 100_000));
  const reasons: Reason[] = [
    ...(totalYuan === 0 ? [reason('fee-is-zero', '按标准计算的费用为0元，不需要收费。', feeRule)] : []),
    ...(body.units > 100_000 ? [reason('too-many-units', '件数或者页数过大，请核对。', feeRule)] : []),
    ...notInFuture(scene, on, '通知的日期'),
    ...notInFuture(scene, receivedOn, '申请人收到的日期'),
  ];
  const { units } = body;
  const notified: Happening = { kind: 'fee-notified', on, receivedOn, method, units, totalYuan, tiers };
  return decided(scene, 'notify-fee', [notified], reasons);
}

export function decidePayment(scene: Scene, body: BodyOf<'record-payment'>): Decided {
  const on = body.on as Day;
  const paid = { kind: 'fee-paid', on, receiptNo: body.receiptNo } as const;
  return decided(scene, 'record-payment', [paid], notInFuture(scene, on, '缴费的日期'));
}

/** A direct delivery counts by its signature, a posted one by its posting; electronic needs the online channel. */
function deliveryReasons(scene: Scene, body: BodyOf<'deliver'>): Reason[] {
  const { way, on, postedOn, signedOn, trackingNo } = body;
  const { reply } = scene.case;
  const reasons: Reason[] = [];
  const add = (code: string, message: string, ...basis: Parameters<typeof reason>[2][]) =>
    reasons.push(reason(code, message, ...basis));
  if (way === 'post' && (postedOn === null || trackingNo.trim() === ''))
    add(
      'posting-missing',
      '邮寄送达应当通过邮政企业（不得使用快递企业），请填写交邮之日和邮件号码。',
      delivery,
      cite('邮政法', 55),
    );
  if ((way === 'direct' || way === 'entrusted') && signedOn === null)
    add('signature-missing', '直接送达、委托送达以签收之日为准，请填写签收的日期。', delivery);
  const online = scene.pack.relief.onlineReconsideration;
  const tellsOnline =
    reply === null || reply.content.relief.route === 'none' || reply.content.relief.words.includes(online);
  if (way === 'electronic' && scene.case.matter === 'information' && (online === '' || !tellsOnline))
    add(
      'missing-online-reconsideration',
      '通过互联网送达的，应当同时告知提交行政复议申请的互联网渠道；答复书中没有写明，请改用其他方式送达或者重新起草。',
      cite('行政复议法', 22, 2),
    );
  if (reply?.approvedOn != null && on < reply.approvedOn)
    add('delivered-before-approval', '送达的日期早于答复书审签的日期，请核对。', article(17));
  return reasons;
}

export function decideDelivery(scene: Scene, body: BodyOf<'deliver'>): Decided {
  const { way, trackingNo } = body;
  const [on, postedOn, signedOn] = [body.on, body.postedOn, body.signedOn] as [Day, Day | null, Day | null];
  const delivered: Happening = { kind: 'delivered', way, on, postedOn, trackingNo, signedOn };
  return decided(
    scene,
    'deliver',
    [delivered],
    [
      ...deliveryReasons(scene, body),
      ...notInFuture(scene, on, '送达的日期'),
      ...notInFuture(scene, postedOn, '交邮的日期'),
      ...notInFuture(scene, signedOn, '签收的日期'),
    ],
  );
}

export function decideSigningRecord(scene: Scene, body: BodyOf<'record-signing'>): Decided {
  const signedOn = body.signedOn as Day;
  const given = scene.case.delivery;
  const early =
    given !== null && signedOn < decisiveDay(given)
      ? [reason('signed-before-delivered', '签收的日期早于送达的日期，请核对。', delivery)]
      : [];
  const recorded = { kind: 'signing-recorded', on: scene.today, signedOn } as const;
  return decided(
    scene,
    'record-signing',
    [recorded],
    [...early, ...notInFuture(scene, signedOn, '签收的日期')],
  );
}

export function decideWithdrawal(scene: Scene, body: BodyOf<'withdraw'>): Decided {
  const on = body.on as Day;
  const withdrawn = { kind: 'withdrawn', on, note: body.note, byApplicant: scene.actor === null } as const;
  return decided(scene, 'withdraw', [withdrawn], notInFuture(scene, on, '撤回的日期'));
}

export function decideClosing(scene: Scene, body: BodyOf<'close'>): Decided {
  const paying = scene.clock.steps.some(step => step.event === 'payment-lapsed');
  const outcome = paying ? 'fee-unpaid' : 'correction-lapsed';
  return decided(scene, 'close', [{ kind: 'closed', on: scene.today, outcome, note: body.note }]);
}

export function decideDispute(scene: Scene, body: BodyOf<'add-dispute'>, id: string): Decided {
  const { kind: dispute, organ, caseNo, note } = body;
  const filedOn = body.filedOn as Day;
  const added: Happening = {
    kind: 'dispute-added',
    on: scene.today,
    id,
    dispute,
    filedOn,
    organ,
    caseNo,
    note,
  };
  const before = scene.case.submittedOn > filedOn;
  return decided(
    scene,
    'add-dispute',
    [added],
    [
      ...(before ? [reason('filed-before-request', '提起的日期早于申请的日期，请核对。', article(51))] : []),
      ...notInFuture(scene, filedOn, '提起的日期'),
    ],
  );
}

export function decideDisputeResult(scene: Scene, body: BodyOf<'decide-dispute'>): Decided {
  const { disputeId, result, note } = body;
  const decidedOn = body.decidedOn as Day;
  const found = scene.case.disputes.find(each => each.id === disputeId);
  const reasons = notInFuture(scene, decidedOn, '作出决定的日期');
  if (found === undefined || found.result !== 'pending')
    reasons.push(reason('no-such-dispute', '没有这个案件，或者已经登记过结果。', article(51)));
  else if (decidedOn < found.filedOn)
    reasons.push(reason('decided-before-filed', '作出决定的日期早于提起的日期，请核对。', article(51)));
  return decided(
    scene,
    'decide-dispute',
    [{ kind: 'dispute-decided', on: scene.today, disputeId, result, decidedOn, note }],
    reasons,
  );
}

export function decideRehandling(scene: Scene, body: BodyOf<'rehandle'>): Decided {
  const { disputeId, countsAsNew, note } = body;
  const on = body.orderedOn as Day;
  const found = scene.case.disputes.find(each => each.id === disputeId);
  const reasons = notInFuture(scene, on, '责令重新处理的日期');
  const orders = found?.result === 'corrected' || found?.result === 'other';
  if (found === undefined || !orders)
    reasons.push(
      reason('nothing-to-rehandle', '该案件没有要求重新处理的结果，请先登记审理结果。', article(51)),
    );
  else if (found.decidedOn !== null && on < found.decidedOn)
    reasons.push(
      reason('ordered-before-decided', '责令重新处理的日期早于作出决定的日期，请核对。', article(51)),
    );
  if (scene.case.closed !== null && on < scene.case.closed.on)
    reasons.push(reason('ordered-before-closed', '责令重新处理的日期早于办结的日期，请核对。', article(51)));
  return decided(scene, 'rehandle', [{ kind: 'rehandled', on, disputeId, countsAsNew, note }], reasons);
}

/** The last day a closed case is kept. */
export function keepUntilOf(closedOn: Day, years: number): Day {
  return dayOf(`${Number(closedOn.slice(0, 4)) + years}-12-31`);
}
