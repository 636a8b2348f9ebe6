import { cite } from '../../../law/citation.ts';
import type { Day } from '../../../law/day.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import type { RequestClock, RequestEvent } from '../../../law/request-clock.ts';
import { addWorkdays } from '../../../law/working-days.ts';
import type { Actor, CommandName, Permission } from '../../organisation/contract.ts';
import { commandWords } from '../../organisation/contract.ts';
import { capacities, may, withoutPermission } from '../../review/rules/authority.ts';
import { isComplete, missingSteps, openSteps, waitingSteps } from '../../review/rules.ts';
import type { RequestsPack } from '../contract.ts';
import { clockOf, isOpenConsultation, lawReasons, type Reckoning } from './clock.ts';
import type { Case } from './fold.ts';
import { type CaseCommand, caseCommands, type Position, positionOf, positionReasons } from './positions.ts';
import { type PaperFinding, replyProblems, replyReview, reviewFactsOf } from './reply.ts';

/** Why a command can not be given now, whatever its body says: grant, position, law, and what the case itself bars. */

export interface Scene extends Reckoning {
  readonly id: string;
  readonly case: Case;
  readonly clock: RequestClock;
  readonly position: Position;
  readonly pack: RequestsPack;
  /** Null: the applicant's own hand. */
  readonly actor: Actor | null;
  /** What the gate found in the papers that the reply supplies. */
  readonly findings: readonly PaperFinding[];
  /** How many different applicants ask for the same; told where something turns on it. */
  readonly askers?: number;
}

/** The scene of a case on a day. */
export function sceneOf(parts: Omit<Scene, 'clock' | 'position'>): Scene {
  const clock = clockOf(parts.case, parts);
  return { ...parts, clock, position: positionOf(parts.case, clock) };
}

/** The permission of each command; signing has one for each step of the chain. */
export const grantOf: Readonly<Record<Exclude<CaseCommand, 'sign-reply'>, CommandName>> = {
  look: 'request.read-identity',
  'add-paper': 'request.handle',
  'confirm-receipt': 'request.register',
  split: 'request.register',
  'request-correction': 'request.handle',
  correct: 'request.register',
  assign: 'request.assign',
  'finish-assignment': 'request.handle',
  'record-search': 'request.handle',
  consult: 'request.handle',
  'ask-cooperation': 'request.handle',
  'record-answer': 'request.handle',
  'ask-reasons': 'request.handle',
  'record-reasons': 'request.handle',
  delay: 'request.handle',
  'ask-extension': 'request.ask-extension',
  'approve-extension': 'request.approve-extension',
  'refuse-extension': 'request.refuse-extension',
  'notify-fee': 'request.charge-fee',
  'record-payment': 'request.charge-fee',
  'draft-reply': 'request.handle',
  'submit-reply': 'request.handle',
  'return-reply': 'request.return-reply',
  'recall-reply': 'request.handle',
  deliver: 'request.deliver',
  'record-signing': 'request.deliver',
  withdraw: 'request.register',
  close: 'request.deliver',
  archive: 'request.archive',
  'decide-retention': 'request.archive',
  'add-dispute': 'request.record-dispute',
  'decide-dispute': 'request.record-dispute',
  rehandle: 'request.record-dispute',
  'propose-publication': 'request.handle',
  'note-same': 'request.handle',
  classify: 'request.handle',
};

const article = (number: number, paragraph?: number) => cite('政府信息公开条例', number, paragraph);

/** What the applicant may do with code and secret. */
const ofApplicant: ReadonlySet<CaseCommand> = new Set(['correct', 'withdraw']);

function grantReasons({ actor, case: folded, pack }: Scene, command: CaseCommand): Reason[] {
  if (actor === null) return ofApplicant.has(command) ? [] : [withoutPermission('办理此事项')];
  if (command === 'sign-reply') {
    const mayAny = pack.replySteps.some(step => capacities(actor, step.command, folded.unitId).length > 0);
    return mayAny ? [] : [withoutPermission('审签答复书')];
  }
  const grant = grantOf[command];
  return may(actor, grant, folded.unitId) ? [] : [withoutPermission(`“${commandWords[grant]}”`)];
}

function pendingExtension({ case: { extension } }: Scene): Reason[] {
  if (extension !== null && extension.decision === null) return [];
  return [reason('no-extension-asked', '没有等待决定的延期申请。', article(33, 2))];
}

function otherPerson({ case: { extension }, actor }: Scene): Reason[] {
  if (extension === null || actor === null || extension.askedBy !== actor.staffId) return [];
  return [
    reason(
      'asker-may-not-approve',
      '提请延期的人不能自己同意，应当经政府信息公开工作机构负责人同意。',
      article(33, 2),
    ),
  ];
}

