import { cite } from '../../../law/citation.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';

/** A normative document on its way into the government gazette (条例 art 23; plan 2.4.3). */

export const gazetteStates = ['picked', 'handed-over', 'accepted', 'refused', 'dropped'] as const;
export type GazetteState = (typeof gazetteStates)[number];
export const gazetteCommands = ['hand-over', 'accept', 'refuse', 'drop', 'correct'] as const;
export type GazetteCommand = (typeof gazetteCommands)[number];

/** The whole table; what is absent is refused. `correct` mends the issue and page of what was printed. */
export const gazetteMoves: Readonly<
  Record<GazetteState, Readonly<Partial<Record<GazetteCommand, GazetteState>>>>
> = {
  picked: { 'hand-over': 'handed-over', drop: 'dropped' },
  'handed-over': { accept: 'accepted', refuse: 'refused' },
  accepted: { correct: 'accepted' },
  refused: {},
  dropped: {},
};

export const gazetteStateWords: Readonly<Record<GazetteState, string>> = {
  picked: '待报送',
  'handed-over': '已报送',
  accepted: '已刊登',
  refused: '未采用',
  dropped: '已取消',
};

export const gazetteCommandWords: Readonly<Record<GazetteCommand, string>> = {
  'hand-over': '登记报送',
  accept: '登记刊登',
  refuse: '登记未采用',
  drop: '取消报送',
  correct: '更正刊登信息',
};

const basis = cite('政府信息公开条例', 23);

export function decideGazette(
  state: GazetteState,
  command: GazetteCommand,
  days: { readonly on?: string | undefined; readonly notBefore?: string | null; readonly today: string },
): Decision<{ state: GazetteState }> {
  const reasons: Reason[] = [];
  const next = gazetteMoves[state][command];
  if (next === undefined) {
    const message = `该文件${gazetteStateWords[state]}，不能${gazetteCommandWords[command]}。请刷新页面后再办理。`;
    reasons.push(reason('gazette-not-open', message, basis));
  }
  if (days.on !== undefined && days.on > days.today)
    reasons.push(reason('day-ahead', '登记的日期在今天之后，请核对。', basis));
  if (days.on !== undefined && days.notBefore != null && days.on < days.notBefore)
    reasons.push(reason('day-before', `登记的日期早于上一环节（${days.notBefore}），请核对。`, basis));
  if (reasons.length > 0 || next === undefined) return refuse(reasons);
  return { ok: true, state: next };
}
