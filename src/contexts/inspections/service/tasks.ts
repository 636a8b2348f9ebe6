import { refuse } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { DrawBody, ResultBody, TaskBody } from '../contract.ts';
import type { InspectionPorts, Result } from '../ports.ts';
import { commitmentOf, draw, listsDigest, objectsToDraw } from '../rules/draw.ts';
import {
  decideChange,
  decideCommit,
  decideDraw,
  decideResult,
  decideVoid,
  publicNumberFaults,
  resultFaults,
  taskFaults,
} from '../rules/tasks.ts';
import { currentLists } from '../store/pools.ts';
import {
  insertHandOver,
  partsOf,
  resultsOf,
  type StoredTask,
  writeCommitment,
  writeDraw,
  writeResult,
  writeTask,
  writeVoid,
} from '../store/tasks.ts';
import { actOnTask, byOf, demand } from './acting.ts';

/** A task of random inspection: planned, committed, drawn, its results recorded and handed over. */

/** The seed opens for its own task only. */
const sealContext = (id: string) => `inspection-seed:${id}`;

export function taskCases(ports: InspectionPorts) {
  const { database, clock, pack, box } = ports;
  const itemOf = (code: string) => pack.items.find(each => each.code === code);

  async function listsNow(db: Queries, { itemCode }: Pick<StoredTask, 'itemCode'>) {
    return currentLists(db, itemOf(itemCode)?.pool ?? '', await ports.unitNames());
  }

  /** Into the yearly plan, or a change of what was planned. Refused by field. Faults: `not-found`, `not-allowed`. */
  async function plan(
    actor: Actor,
    id: string | null,
    body: TaskBody,
  ): Promise<Result<{ readonly id: string }>> {
    demand(ports, actor, 'inspection.edit', body.unitId);
    if (!(await ports.unitNames()).has(body.unitId))
      throw new AppError('bad-input', { detail: '没有这个检查主体，请重新选择。' });
    const faults = taskFaults(body, itemOf(body.itemCode));
    if (faults.length > 0) return refuse(faults);
    const kept = id ?? ports.newId();
    const detail = { ...body };
    if (id !== null) {
      const changed = await actOnTask(ports, {
        ...{ actor, id, command: 'inspection.edit', detail },
        decide: async (_, task) => decideChange(task.state),
        apply: (trx, _, at) => writeTask(trx, id, body, byOf(actor), at),
      });
      return changed.ok ? { ok: true, value: { id } } : changed;
    }
    return transaction(database, async (trx): Promise<Result<{ readonly id: string }>> => {
      await writeTask(trx, kept, body, byOf(actor), clock.now());
      await ports.recordAudit(trx, {
        ...{ at: clock.now(), actor, command: 'inspection.edit', subjectKind: 'inspection-task' },
        ...{ subjectId: kept, outcome: 'done', detail },
      });
      return { ok: true, value: { id: kept } };
    });
  }

  /** Freezes the lists and commits to a seed that stays sealed until the draw. */
  function commit(actor: Actor, id: string): Promise<Result<null>> {
    return actOnTask<null>(ports, {
      ...{ actor, id, command: 'inspection.draw', detail: { act: 'commit' } },
      decide: async (trx, task) =>
        decideCommit(task.state, await listsNow(trx, task), task.inspectorsPerObject),
      apply: async (trx, task, at) => {
        const lists = await listsNow(trx, task);
        const digest = listsDigest(lists);
        const terms = {
          objects: objectsToDraw(lists.objects.length, task.sharePercent),
          inspectorsPerObject: task.inspectorsPerObject,
          ...(pack.publicNumber === undefined ? {} : { publicSource: pack.publicNumber.source }),
        };
        const seed = ports.newSeed();
        await writeCommitment(trx, {
          ...{ id, lists, listsDigest: digest, terms, at },
          commitment: commitmentOf(id, digest, terms, seed),
          sealedSeed: box.seal(Buffer.from(seed, 'hex'), sealContext(id)),
        });
        return null;
      },
    });
  }

  /** Opens the seed and draws. Only what was announced to the public is drawn. */
  function drawNow(actor: Actor, id: string, given: DrawBody = {}): Promise<Result<null>> {
    return actOnTask<null>(ports, {
      ...{ actor, id, command: 'inspection.draw', detail: { act: 'draw', ...given } },
      decide: async (trx, task) => {
        const parts = await partsOf(trx, [id]);
        const allowed = decideDraw({
          state: task.state,
          isAnnounced: parts.some(each => each.part === 'announcement' && each.released !== null),
          frozen: task.lists,
          current: await listsNow(trx, task),
        });
        if (!allowed.ok) return allowed;
        const faults = publicNumberFaults(given, task.terms?.publicSource, pack.publicNumber);
        return faults.length > 0 ? refuse(faults) : allowed;
      },
      apply: async (trx, { lists, terms, sealedSeed }, at) => {
        if (lists === null || terms === null || sealedSeed === null) throw new AppError('not-found');
        const seed = Buffer.from(box.open(sealedSeed, sealContext(id))).toString('hex');
        const { publicNumber = '', publicIssue = '' } = terms.publicSource === undefined ? {} : given;
        const drawn = draw(id, lists, terms, seed, publicNumber);
        const shown = publicNumber === '' ? {} : { publicNumber, publicIssue };
        await writeDraw(trx, id, seed, { ...drawn, ...shown }, at);
        return null;
      },
    });
  }

  function makeVoid(actor: Actor, id: string, reason: string): Promise<Result<null>> {
    return actOnTask<null>(ports, {
      ...{ actor, id, command: 'inspection.draw', detail: { act: 'void', reason } },
      decide: async (_, task) => decideVoid(task.state),
      apply: async trx => {
        await writeVoid(trx, id, reason);
        return null;
      },
    });
  }

  /** Records what was found at an object of the draw. Refused by field. */
  async function recordResult(
    actor: Actor,
    id: string,
    objectId: string,
    content: ResultBody,
  ): Promise<Result<null>> {
    return actOnTask<null>(ports, {
      ...{ actor, id, command: 'inspection.record', detail: { objectId, result: content.result } },
      decide: async (_, task) => {
        const allowed = decideResult(task.state);
        if (!allowed.ok) return allowed;
        if (!task.drawn?.picked.some(each => each.objectId === objectId))
          throw new AppError('not-found', { detail: '该检查对象没有被抽中。' });
        const drawnOn = task.drawnAt === null ? '' : shanghaiDay(task.drawnAt);
        const faults = resultFaults(content, drawnOn, clock.today());
        return faults.length > 0 ? refuse(faults) : { ok: true };
      },
      apply: async (trx, _, at) => {
        await writeResult(trx, { taskId: id, objectId, content, by: byOf(actor), at });
        return null;
      },
    });
  }

  /** Notes that the results were handed to a credit site; the file is that of `resultsFile`. */
  function handOver(
    actor: Actor,
    id: string,
    given: { readonly site: 'enterprise' | 'credit-china'; readonly on: string },
  ): Promise<Result<null>> {
    return actOnTask<null>(ports, {
      ...{ actor, id, command: 'inspection.record', detail: { act: 'hand-over', ...given } },
      decide: async (trx, task) => {
        const parts = await partsOf(trx, [id]);
        const isPublic = parts.some(each => each.part === 'results' && each.released !== null);
        const allowed = decideResult(task.state);
        if (!allowed.ok) return allowed;
        if (given.on > clock.today())
          return refuse([
            { code: 'in-future', message: '移交日期晚于今天，请核对。', basis: [], where: 'on' },
          ]);
        return isPublic
          ? { ok: true }
          : refuse([
              { code: 'not-public', message: '检查结果公开之后再移交信用网站，请先公布。', basis: [] },
            ]);
      },
      apply: async (trx, _, at) => {
        const rows = (await resultsOf(trx, [id])).filter(each => each.releasedOn !== null).length;
        await insertHandOver(trx, { taskId: id, ...given, rows, by: byOf(actor), at });
        return null;
      },
    });
  }

  return { plan, commit, drawNow, makeVoid, recordResult, handOver };
}
