import { cite } from '../../../law/citation.ts';
import { type Day, dayOf } from '../../../law/day.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import type { Scene } from './blockers.ts';
import { type BodyOf, type Decided, decided, notInFuture } from './deciding.ts';
import type { Happening } from './events.ts';
import { decisiveDay } from './fold.ts';

/** Decisions from the delivery to the archive, and what comes after. */

const article = (number: number) => cite('政府信息公开条例', number);
const delivery = cite('国办公开办函〔2016〕235号');

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

/** 鉴定 of a file whose retention has ended. Nothing of it happens by itself. */
export function decideRetention(scene: Scene, body: BodyOf<'decide-retention'>, papers: number): Decided {
  const { decision, reason: why } = body;
  const { archive, disputes } = scene.case;
  const on = scene.today;
  const reasons: Reason[] = [];
  if (decision === 'keep' && (body.until === null || body.until <= on))
    reasons.push(reason('no-new-term', '继续保管的，请填写今天以后的保管截止日期。', cite('本机关规定')));
  if (decision === 'destroy' && disputes.some(each => each.result === 'pending'))
    reasons.push(
      reason('dispute-pending', '本件的行政复议或者行政诉讼尚未审结，案卷不能销毁。', article(51)),
    );
  const happening: Happening =
    decision === 'keep'
      ? { kind: 'retention-kept', on, until: dayOf(body.until ?? on), reason: why }
      : { kind: 'destroyed', on, reason: why, papers, digest: archive?.digest ?? '' };
  return decided(scene, 'decide-retention', [happening], reasons);
}

/** The last day a closed case is kept. */
export function keepUntilOf(closedOn: Day, years: number): Day {
  return dayOf(`${Number(closedOn.slice(0, 4)) + years}-12-31`);
}
