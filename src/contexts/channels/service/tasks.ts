import type { z } from 'zod';
import { cite } from '../../../law/citation.ts';
import type { Day } from '../../../law/day.ts';
import { isDay } from '../../../law/day.ts';
import { type Reason, reason } from '../../../law/refusal.ts';
import { addWorkdays } from '../../../law/working-days.ts';
import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor, CommandName } from '../../organisation/contract.ts';
import {
  type EvidenceOfTaskBody,
  type ItemChannels,
  type PostBody,
  type TaskPage,
  type TaskRow,
  type TaskState,
  type TaskView,
  type taskQuery,
  taskState,
} from '../contract.ts';
import { type ChannelPorts, type Result, type Trx, todayOf } from '../ports.ts';
import { addressProves, channelsNamed, proofWorkingDays } from '../rules/channel-ways.ts';
import { moveReasons, postedReasons, type TaskMove } from '../rules/task-moves.ts';
import { insertProof } from '../store/proofs.ts';
import {
  changeTask,
  findTask,
  listTasks,
  lockTask,
  type StoredTask,
  type TaskChange,
  tasksOf,
} from '../store/tasks.ts';
import { type PublicCopy, publicCopyOf } from './pictures.ts';
import { demand, visibleUnits } from './result.ts';
import { factsOf, rowsOf, viewOf } from './views.ts';

/** What people do with tasks of channels: read them, say that it stands, show it, confirm it, try again. */

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/i;

function realDays(body: PostBody): void {
  const problems = (['postedOn', 'postedUntil'] as const).flatMap(where => {
    const day = body[where];
    return day === null || isDay(day) ? [] : [{ where, message: '没有这一天，请改正日期。' }];
  });
  if (problems.length > 0) throw new AppError('bad-input', { problems });
}

