import { type Citation, cite } from '../citation.ts';
import type { RequestEventType } from './events.ts';

/** Where a request's file stands; `abandoned` and `closed` end it. */
export type Phase =
  | 'nothing'
  | 'awaiting-confirmation'
  | 'running'
  | 'awaiting-correction'
  | 'awaiting-payment'
  | 'abandoned'
  | 'closed';

export const phases: readonly Phase[] = [
  'nothing',
  'awaiting-confirmation',
  'running',
  'awaiting-correction',
  'awaiting-payment',
  'abandoned',
  'closed',
];

/** The total table: in which phases an event may happen. Everything else is refused by `phaseReasons`. */
export const allowedPhases: Readonly<Record<RequestEventType, readonly Phase[]>> = {
  submitted: ['nothing'],
  'receipt-confirmed': ['awaiting-confirmation', 'running'],
  'correction-requested': ['running'],
  corrected: ['awaiting-correction'],
  'third-party-consulted': ['running'],
  'third-party-answered': ['running', 'awaiting-correction', 'awaiting-payment'],
  'organ-consulted': ['running'],
  'organ-answered': ['running', 'awaiting-correction', 'awaiting-payment'],
  'reasons-requested': ['running'],
  'reasons-given': ['running'],
  delayed: ['running'],
  extended: ['running'],
  'fee-notified': ['running'],
  'fee-paid': ['awaiting-payment'],
  replied: ['running', 'awaiting-correction', 'awaiting-payment'],
  withdrawn: ['awaiting-confirmation', 'running', 'awaiting-correction', 'awaiting-payment'],
};

interface PhaseRefusal {
  readonly code: string;
  readonly message: string;
  readonly basis: readonly Citation[];
}

/** Why an event that the table does not allow is refused, by the phase it met. */
export const phaseRefusals: Readonly<Record<Phase, PhaseRefusal>> = {
  nothing: {
    code: 'not-submitted',
    message: '尚未登记申请的提交，请先登记提交的日期和渠道。',
    basis: [cite('政府信息公开条例', 31)],
  },
  'awaiting-confirmation': {
    code: 'receipt-not-confirmed',
    message: '收到申请之日尚未确认，期限没有起算，请先登记确认收到的日期。',
    basis: [cite('政府信息公开条例', 31)],
  },
  running: {
    code: 'not-expected',
    message: '在办期间没有可以对应的事项，请核对是否漏登了在先的事项。',
    basis: [cite('政府信息公开条例', 33)],
  },
  'awaiting-correction': {
    code: 'awaiting-correction',
    message: '正在等待申请人补正，原期限已不再计算，请在收到补正后再办理此事项。',
    basis: [cite('政府信息公开条例', 30)],
  },
  'awaiting-payment': {
    code: 'awaiting-payment',
    message: '正在等待申请人缴费，请在缴费后再办理此事项。',
    basis: [cite('政府信息公开信息处理费管理办法')],
  },
  abandoned: {
    code: 'deemed-abandoned',
    message: '申请已视为放弃，不再处理；申请人仍有需要的，请作为新的申请登记。',
    basis: [cite('政府信息公开条例', 30), cite('政府信息公开信息处理费管理办法')],
  },
  closed: {
    code: 'already-closed',
    message: '申请已经办结，不能再登记事项。',
    basis: [cite('政府信息公开条例', 45)],
  },
};
