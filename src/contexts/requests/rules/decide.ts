import { cite } from '../../../law/citation.ts';
import type { Day } from '../../../law/day.ts';
import { caseFeeOfRequest, type FeeTier, feeByCase, feeByPage } from '../../../law/processing-fee.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import { blockers, type Scene } from './blockers.ts';
import { lawReasons } from './clock.ts';
import { type BodyOf, type Decided, decided, notInFuture } from './deciding.ts';
import type { Happening } from './events.ts';

/** Decisions from the counter to the reply. */

const article = (number: number, paragraph?: number) => cite('政府信息公开条例', number, paragraph);
const feeRule = cite('政府信息公开信息处理费管理办法');

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

export function decideCooperation(scene: Scene, body: BodyOf<'ask-cooperation'>): Decided {
  const { organ, matters } = body;
  const { today: on } = scene;
  const answerBy = body.answerBy as Day;
  const past = reason('answer-in-past', '请对方回复的日期已经过去，请改为今天或者以后的日期。', article(11));
  return decided(
    scene,
    'ask-cooperation',
    [{ kind: 'cooperation-asked', on, organ, matters, answerBy }],
    answerBy < on ? [past] : [],
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

/** `inMonth`: how many requests the applicant had handed in by and with this one in its month; by case it decides. */
export function decideFee(scene: Scene, body: BodyOf<'notify-fee'>, inMonth: number): Decided {
  const { fee } = scene.pack;
  if (fee === null) return decided(scene, 'notify-fee', []);
  const [on, receivedOn] = [body.on as Day, body.receivedOn as Day | null];
  const { method } = fee;
  const { totalYuan, tiers } = feeOf(method, Math.min(body.units, 100_000));
  const reasons: Reason[] = [
    ...(method === 'by-case' && body.units !== inMonth
      ? [
          reason(
            'other-count',
            `按登记，本件是该申请人当月的第${inMonth}件，与填写的第${body.units}件不符，请核对。`,
            feeRule,
          ),
        ]
      : []),
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