function lawSays(scene: Scene, event: RequestEvent): readonly Reason[] {
  return lawReasons(scene.case, event, scene);
}

/** The event as it would be if the command were given today with what is usual. */
function plausible(scene: Scene): Partial<Record<CaseCommand, (today: Day) => RequestEvent>> {
  const { calendar, case: folded, clock } = scene;
  const workingDays = folded.extension?.workingDays ?? 1;
  return {
    'request-correction': on => ({
      type: 'correction-requested',
      on,
      correctBy: addWorkdays(calendar, on, 10).due,
    }),
    correct: on => ({ type: 'corrected', on, goodReason: '（待填写）' }),
    consult: on => ({ type: 'third-party-consulted', on }),
    'ask-reasons': on => ({ type: 'reasons-requested', on }),
    'record-reasons': on => ({ type: 'reasons-given', on }),
    delay: on => ({
      type: 'delayed',
      on,
      until: addWorkdays(calendar, clock.dueOn !== null && clock.dueOn > on ? clock.dueOn : on, 1).due,
    }),
    'ask-extension': on => ({ type: 'extended', on, workingDays: 1, approvedBy: '（待同意）' }),
    'approve-extension': on => ({ type: 'extended', on, workingDays, approvedBy: '（待同意）' }),
    'notify-fee': on => ({ type: 'fee-notified', on }),
    withdraw: on => ({ type: 'withdrawn', on }),
  };
}

function draftReasons({ case: { reply }, position }: Scene): Reason[] {
  if (reply !== null || position !== 'running') return [];
  return [reason('no-reply-drafted', '还没有起草答复，请先起草。', article(36))];
}

/** Everything that keeps the drafted reply from its reviewers. */
export function submissionReasons(scene: Scene): Reason[] {
  const { case: folded, pack, today, findings } = scene;
  if (folded.reply === null) return draftReasons(scene);
  const isOpen = (each: Case['consultations'][number]) => isOpenConsultation(each, scene);
  return replyProblems(folded, folded.reply.content, { pack, today, findings, isOpen });
}

/** Open when the person may act on one of the open steps; else the reasons of the first. */
function onSomeStep(scene: Scene, act: 'sign' | 'return'): readonly Reason[] {
  const { case: folded, pack, id, actor } = scene;
  if (folded.reply === null || actor === null) return draftReasons(scene);
  const facts = reviewFactsOf(pack, id, folded, folded.reply);
  const answers = openSteps(facts).map(step => {
    const on = { step: step.id, digest: facts.digest };
    return act === 'sign'
      ? replyReview.decideSigning(actor, facts, on)
      : replyReview.decideReturning(actor, facts, { ...on, reasons: ['（待填写）'] });
  });
  if (answers.some(each => each.ok)) return [];
  return answers.flatMap(each => (each.ok ? [] : each.reasons)).slice(0, 3);
}

/** The steps that wait for a signature this person may give on the reply as it stands. */
export function stepsToSign(scene: Scene): ReturnType<typeof waitingSteps> {
  const { case: folded, pack, id, actor, calendar, today } = scene;
  if (folded.reply?.state !== 'in-review' || actor === null) return [];
  const facts = reviewFactsOf(pack, id, folded, folded.reply);
  return waitingSteps(facts, calendar, today).filter(
    ({ step }) => replyReview.decideSigning(actor, facts, { step: step.id, digest: facts.digest }).ok,
  );
}

/** The reply may leave only with every step signed on these very bytes. */
function chainReasons({ case: folded, pack, id }: Scene): Reason[] {
  if (folded.reply === null) return [];
  const facts = reviewFactsOf(pack, id, folded, folded.reply);
  if (isComplete(facts)) return [];
  const names = missingSteps(facts).map(step => `“${step.name}”`);
  return [
    reason(
      'signatures-missing',
      `答复书缺少${names.join('、')}环节对现有内容的签署，不能送达。`,
      article(17),
    ),
  ];
}

function disputeReasons({ case: { disputes } }: Scene, command: 'decide-dispute' | 'rehandle'): Reason[] {
  const pending = disputes.some(each => each.result === 'pending');
  if (command === 'decide-dispute')
    return pending ? [] : [reason('no-pending-dispute', '没有尚未审结的行政复议或者行政诉讼。', article(51))];
  const ordered = disputes.some(each => each.result === 'corrected' || each.result === 'other');
  return ordered
    ? []
    : [reason('nothing-to-rehandle', '没有要求重新处理的复议决定或者判决，请先登记审理结果。', article(51))];
}

