/**
 * How long lists of assistance are posted in village or community before the decision. 民发〔2021〕57号 art 19 and
 * 特困人员认定办法 arts 15, 26 say seven days; the older catalogue (民办函〔2019〕52号) said seven working days. The legal
 * minimum is seven calendar days, a bureau may keep to working days, and both dates are shown.
 */
import { type Citation, cite } from './citation.ts';
import type { Day } from './day.ts';
import type { Explanation } from './explanation.ts';
import { explainLimit } from './local-limit.ts';
import { type Decision, reason, refuse } from './refusal.ts';
import { addWorkdays, type Calendar } from './working-days.ts';

/** Programmes that are posted; children without guardians are not (privacy), urgent help may skip it. */
export type AssistanceProgramme =
  | 'minimum-allowance'
  | 'extreme-hardship'
  | 'temporary-assistance'
  | 'urgent-temporary-assistance'
  | 'unattended-children';

interface PostingRule {
  readonly posting: 'required' | 'optional' | 'forbidden';
  readonly basis: readonly Citation[];
}

/** Whether a programme's list is posted at all. */
export const postingRules: Readonly<Record<AssistanceProgramme, PostingRule>> = {
  'minimum-allowance': {
    posting: 'required',
    basis: [cite('民发〔2021〕57号', 19), cite('社会救助暂行办法', 11)],
  },
  'extreme-hardship': { posting: 'required', basis: [cite('特困人员认定办法', 15)] },
  'temporary-assistance': { posting: 'required', basis: [cite('社会救助暂行办法', 48)] },
  'urgent-temporary-assistance': { posting: 'optional', basis: [cite('社会救助暂行办法', 48)] },
  'unattended-children': { posting: 'forbidden', basis: [cite('政府信息公开条例', 15)] },
};

export const postingDays = 7;

export interface PostingPeriod {
  /** The date that applies: the legal minimum, or the later one where the bureau keeps to working days. */
  readonly until: Day;
  readonly legalMinimum: Explanation;
  readonly sevenWorkingDaysOn: Day;
}

/** Until when a list posted on a day must stay; refused for programmes whose lists may not be posted. */
export function postingPeriod(
  programme: AssistanceProgramme,
  postedOn: Day,
  calendar: Calendar,
  keepsTo: 'days' | 'working-days' = 'days',
): Decision<{ period: PostingPeriod }> {
  const { posting, basis } = postingRules[programme];
  if (posting === 'forbidden') {
    const message = '为保护儿童隐私，事实无人抚养儿童认定不设公示环节，请不要张贴名单。';
    return refuse([reason('posting-forbidden', message, ...basis)]);
  }
  const trigger = { on: postedOn, words: '张贴公示之日' };
  const legalMinimum = explainLimit(calendar, trigger, {
    calendarDays: postingDays,
    setBy: 'law',
    basis,
    mark: 'inference',
  });
  const sevenWorkingDaysOn = addWorkdays(calendar, postedOn, postingDays).due;
  const until = keepsTo === 'days' ? legalMinimum.dueOn : sevenWorkingDaysOn;
  return { ok: true, period: { until, legalMinimum, sevenWorkingDaysOn } };
}
