import type { Day } from '../../../law/day.ts';
import { spanWords } from '../../../law/explanation.ts';
import type { Decision, Reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import type { Actor, CommandName, Permission } from '../../organisation/contract.ts';
import {
  type Correction,
  type DecisionRow,
  type DecisionView,
  type EnforcementClock,
  kindWords,
} from '../contract.ts';
import type { EnforcementPorts } from '../ports.ts';
import {
  clockStanding,
  type Deadlines,
  deadlinesOf,
  decideChange,
  decideOutcome,
  decidePropose,
} from '../rules/decisions.ts';
import { faultsOf } from '../rules/faults.ts';
import { shownMonths, withheldBecause } from '../rules/publicity.ts';
import type { StoredDecision } from '../store/decisions.ts';
import type { reportsOf, StoredBatch } from '../store/exchange.ts';

/** What staff see of a decision. */

/** Fault `not-allowed` with every reason. */
export function demand(
  { may }: Pick<EnforcementPorts, 'may'>,
  actor: Actor,
  command: CommandName,
  unitId?: string,
): void {
  const { allowed, reasons } = may(actor, command, unitId);
  if (!allowed) throw new AppError('not-allowed', { detail: reasons.map(each => each.message).join('') });
}

function sent(reasons: readonly Reason[]): Permission['reasons'] {
  return reasons.map(each => ({ ...each, basis: [...each.basis] }));
}

function joined(permission: Permission, decision: Decision<object>): Permission {
  const reasons = [...permission.reasons, ...(decision.ok ? [] : sent(decision.reasons))];
  return { allowed: reasons.length === 0, reasons };
}

/** The civil day on which it went down; null while it stands. */
function downOn({ state, withdrawnAt }: StoredDecision): string | null {
  return state !== 'withdrawn' || withdrawnAt === null ? null : shanghaiDay(withdrawnAt);
}

interface Facts {
  readonly withheld: readonly Reason[];
  readonly deadlines: Deadlines | null;
  readonly publishStanding: EnforcementClock['standing'] | null;
  readonly withdrawStanding: EnforcementClock['standing'] | null;
}

/** Its clocks: publication binds what is to be shown; taking down binds what was shown. */
export function factsOf(ports: EnforcementPorts, decision: StoredDecision): Facts {
  const { content, outcome, outcomeOn, releasedOn } = decision;
  const today = ports.clock.today();
  const withheld = withheldBecause(content, ports.pack);
  const deadlines = deadlinesOf(content, outcomeOn, ports.calendar());
  const bindsPublish = withheld.length === 0 && (outcome === null || releasedOn !== null);
  const bindsWithdraw = outcome !== null && releasedOn !== null;
  const withdraw = bindsWithdraw ? (deadlines?.withdraw ?? null) : null;
  return {
    withheld,
    deadlines,
    publishStanding:
      deadlines === null || !bindsPublish ? null : clockStanding(deadlines.publish.dueOn, releasedOn, today),
    withdrawStanding: withdraw === null ? null : clockStanding(withdraw.dueOn, downOn(decision), today),
  };
}

const isLate = (standing: EnforcementClock['standing'] | null) =>
  standing === 'late' || standing === 'met-late';

function outcomeOf({ outcome, outcomeOn, outcomeReason }: StoredDecision): DecisionRow['outcome'] {
  return outcome === null ? null : { outcome, on: outcomeOn ?? '', reason: outcomeReason ?? '' };
}

export function isLatePublished(facts: Facts): boolean {
  return isLate(facts.publishStanding);
}

export function rowOf(
  ports: EnforcementPorts,
  decision: StoredDecision,
  units: ReadonlyMap<string, string>,
): DecisionRow {
  const { id, kind, documentNo, content, unitId, decidedOn, state } = decision;
  const facts = factsOf(ports, decision);
  return {
    ...{ id, kind, documentNo, unitId, decidedOn, state },
    title: content.title,
    partyName: content.partyName,
    unitName: units.get(unitId) ?? unitId,
    outcome: outcomeOf(decision),
    isShown: facts.withheld.length === 0,
    publishBy: facts.publishStanding === null ? null : (facts.deadlines?.publish.dueOn ?? null),
    withdrawBy: facts.withdrawStanding === null ? null : (facts.deadlines?.withdraw?.dueOn ?? null),
    isLate: isLate(facts.publishStanding) || isLate(facts.withdrawStanding),
  };
}

function clocksOf(ports: EnforcementPorts, decision: StoredDecision, facts: Facts) {
  const { deadlines, publishStanding, withdrawStanding } = facts;
  return {
    publish:
      deadlines === null || publishStanding === null
        ? null
        : {
            explanation: ports.explained(deadlines.publish),
            metOn: decision.releasedOn,
            standing: publishStanding,
          },
    withdraw:
      deadlines === null || deadlines.withdraw === null || withdrawStanding === null
        ? null
        : {
            explanation: ports.explained(deadlines.withdraw),
            metOn: downOn(decision),
            standing: withdrawStanding,
          },
  };
}

function periodOf({ pack }: EnforcementPorts, { content, shownUntil }: StoredDecision) {
  const months = shownMonths(content, pack);
  return {
    months,
    until: shownUntil,
    words: `自公开之日起公示${months}个月（机构包设置，全国没有统一规定，待核实）。`,
  };
}

export function viewOf(
  ports: EnforcementPorts,
  actor: Actor,
  decision: StoredDecision,
  around: {
    readonly units: ReadonlyMap<string, string>;
    readonly corrections: readonly Correction[];
    readonly reports: Awaited<ReturnType<typeof reportsOf>>;
    readonly isUnderReview: boolean;
  },
): DecisionView {
  const { content, kind, unitId, state, outcome, itemId, path } = decision;
  const { publishBy: _by, withdrawBy: _down, isLate: _late, ...row } = rowOf(ports, decision, around.units);
  const facts = factsOf(ports, decision);
  const standing = { state, outcome, isUnderReview: around.isUnderReview };
  const edit = ports.may(actor, 'enforcement.edit', unitId);
  const proposal = decidePropose({
    ...{ ...standing, kind, withheld: facts.withheld },
    hasColumn: ports.pack.columns[kind] !== undefined,
    faults: faultsOf(content, ports.clock.today()),
  });
  return {
    ...row,
    ...{ revision: decision.revision, content, itemId, path },
    withheld: sent(facts.withheld),
    ...clocksOf(ports, decision, facts),
    period: periodOf(ports, decision),
    releasedAt: decision.releasedAt?.toISOString() ?? null,
    withdrawnAt: decision.withdrawnAt?.toISOString() ?? null,
    withdrawnReason: decision.withdrawnReason,
    corrections: [...around.corrections],
    reports: around.reports.map(({ act, receipt, receiptWords, madeAt, ...batch }) => ({
      ...{ act, receipt, batch: batchName(batch), words: receiptWords ?? '', madeAt: madeAt.toISOString() },
    })),
    changedByName: decision.changedByName,
    changedAt: decision.changedAt.toISOString(),
    permissions: {
      edit: joined(edit, decideChange(standing)),
      outcome: joined(edit, decideOutcome(standing)),
      propose: joined(ports.may(actor, 'enforcement.propose', unitId), proposal),
    },
  };
}

/** What a batch for the credit sites is called, e.g. 行政许可-2019-003. */
export function batchName({ kind, year, no }: Pick<StoredBatch, 'kind' | 'year' | 'no'>): string {
  return `${kindWords[kind]}-${year}-${String(no).padStart(3, '0')}`;
}

/** What is due of a decision, for the reminders. */
export interface DueDecision {
  readonly id: string;
  readonly kind: 'publish' | 'withdraw' | 'period-end';
  readonly unitId: string;
  readonly title: string;
  readonly dueOn: string;
  readonly isLate: boolean;
  readonly words: string;
}

/** At most one thing: by when it must be out, by when down, or that its time is over. */
export function dueOf(ports: EnforcementPorts, decision: StoredDecision): DueDecision | null {
  const { id, unitId, content, state, shownUntil, outcome } = decision;
  const today = ports.clock.today() as Day;
  const { deadlines, publishStanding, withdrawStanding } = factsOf(ports, decision);
  const named = { id, unitId, title: `${content.title}（${content.documentNo}）` };
  if (deadlines === null) return null;
  const { publish, withdraw } = deadlines;
  if (state !== 'public' && publishStanding !== null)
    return {
      ...{ ...named, kind: 'publish', dueOn: publish.dueOn, isLate: today > publish.dueOn },
      words: `应当自决定作出之日起${spanWords(publish.limit)}内公示`,
    };
  if (state === 'public' && outcome !== null && withdraw !== null && withdrawStanding !== null)
    return {
      ...{ ...named, kind: 'withdraw', dueOn: withdraw.dueOn, isLate: today > withdraw.dueOn },
      words: `应当在${spanWords(withdraw.limit)}内撤下并公开理由`,
    };
  if (state === 'public' && shownUntil !== null && shownUntil <= today)
    return {
      ...{ ...named, kind: 'period-end', dueOn: shownUntil, isLate: today > shownUntil },
      words: '公示期限届满，请撤下',
    };
  return null;
}
