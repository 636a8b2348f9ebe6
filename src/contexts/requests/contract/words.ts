import { z } from 'zod';
import { day } from '../../organisation/contract.ts';

/** Where a case can stand, and how it can end. */

/** 登记、审核、办理、答复、归档 (art 45). */
export const requestStage = z.enum(['registration', 'examination', 'handling', 'reply', 'archived']);
export type RequestStage = z.infer<typeof requestStage>;
export const requestStageWords: Readonly<Record<RequestStage, string>> = {
  registration: '登记',
  examination: '审核',
  handling: '办理',
  reply: '答复',
  archived: '归档',
};

/** How a request came in (art 31). */
export const channel = z.enum(['in-person', 'signed-mail', 'plain-mail', 'internet', 'fax']);

/** As in law/request-clock. */
export const clockState = z.enum([
  'awaiting-confirmation',
  'running',
  'consulting',
  'awaiting-correction',
  'awaiting-payment',
  'replied',
  'deemed-abandoned',
  'withdrawn',
]);

export const replyOutcome = z.enum([
  'already-published',
  'disclosed',
  'partly-disclosed',
  'refused',
  'not-existing',
  'not-responsible',
  'needs-creation',
  'unclear-after-correction',
  'complaint-in-disguise',
  'repeated',
  'publication-asked-for',
  'excessive',
  'confirm-or-reissue',
  'correction-lapsed',
  'fee-unpaid',
  'other',
]);

export const disputeView = z.object({
  id: z.string(),
  kind: z.enum(['reconsideration', 'direct-litigation', 'litigation-after-reconsideration']),
  filedOn: day,
  organ: z.string(),
  caseNo: z.string(),
  result: z.enum(['pending', 'upheld', 'corrected', 'other']),
  decidedOn: day.nullable(),
  note: z.string(),
});
export type DisputeView = z.infer<typeof disputeView>;