/** From requests to proactive publication (条例 art 44): several applicants, and nothing that was refused. */
function proposalReasons({ case: of, actor, pack, askers = 0 }: Scene): Reason[] {
  if (of.proposedItem !== null)
    return [reason('already-proposed', `已经起草主动公开信息《${of.proposedItem.title}》。`, article(44))];
  const reasons: Reason[] = [];
  const add = (code: string, message: string, ...basis: Parameters<typeof reason>[2][]) =>
    reasons.push(reason(code, message, ...basis));
  if (of.matter === 'own-record')
    add('own-record', '更正本人信息的申请只涉及申请人自己，不能转为主动公开。', article(41));
  else if (askers < pack.sameAskers)
    add(
      'too-few-askers',
      `申请公开相同内容的目前有${askers}人，本机关设定为${pack.sameAskers}人以上。内容相同而写法不同的，请先登记“相同申请”；申请人建议主动公开的，可以直接起草信息。`,
      article(44),
    );
  if (of.closed?.outcome === 'refused')
    add('not-disclosable', '本件已经答复不予公开，不属于可以公开的政府信息。', article(44, 1));
  if (actor !== null && !may(actor, 'item.draft', of.unitId))
    add('may-not-draft', '您没有起草信息的权限，请由承办科室的拟稿人办理。', cite('本机关规定'));
  return reasons;
}

/** What the case itself bars, beside grant, position and law. */
const further: Partial<Record<CaseCommand, (scene: Scene) => readonly Reason[]>> = {
  assign: ({ clock }) =>
    clock.receivedOn === null ? positionReasons('assign', 'awaiting-confirmation') : [],
  'finish-assignment': ({ case: { assignments } }) =>
    assignments.some(each => each.finishedOn === null)
      ? []
      : [reason('nothing-assigned', '没有尚未办结的交办事项。', article(45))],
  'record-answer': ({ case: { consultations, round } }) =>
    consultations.some(each => each.round === round && each.answeredOn === null)
      ? []
      : [reason('no-open-consultation', '没有尚待答复的征求意见。', article(32), article(34))],
  'ask-extension': ({ case: { extension, matter } }) =>
    matter === 'own-record'
      ? [reason('no-period-to-extend', '更正申请没有法定的答复期限，不需要延期。', article(41))]
      : extension !== null && extension.decision === null
        ? [reason('extension-already-asked', '已经提请延期，正等待决定。', article(33, 2))]
        : [],
  'approve-extension': scene => [...pendingExtension(scene), ...otherPerson(scene)],
  'refuse-extension': pendingExtension,
  'notify-fee': ({ pack }) =>
    pack.fee === null
      ? [
          reason(
            'fee-not-decided',
            '本机关没有决定收取信息处理费。条例规定依申请提供政府信息不收取费用，确需收取的应当由本机关先作出决定。',
            article(42),
            cite('政府信息公开信息处理费管理办法'),
          ),
        ]
      : [],
  'submit-reply': submissionReasons,
  'sign-reply': scene => onSomeStep(scene, 'sign'),
  'return-reply': scene => onSomeStep(scene, 'return'),
  deliver: chainReasons,
  'record-signing': ({ case: { delivery } }) =>
    // An electronic reply is served by its day of sending and the record of its fetching; nobody signs for it.
    delivery !== null && delivery.signedOn === null && delivery.way !== 'electronic'
      ? []
      : [reason('no-signing-awaited', '没有等待签收的送达。', cite('国办公开办函〔2016〕235号'))],
  'decide-dispute': scene => disputeReasons(scene, 'decide-dispute'),
  rehandle: scene => disputeReasons(scene, 'rehandle'),
  'propose-publication': proposalReasons,
  'decide-retention': ({ case: { archive }, today }) =>
    archive === null || archive.keepUntil < today
      ? []
      : [
          reason(
            'retention-not-ended',
            `案卷保管至${archive.keepUntil}，期限届满之后才能鉴定。`,
            cite('本机关规定'),
          ),
        ],
};

function unique(reasons: readonly Reason[]): Reason[] {
  return reasons.filter((each, i) => reasons.findIndex(other => other.code === each.code) === i);
}

/** Every reason against a command before its body is looked at. Out of position, only grant and position speak. */
export function blockers(scene: Scene, command: CaseCommand): Reason[] {
  const granted = grantReasons(scene, command);
  const placed = positionReasons(command, scene.position);
  if (placed.length > 0) return [...granted, ...placed];
  const event = plausible(scene)[command]?.(scene.today);
  const law = event === undefined ? [] : lawSays(scene, event);
  return unique([...granted, ...(further[command]?.(scene) ?? []), ...law]);
}

/** What the server tells of every command on a case; the same blockers decide the command. */
export function permissionsFor(scene: Scene): Record<CaseCommand, Permission> {
  const told = caseCommands.map(command => {
    const reasons = blockers(scene, command).map(({ code, message, basis }) => ({
      code,
      message,
      basis: [...basis],
    }));
    return [command, { allowed: reasons.length === 0, reasons }] as const;
  });
  return Object.fromEntries(told) as Record<CaseCommand, Permission>;
}
