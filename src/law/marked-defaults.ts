import { type Citation, cite, type Mark } from './citation.ts';

/**
 * Rules that are not read word for word in a text. Each is a default a bureau can change in its pack; its mark travels
 * with every answer built on it and stands in docs/law.md.
 */
export interface MarkedDefault<T> {
  readonly value: T;
  readonly mark: Mark;
  /** What is assumed, in Chinese. */
  readonly words: string;
  readonly basis: readonly Citation[];
}

/** What paying the fee does to the handling period: counted anew from the next day, or resumed where it stood. */
export type FeeClock = 'restarts' | 'resumes';

export interface LawDefaults {
  readonly feeClock: MarkedDefault<FeeClock>;
  /** Does a clock that is counted anew (correction, fee) allow the extension again? */
  readonly extensionAfterRestart: MarkedDefault<'allowed' | 'used-up'>;
  /** Yuan added per request for each further step of ten above 30 in a month. */
  readonly feeStepYuan: MarkedDefault<number>;
  /** Months between re-assessments of withheld information. */
  readonly reassessmentMonths: MarkedDefault<number>;
}

export const lawDefaults: LawDefaults = {
  feeClock: {
    value: 'restarts',
    mark: 'unverified',
    words: '申请处理期限从申请人完成缴费次日起重新计算。',
    basis: [cite('政府信息公开信息处理费管理办法')],
  },
  extensionAfterRestart: {
    value: 'allowed',
    mark: 'inference',
    words: '期限重新计算后，原延期随原期限作废，需要延长的可以在新的期限内再办理一次。',
    basis: [cite('政府信息公开条例', 30), cite('政府信息公开条例', 33, 2)],
  },
  feeStepYuan: {
    value: 100,
    mark: 'inference',
    words: '31件以上每增加10件为一档，每提高一档，每件收费标准提高100元。',
    basis: [cite('政府信息公开信息处理费管理办法', 4)],
  },
  reassessmentMonths: {
    value: 12,
    mark: 'unverified',
    words: '对不予公开的政府信息每12个月评估审查一次（条例只规定定期，未规定间隔）。',
    basis: [cite('政府信息公开条例', 18)],
  },
};
