import { type Citation, cite } from '../../../law/citation.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import type { RequestClock } from '../../../law/request-clock.ts';
import type { RequestCommand, RequestStage } from '../contract.ts';
import type { Case } from './fold.ts';

/** The total table of the life of a case: in which position a command is possible, and the words where it is not. */

export type Position =
  | 'awaiting-confirmation'
  | 'running'
  | 'awaiting-correction'
  | 'awaiting-payment'
  | 'lapsed'
  | 'in-review'
  | 'approved'
  | 'closed'
  | 'archived'
  | 'destroyed';

export const positions: readonly Position[] = [
  'awaiting-confirmation',
  'running',
  'awaiting-correction',
  'awaiting-payment',
  'lapsed',
  'in-review',
  'approved',
  'closed',
  'archived',
  'destroyed',
];

/** What can be done to a case beside the commands with a body of their own. */
export type CaseCommand = RequestCommand | 'look' | 'add-paper';

const open: readonly Position[] = [
  'running',
  'awaiting-correction',
  'awaiting-payment',
  'in-review',
  'approved',
];
const ended: readonly Position[] = ['closed', 'archived'];
/** As long as there is a file. */
const kept: readonly Position[] = ['awaiting-confirmation', ...open, 'lapsed', ...ended];

export const possible: Readonly<Record<CaseCommand, readonly Position[]>> = {
  look: kept,
  'add-paper': ['awaiting-confirmation', ...open, 'lapsed', 'closed'],
  'confirm-receipt': ['awaiting-confirmation'],
  split: ['awaiting-confirmation', 'running'],
  'request-correction': ['running'],
  correct: ['awaiting-correction', 'lapsed'],
  assign: ['running', 'awaiting-correction', 'awaiting-payment'],
  'finish-assignment': ['running', 'awaiting-correction', 'awaiting-payment', 'in-review', 'approved'],
  'record-search': ['running', 'awaiting-correction', 'awaiting-payment'],
  consult: ['running'],
  'ask-cooperation': ['running'],
  'record-answer': open,
  'ask-reasons': ['running'],
  'record-reasons': ['running', 'in-review'],
  delay: ['running'],
  'ask-extension': ['running', 'in-review'],
  'approve-extension': ['running', 'in-review'],
  'refuse-extension': ['running', 'in-review', 'approved'],
  'notify-fee': ['running'],
  'record-payment': ['awaiting-payment', 'lapsed'],
  'draft-reply': ['running'],
  'submit-reply': ['running'],
  'sign-reply': ['in-review'],
  'return-reply': ['in-review'],
  'recall-reply': ['in-review', 'approved'],
  deliver: ['approved'],
  'record-signing': ended,
  withdraw: ['awaiting-confirmation', ...open],
  close: ['lapsed'],
  archive: ['closed'],
  'decide-retention': ['archived'],
  'add-dispute': [...open, 'lapsed', ...ended],
  'decide-dispute': [...open, 'lapsed', ...ended],
  rehandle: ended,
  'propose-publication': ['running', 'in-review', 'approved', ...ended],
  'note-same': kept,
  classify: kept,
};

export const caseCommands = Object.keys(possible) as readonly CaseCommand[];

const article = (number: number) => cite('政府信息公开条例', number);
const refusals: Readonly<Record<Position, { code: string; message: string; basis: readonly Citation[] }>> = {
  'awaiting-confirmation': {
    code: 'receipt-not-confirmed',
    message: '收到申请之日尚未确认，请先与申请人确认并登记确认的日期。',
    basis: [article(31)],
  },
  running: {
    code: 'not-expected',
    message: '案件正在办理，没有需要此项操作的情形。',
    basis: [article(33)],
  },
  'awaiting-correction': {
    code: 'awaiting-correction',
    message: '正在等待申请人补正，收到补正后才能办理此事项。',
    basis: [article(30)],
  },
  'awaiting-payment': {
    code: 'awaiting-payment',
    message: '正在等待申请人缴费，缴费之后才能办理此事项。',
    basis: [cite('政府信息公开信息处理费管理办法')],
  },
  lapsed: {
    code: 'deemed-abandoned',
    message: '申请人逾期未补正或者未缴费，视为放弃申请，请办结归档。',
    basis: [article(30), cite('政府信息公开信息处理费管理办法')],
  },
  'in-review': {
    code: 'reply-in-review',
    message: '答复书正在审查。需要改动的，请先撤回送审。',
    basis: [article(17)],
  },
  approved: {
    code: 'reply-approved',
    message: '答复书已经审签，等待送达。需要改动的，请先撤回送审。',
    basis: [article(17)],
  },
  closed: { code: 'already-closed', message: '案件已经办结。', basis: [article(45)] },
  archived: { code: 'already-archived', message: '案件已经归档，不能再改动。', basis: [article(45)] },
  destroyed: {
    code: 'file-destroyed',
    message: '案卷保管期限届满，已经鉴定销毁，只留有销毁清册的记录。',
    basis: [article(45)],
  },
};

/** Nothing if the command is possible in this position, else why not. */
export function positionReasons(command: CaseCommand, position: Position): Reason[] {
  if (possible[command].includes(position)) return [];
  const { code, message, basis } = refusals[position];
  const early =
    position === 'running' &&
    (command === 'deliver' || command === 'sign-reply' || command === 'return-reply')
      ? { code: 'reply-not-approved', message: '答复书尚未送审或者尚未审签完毕。', basis: [article(17)] }
      : position === 'running' &&
          (command === 'archive' || command === 'rehandle' || command === 'record-signing')
        ? { code: 'not-closed', message: '案件尚未办结。', basis: [article(45)] }
        : undefined;
  if (command === 'decide-retention' && position !== 'destroyed')
    return [
      reason('not-archived', '案件尚未归档，没有保管期限。归档之后、期限届满时才能鉴定。', article(45)),
    ];
  const { code: why, message: words, basis: on } = early ?? { code, message, basis };
  return [reason(why, words, ...on)];
}

/** Where a case stands, by its events and the state of its clock on a day. */
export function positionOf(folded: Case, { state }: Pick<RequestClock, 'state'>): Position {
  if (folded.destroyed !== null) return 'destroyed';
  if (folded.archive !== null) return 'archived';
  if (folded.closed !== null) return 'closed';
  if (state === 'deemed-abandoned') return 'lapsed';
  if (state === 'awaiting-confirmation' || state === 'awaiting-correction' || state === 'awaiting-payment')
    return state;
  const reply = folded.reply?.state;
  return reply === 'in-review' || reply === 'approved' ? reply : 'running';
}

/** 登记、审核、办理、答复、归档 (条例 art 45). */
export function stageOf(folded: Case, position: Position): RequestStage {
  if (position === 'archived' || position === 'destroyed') return 'archived';
  if (position === 'awaiting-confirmation') return 'registration';
  if (position === 'closed' || position === 'in-review' || position === 'approved') return 'reply';
  return folded.handlingBegun ? 'handling' : 'examination';
}
