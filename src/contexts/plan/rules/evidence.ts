import { type Reason, reason } from '../../../law/refusal.ts';

/** What stands against adding evidence of a hand-over to a channel, apart from the right to do it. */

/** The thing the evidence belongs to, as far as it matters. */
export type EvidenceOf =
  | { readonly kind: 'duty'; readonly notApplicableOn: string | null }
  | { readonly kind: 'item'; readonly isLive: boolean };

export interface EvidenceFacts {
  readonly postedOn: string;
  readonly today: string;
  readonly hasAddress: boolean;
  readonly hasFile: boolean;
}

/** Without `given`: may evidence be added at all? */
export function evidenceReasons(subject: EvidenceOf, given?: EvidenceFacts): Reason[] {
  const reasons: Reason[] = [];
  if (subject.kind === 'duty' && subject.notApplicableOn !== null)
    reasons.push(reason('duty-not-applicable', '该职责已确认不适用，不再办理。'));
  if (subject.kind === 'item' && !subject.isLive)
    reasons.push(
      reason('item-not-live', '该信息没有在网站公开，不能登记其他渠道的公开凭证。请在发布之后登记。'),
    );
  if (given === undefined) return reasons;
  if (given.postedOn > given.today)
    reasons.push(reason('evidence-in-future', `公开日期${given.postedOn}晚于今天，请改正。`));
  if (!given.hasAddress && !given.hasFile)
    reasons.push(reason('evidence-missing', '请附上照片、扫描件等凭证文件，或者填写可以核查的网址。'));
  return reasons;
}
