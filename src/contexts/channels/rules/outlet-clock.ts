import { addDays, type Day, daysBetween } from '../../../law/day.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import type { MatrixPack, Outlet, OutletState, UpdateRule } from '../contract.ts';

/** When a website or an account has to be updated next, and whether that day has passed. Derived, never stored. */

export interface ClockFacts {
  readonly rule: UpdateRule;
  /** Day of the last update that is known. */
  readonly lastOn: Day | null;
  readonly openedOn: Day | null;
  readonly closedOn: Day | null;
}

export interface ClockAnswer {
  readonly state: OutletState;
  readonly dueOn: Day | null;
  readonly explanation: string;
}

/** Days before the due day from which it is shown as due soon. */
export function warnDaysOf({ days, warnDays }: UpdateRule): number {
  return warnDays ?? Math.ceil(days / 5);
}

/** The last day on which the next update is in time is the `days`th after the last one. */
export function outletClock(facts: ClockFacts, today: Day): ClockAnswer {
  const { rule, lastOn, openedOn, closedOn } = facts;
  if (closedOn !== null && closedOn <= today)
    return { state: 'closed', dueOn: null, explanation: `已于${closedOn}注销，不再要求更新。` };
  const from = lastOn ?? openedOn;
  if (from === null)
    return {
      state: 'no-record',
      dueOn: null,
      explanation: `没有更新记录，也没有启用日期，无法计算。要求每${rule.days}天至少更新一次，请核对后登记最近一次更新。`,
    };
  const dueOn = addDays(from, rule.days);
  const begun = lastOn === null ? `${from}启用后没有更新记录` : `最近一次更新是${from}`;
  const asked = `${begun}，要求每${rule.days}天至少更新一次，下次更新不迟于${dueOn}`;
  if (dueOn < today) {
    const late = daysBetween(dueOn, today);
    return { state: 'late', dueOn, explanation: `${asked}，已逾期${late}天。` };
  }
  const left = daysBetween(today, dueOn);
  const state = left <= warnDaysOf(rule) ? 'due-soon' : 'on-time';
  return { state, dueOn, explanation: `${asked}，${left === 0 ? '今天到期' : `还有${left}天`}。` };
}

const gravest: readonly OutletState[] = ['late', 'no-record', 'due-soon', 'on-time', 'closed'];

/** The gravest of several states; `closed` where there is none. */
export function worstState(states: readonly OutletState[]): OutletState {
  return gravest.find(each => states.includes(each)) ?? 'closed';
}

/** What stands against telling an update, apart from the right to do it. */
export function updateReasons(
  outlet: Pick<Outlet, 'closedOn' | 'updates' | 'openedOn'>,
  today: Day,
  given?: {
    readonly rule: string;
    readonly updatedOn: Day;
    readonly hasAddress: boolean;
    readonly hasFile: boolean;
  },
): Reason[] {
  const reasons: Reason[] = [];
  if (outlet.closedOn !== undefined && outlet.closedOn <= today)
    reasons.push(reason('outlet-closed', `已于${outlet.closedOn}注销，不再登记更新。`));
  if (given === undefined) return reasons;
  if (!outlet.updates.some(each => each.rule === given.rule))
    reasons.push(reason('unknown-update-rule', '没有这一更新要求，请刷新页面后重新选择。'));
  if (given.updatedOn > today)
    reasons.push(reason('update-in-future', `更新日期${given.updatedOn}晚于今天，请改正。`));
  if (outlet.openedOn !== undefined && given.updatedOn < outlet.openedOn)
    reasons.push(reason('update-before-opening', `更新日期早于启用日期${outlet.openedOn}，请核对。`));
  if (!given.hasAddress && !given.hasFile)
    reasons.push(reason('update-without-proof', '请填写可以核查的网址，或者附上截图、照片等文件。'));
  return reasons;
}

export interface MatrixFault {
  readonly path: readonly (string | number)[];
  readonly message: string;
}

/** What matrix.yaml says of units, channels, columns and rules that are not there. Absent sets are not checked. */
export function matrixFaults(
  pack: MatrixPack,
  around: {
    readonly units: ReadonlySet<string> | undefined;
    readonly channels: ReadonlySet<string> | undefined;
    readonly columns: ReadonlySet<string> | undefined;
  },
): MatrixFault[] {
  const faults: MatrixFault[] = [];
  const seen = new Set<string>();
  for (const [at, outlet] of pack.outlets.entries()) {
    const wrong = (path: readonly (string | number)[], message: string) =>
      faults.push({ path: ['outlets', at, ...path], message });
    if (seen.has(outlet.id)) wrong(['id'], `编号“${outlet.id}”重复，请改为不同的编号。`);
    seen.add(outlet.id);
    if (around.units?.has(outlet.owner) === false)
      wrong(['owner'], `管理单位“${outlet.owner}”不在 organisation.yaml 中，请改为已有单位的编号。`);
    if (outlet.channel !== undefined && around.channels?.has(outlet.channel) === false)
      wrong(['channel'], `渠道“${outlet.channel}”不在 channels.yaml 中，请改为已有渠道的编号。`);
    const rules = new Set<string>();
    for (const [no, update] of outlet.updates.entries()) {
      if (pack.rules[update.rule] === undefined)
        wrong(['updates', no, 'rule'], `更新要求“${update.rule}”没有在 rules 中写明，请补充。`);
      if (rules.has(update.rule))
        wrong(['updates', no, 'rule'], `更新要求“${update.rule}”重复，请合并为一项。`);
      rules.add(update.rule);
      for (const column of update.columns)
        if (around.columns?.has(column) === false)
          wrong(['updates', no, 'columns'], `栏目“${column}”不在 catalogue.yaml 中，请改正。`);
      if (update.columns.length > 0 && outlet.kind !== 'website')
        wrong(['updates', no, 'columns'], '只有网站才按栏目计算更新，请删去 columns。');
    }
  }
  return faults;
}