export function taskCases(ports: ChannelPorts) {
  const { database, clock } = ports;
  const channelOf = (id: string) => ports.channels.find(each => each.id === id);

  async function seen(actor: Actor, id: string): Promise<StoredTask> {
    const task = await findTask(database.kysely, id);
    if (task === undefined) throw new AppError('not-found');
    const units = visibleUnits(ports, actor);
    if (units !== null && !units.includes(task.unit_id) && !units.includes(task.owner_unit_id))
      throw new AppError('not-allowed', { detail: '该任务属于其他单位。' });
    return task;
  }

  async function list(actor: Actor, query: z.output<typeof taskQuery>): Promise<TaskPage> {
    const units = visibleUnits(ports, actor);
    const asked = (query.state ?? '').split(',').filter(each => each !== '');
    const states = asked.flatMap(each => taskState.safeParse(each).data ?? []);
    const unitIds =
      query.unit === undefined ? units : units === null || units.includes(query.unit) ? [query.unit] : [];
    const { rows, count } = await listTasks(
      database.kysely,
      {
        states: asked.length === 0 ? null : states,
        channel: query.channel ?? null,
        unitIds,
        late: query.late ?? null,
        today: clock.today(),
      },
      query.page,
      query.size,
    );
    return { rows: await rowsOf(ports, rows), count };
  }

  /** What the person’s own unit still has to do, the most pressing first. */
  async function mine(actor: Actor): Promise<TaskRow[]> {
    demand(ports, actor, 'channel.post');
    const open: TaskState[] = ['to-do', 'in-progress', 'posted', 'stuck'];
    const filter = { states: open, channel: null, unitIds: [actor.unitId], late: null, today: clock.today() };
    const { rows } = await listTasks(database.kysely, filter, 1, 50);
    const own = rows.filter(each => each.unit_id === actor.unitId);
    // What a carrier does by itself waits for nobody until it is stuck.
    return rowsOf(
      ports,
      own.filter(each => !each.is_automatic || each.state === 'stuck'),
    );
  }

  async function get(actor: Actor, id: string): Promise<TaskView> {
    return viewOf(ports, actor, await seen(actor, id));
  }

  async function ofItem(actor: Actor, documentId: string): Promise<ItemChannels> {
    const item = await ports.itemFor(actor, documentId);
    const [tasks, words] = await Promise.all([
      tasksOf(database.kysely, documentId),
      item.duties.length === 0 ? [] : ports.channelWordsOf(item.duties),
    ]);
    return {
      chosen: [...item.channels],
      proposed: channelsNamed(ports.channels, words),
      isPublic: (await ports.liveItem(documentId)) !== null,
      rows: await rowsOf(ports, tasks),
    };
  }

  /** Load locked → right → reasons → write and audit, in one transaction. */
  async function act(
    actor: Actor,
    id: string,
    given: {
      readonly command: CommandName;
      readonly move: TaskMove;
      readonly detail: Readonly<Record<string, unknown>>;
    },
    work: (trx: Trx, task: StoredTask) => Promise<readonly Reason[]>,
  ): Promise<Result<{ id: string }>> {
    if (!uuid.test(id)) throw new AppError('not-found');
    return transaction(database, async trx => {
      const task = await lockTask(trx, id);
      if (task === undefined) throw new AppError('not-found');
      demand(ports, actor, given.command, task.unit_id);
      const reasons = [...moveReasons(factsOf(task, clock.now()), given.move)];
      if (reasons.length === 0) reasons.push(...(await work(trx, task)));
      await ports.recordAudit(trx, {
        at: clock.now(),
        actor,
        command: given.command,
        subjectKind: 'channel-task',
        subjectId: id,
        outcome: reasons.length === 0 ? 'done' : 'refused',
        detail:
          reasons.length === 0
            ? { ...given.detail, channel: task.channel, item: task.document_id }
            : { reasons: reasons.map(each => each.code) },
      });
      return reasons.length === 0 ? { ok: true, value: { id } } : { ok: false, reasons };
    });
  }

  function postedChange(task: StoredTask, body: PostBody, actor: Actor, state: TaskState): TaskChange {
    const channel = channelOf(task.channel);
    const days = channel === undefined ? 5 : proofWorkingDays(channel);
    const { due } = addWorkdays(ports.calendar(), body.postedOn as Day, days);
    return {
      state,
      at: clock.now(),
      postedOn: body.postedOn,
      postedUntil: body.postedUntil,
      place: body.place === '' ? null : body.place,
      address: body.address ?? task.address,
      note: body.note === '' ? null : body.note,
      proofDueOn: state === 'posted' ? due : null,
      doneBy: actor.staffId,
      // Somebody has said so: the carrier’s interface has nothing left to do.
      isAutomatic: false,
      ...{ code: null, advice: null, notBefore: null },
    };
  }

  /** It stands on the carrier, or has been taken down. Where an address is proof enough, that settles it. */
  function post(actor: Actor, id: string, body: PostBody): Promise<Result<{ id: string }>> {
    realDays(body);
    const { postedOn, postedUntil, address, place } = body;
    const detail = { postedOn, postedUntil, address, place };
    return act(actor, id, { command: 'channel.post', move: 'post', detail }, async (trx, task) => {
      const reasons = postedReasons({ postedOn, postedUntil, today: todayOf(clock) });
      if (reasons.length > 0) return reasons;
      const channel = channelOf(task.channel);
      const proven =
        task.kind === 'post' && channel !== undefined && addressProves(channel) && address !== null;
      await changeTask(trx, id, postedChange(task, body, actor, proven ? 'proven' : 'posted'));
      if (proven) await ports.pageChanged(trx, task.document_id);
      return [];
    });
  }

  /** The copy is made before the transaction: it takes as long as the picture is large. */
  async function copyFor(actor: Actor, body: EvidenceOfTaskBody): Promise<PublicCopy> {
    const mediaType = await ports.mediaTypeOf(body.file.digest);
    if (mediaType === null) {
      const message = '没有找到这个文件，请重新上传。';
      throw new AppError('bad-input', { problems: [{ where: 'file', message }] });
    }
    return publicCopyOf(ports, actor, { ...body.file, mediaType }, body.showPublic);
  }

  /** A photograph or scan: kept as it came, for staff; a copy without place and device where the public may see it. */
  async function prove(actor: Actor, id: string, body: EvidenceOfTaskBody): Promise<Result<{ id: string }>> {
    realDays(body);
    const task = await seen(actor, id);
    demand(ports, actor, 'channel.post', task.unit_id);
    const copy = await copyFor(actor, body);
    const { postedOn, postedUntil, place, note, file, address } = body;
    const detail = { postedOn, postedUntil, place, file: file.digest, publicCopy: copy.publicDigest };
    return act(actor, id, { command: 'channel.post', move: 'prove', detail }, async (trx, locked) => {
      const reasons = postedReasons({ postedOn, postedUntil, today: todayOf(clock) });
      if (reasons.length > 0) return reasons;
      const at = clock.now();
      const verb = locked.kind === 'post' ? '发布' : '撤下';
      const words = [`${verb}凭证`, place, postedUntil === null ? '' : `至${postedUntil}`, note].filter(
        each => each !== '',
      );
      const evidenceId = await ports.keepEvidence(trx, actor, {
        documentId: locked.document_id,
        unitId: locked.owner_unit_id,
        channel: channelOf(locked.channel)?.name ?? locked.channel,
        postedOn,
        words: words.join('，'),
        address,
        file,
      });
      const { publicDigest, takenAtClaimed } = copy;
      const { staffId } = actor;
      await insertProof(trx, { taskId: id, evidenceId, file, publicDigest, takenAtClaimed, staffId, at });
      await changeTask(trx, id, postedChange(locked, body, actor, 'proven'));
      await ports.pageChanged(trx, locked.document_id);
      return [];
    });
  }

  /** Somebody has seen the original, the recording or the receipt, or that it is gone. */
  function confirm(actor: Actor, id: string, body: { words: string }): Promise<Result<{ id: string }>> {
    const detail = { words: body.words };
    return act(actor, id, { command: 'channel.confirm', move: 'prove', detail }, async (trx, task) => {
      if (task.kind === 'post' && task.state !== 'posted') {
        const message = '还没有登记发布日期和地点，请先登记发布，再确认收到凭证。';
        return [reason('not-posted-yet', message, cite('本机关规定'))];
      }
      const at = clock.now();
      await changeTask(trx, id, {
        ...{ state: 'proven', at, note: body.words, doneBy: actor.staffId, notBefore: null },
        ...{ code: null, advice: null },
      });
      await ports.pageChanged(trx, task.document_id);
      return [];
    });
  }

  /** A stuck task begins again where the carrier left it. */
  function retry(actor: Actor, id: string): Promise<Result<{ id: string }>> {
    return act(actor, id, { command: 'channel.retry', move: 'retry', detail: {} }, async trx => {
      const cleared = { failures: 0, notBefore: null, code: null, advice: null };
      await changeTask(trx, id, { state: 'to-do', at: clock.now(), ...cleared });
      return [];
    });
  }

  return { list, mine, get, ofItem, post, prove, confirm, retry };
}
