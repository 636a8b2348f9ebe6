import type { z } from 'zod';
import type { Reason } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type {
  ActivityBody,
  ActivityChange,
  ActivityRow,
  ActivityView,
  activityList,
  DraftActivityBody,
} from '../contract.ts';
import type { ChannelPorts, Result, Trx } from '../ports.ts';
import {
  type ActivityFacts,
  type ActivityMove,
  activityReasons,
  moveActivity,
} from '../rules/activity-moves.ts';
import { activityHtml } from '../rules/activity-text.ts';
import { dayWords } from '../sheet/content.ts';
import {
  changeActivity,
  findActivity,
  insertActivity,
  listActivities,
  type StoredActivity,
} from '../store/activities.ts';
import { demand, permissionOf, visibleUnits } from './result.ts';

/** Press conferences and interviews, from the plan to the item made of them. */

export function activityCases(ports: ChannelPorts) {
  const { database, clock } = ports;

  function factsOf(activity: StoredActivity): ActivityFacts {
    return {
      state: activity.state,
      heldAtMs: activity.held_at.getTime(),
      nowMs: clock.now().getTime(),
      answered: activity.questions.filter(each => each.answer !== '').length,
      minutes: activity.minutes,
    };
  }

  function rowOf(activity: StoredActivity, units: ReadonlyMap<string, string>): ActivityRow {
    const { id, kind, state, title, place, speakers } = activity;
    return {
      ...{ id, kind, state, title, place, speakers },
      unitId: activity.unit_id,
      unitName: units.get(activity.unit_id) ?? activity.unit_id,
      heldAt: activity.held_at.toISOString(),
      itemId: activity.item_id,
    };
  }

  async function listAll(actor: Actor): Promise<z.output<typeof activityList>> {
    const units = visibleUnits(ports, actor);
    const rows = await listActivities(database.kysely, units);
    const names = await ports.unitNames([...new Set(rows.map(each => each.unit_id))]);
    return {
      rows: rows.map(each => rowOf(each, names)),
      permissions: { create: ports.may(actor, 'channel.activity', actor.unitId) },
    };
  }

  async function getActivity(actor: Actor, id: string): Promise<ActivityView> {
    const activity = await findActivity(database.kysely, id);
    if (activity === undefined) throw new AppError('not-found');
    const units = visibleUnits(ports, actor);
    if (units !== null && !units.includes(activity.unit_id))
      throw new AppError('not-allowed', { detail: '该活动属于其他单位。' });
    const right = ports.may(actor, 'channel.activity', activity.unit_id);
    const permission = (move: ActivityMove) => permissionOf(right, activityReasons(factsOf(activity), move));
    return {
      ...rowOf(activity, await ports.unitNames([activity.unit_id])),
      expectedQuestions: [...activity.expected_questions],
      questions: [...activity.questions],
      minutes: activity.minutes,
      media: [...activity.media],
      cancelReason: activity.cancel_reason,
      revision: activity.revision,
      permissions: {
        change: permission('change'),
        hold: permission('hold'),
        draft: permission('draft'),
        cancel: permission('cancel'),
      },
    };
  }

  async function audit(
    trx: Trx,
    actor: Actor,
    id: string,
    detail: Readonly<Record<string, unknown>>,
    outcome: 'done' | 'refused' = 'done',
  ): Promise<void> {
    const at = clock.now();
    const subject = { subjectKind: 'channel-activity', subjectId: id } as const;
    await ports.recordAudit(trx, { at, actor, command: 'channel.activity', ...subject, outcome, detail });
  }

  function planActivity(actor: Actor, body: ActivityBody): Promise<Result<{ id: string }>> {
    demand(ports, actor, 'channel.activity', actor.unitId);
    const { staffId, unitId } = actor;
    return transaction(database, async trx => {
      const id = await insertActivity(trx, { body, unitId, staffId, at: clock.now() });
      await audit(trx, actor, id, { act: 'planned', kind: body.kind, title: body.title });
      return { ok: true, value: { id } };
    });
  }

  /** Load locked → right → reasons → write and audit, in one transaction. */
  function act(
    actor: Actor,
    id: string,
    move: ActivityMove,
    change: (
      activity: StoredActivity,
    ) => Omit<Parameters<typeof changeActivity>[2], 'state' | 'staffId' | 'at'>,
  ): Promise<Result<{ id: string }>> {
    return transaction(database, async trx => {
      const activity = await findActivity(trx, id, true);
      if (activity === undefined) throw new AppError('not-found');
      demand(ports, actor, 'channel.activity', activity.unit_id);
      const decision = moveActivity(factsOf(activity), move);
      if (!decision.ok) {
        await audit(trx, actor, id, { act: move, reasons: codesOf(decision.reasons) }, 'refused');
        return decision;
      }
      const { staffId } = actor;
      await changeActivity(trx, activity, {
        ...change(activity),
        state: decision.state,
        staffId,
        at: clock.now(),
      });
      await audit(trx, actor, id, { act: move });
      return { ok: true, value: { id } };
    });
  }

  /** Fault: `edited-meanwhile` where somebody saved since `revision`. */
  function changePlanned(
    actor: Actor,
    id: string,
    { revision, ...body }: ActivityChange,
  ): Promise<Result<{ id: string }>> {
    return act(actor, id, 'change', activity => {
      if (activity.revision !== revision) throw new AppError('edited-meanwhile');
      return { body };
    });
  }

  const hold = (actor: Actor, id: string) => act(actor, id, 'hold', () => ({}));
  const cancelActivity = (actor: Actor, id: string, body: { reason: string }) =>
    act(actor, id, 'cancel', () => ({ cancelReason: body.reason }));

  /** An item is drafted of what was said; it walks the review chain like any other. */
  async function draftOf(
    actor: Actor,
    id: string,
    body: DraftActivityBody,
  ): Promise<Result<{ itemId: string }>> {
    const activity = await findActivity(database.kysely, id);
    if (activity === undefined) throw new AppError('not-found');
    demand(ports, actor, 'channel.activity', activity.unit_id);
    const reasons = activityReasons(factsOf(activity), 'draft');
    if (reasons.length > 0) return { ok: false, reasons };
    const heldOn = dayWords(shanghaiDay(activity.held_at));
    const drafted = await ports.draftItem(actor, {
      ...body,
      unitId: activity.unit_id,
      title: activity.title,
      bodyHtml: activityHtml(activity, heldOn),
    });
    if (!drafted.ok) return drafted;
    const itemId = drafted.value.id;
    const moved = await act(actor, id, 'draft', () => ({ itemId }));
    return moved.ok ? { ok: true, value: { itemId } } : moved;
  }

  return { listAll, getActivity, planActivity, changePlanned, hold, cancelActivity, draftOf };
}

function codesOf(reasons: readonly Reason[]): string[] {
  return reasons.map(each => each.code);
}
