import { dayOf } from '../../../law/day.ts';
import { proactiveDeadline } from '../../../law/proactive-deadline.ts';
import { AppError } from '../../../platform/app-error.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Sheet } from '../../../platform/sheets.ts';
import type { Actor } from '../../organisation/contract.ts';
import {
  type ProposeTaskBody,
  partWords,
  type ReleasedAnnouncement,
  type ReleasedDraw,
  type ReleasedResults,
  releasedResults,
  resultWords,
  type TaskPart,
} from '../contract.ts';
import type { InspectionPorts, Result } from '../ports.ts';
import { drawSheet, listSheet, resultSheet, taskJson } from '../rendering/files.ts';
import { announcementHtml, drawHtml, resultsHtml } from '../rendering/html.ts';
import { decidePropose } from '../rules/tasks.ts';
import {
  markPartReleased,
  markPartWithdrawn,
  markResultsReleased,
  partOfItem,
  partsOf,
  resultsOf,
  type StoredPart,
  type StoredTask,
  writePart,
} from '../store/tasks.ts';
import { demand, foundTask } from './acting.ts';
import { itemFor, shownItem } from './draft-item.ts';

/** Announcement, draw and results go out as items (ADR 19), each with its data file under the signatures. */

interface Content {
  readonly data: object;
  readonly html: string;
  readonly sheet: Sheet;
  readonly writtenOn: string;
  readonly summary: string;
}

export function publishingCases(ports: InspectionPorts) {
  const { database, clock, pack } = ports;

  function headOf(task: StoredTask): ReleasedAnnouncement['task'] {
    const item = pack.items.find(each => each.code === task.itemCode);
    if (item === undefined) throw new AppError('not-found', { detail: '随机抽查事项清单中没有这一事项。' });
    return {
      ...{ id: task.id, title: task.title, year: task.year, organ: ports.organOf(task.unitId) },
      item: shownItem(pack, item),
    };
  }

  function announcementOf(task: StoredTask): Omit<ReleasedAnnouncement, 'format'> {
    const { lists, listsDigest, terms, commitment, committedAt } = task;
    if (
      lists === null ||
      listsDigest === null ||
      terms === null ||
      commitment === null ||
      committedAt === null
    )
      throw new AppError('not-found', { detail: '本次抽查还没有锁定名单。' });
    const committedOn = shanghaiDay(committedAt);
    return { task: headOf(task), terms, lists, listsDigest, commitment, committedOn };
  }

  function drawOf(task: StoredTask, announcementPath: string): ReleasedDraw {
    const { seed, drawn, drawnAt } = task;
    if (seed === null || drawn === null || drawnAt === null)
      throw new AppError('not-found', { detail: '本次抽查还没有抽取。' });
    return {
      format: 'gongkai-inspection-draw/1',
      ...announcementOf(task),
      ...{ seed, drawnOn: shanghaiDay(drawnAt), announcementPath },
      ...(drawn.publicNumber === undefined
        ? {}
        : { publicNumber: drawn.publicNumber, publicIssue: drawn.publicIssue }),
      picked: [...drawn.picked],
      passedOver: [...drawn.passedOver],
    };
  }

  async function resultsData(db: Queries, task: StoredTask): Promise<ReleasedResults> {
    const results = await resultsOf(db, [task.id]);
    const objects = new Map(task.lists?.objects.map(each => [each.id, each]));
    const inspectors = new Map(task.lists?.inspectors.map(each => [each.id, each.name]));
    const picked = task.drawn?.picked ?? [];
    const calendar = ports.calendar();
    const rows = picked.flatMap(({ objectId, inspectorIds }) => {
      const found = results.find(each => each.objectId === objectId);
      const object = objects.get(objectId);
      if (found === undefined || object === undefined) return [];
      const { checkedOn, result, handling } = found.content;
      const by = proactiveDeadline({ kind: 'random-inspection', on: dayOf(checkedOn), calendar });
      return [
        {
          ...{ objectId, objectName: object.name, objectCode: object.code, checkedOn, result, handling },
          resultWords: resultWords[result],
          inspectors: inspectorIds.map(id => inspectors.get(id) ?? id),
          publishBy: by.dueOn,
        },
      ];
    });
    return {
      format: 'gongkai-inspection-results/1',
      task: headOf(task),
      results: rows,
      outstanding: picked.length - rows.length,
    };
  }

  async function contentOf(task: StoredTask, part: TaskPart, parts: readonly StoredPart[]): Promise<Content> {
    const writtenOn = clock.today();
    if (part === 'announcement') {
      const data: ReleasedAnnouncement = {
        format: 'gongkai-inspection-announcement/1',
        ...announcementOf(task),
      };
      const { lists, terms, task: head } = data;
      const summary = `${head.organ}将从${lists.objects.length}个检查对象中随机抽取${terms.objects}个，公布名单和种子承诺值。`;
      return { data, html: announcementHtml(data), sheet: listSheet(data), writtenOn, summary };
    }
    if (part === 'draw') {
      const path = parts.find(each => each.part === 'announcement')?.path ?? '';
      const data = drawOf(task, path);
      const summary = `${data.task.organ}公布随机抽取的${data.picked.length}个检查对象和检查人员，附种子，任何人可以重新抽取验证。`;
      return { data, html: drawHtml(data), sheet: drawSheet(data), writtenOn, summary };
    }
    const data = await resultsData(database.kysely, task);
    const summary = `${data.task.organ}公布${data.results.length}个检查对象的抽查结果。`;
    return { data, html: resultsHtml(data), sheet: resultSheet(data), writtenOn, summary };
  }

  /**
   * Puts a part of the task into a draft item, or into its draft on the way. Refused with everything that stands against
   * it. Faults: `not-found`, `not-allowed`.
   */
  async function propose(
    actor: Actor,
    id: string,
    { part, meets }: ProposeTaskBody,
  ): Promise<Result<{ readonly itemId: string; readonly path: string }>> {
    const task = await foundTask(database.kysely, id);
    demand(ports, actor, 'inspection.propose', task.unitId);
    const parts = await partsOf(database.kysely, [id]);
    const kept = parts.find(each => each.part === part);
    const title = `${task.title}${partWords[part]}`;
    const { column } = pack;
    const item = column === undefined ? null : await itemFor(ports, actor, { kept, columnId: column, title });
    const act = {
      ...{ at: clock.now(), actor, command: 'inspection.propose' as const },
      ...{ subjectKind: 'inspection-task', subjectId: id },
    };
    const allowed = decidePropose({
      ...{ part, state: task.state, isUnderReview: item?.isUnderReview === true },
      isReleased: kept !== undefined && kept.released !== null,
      hasColumn: column !== undefined,
      results: (await resultsOf(database.kysely, [id])).length,
    });
    if (!allowed.ok || column === undefined || item === null) {
      const reasons = allowed.ok ? [] : allowed.reasons;
      const detail = { part, reasons: reasons.map(({ code }) => code) };
      await transaction(database, trx => ports.recordAudit(trx, { ...act, outcome: 'refused', detail }));
      return { ok: false, reasons };
    }
    const { data, html, sheet, writtenOn, summary } = await contentOf(task, part, parts);
    const proposed = await ports.propose(actor, {
      ...{ itemId: item.itemId, ownerUnitId: task.unitId, columnId: column, title, summary },
      ...{ bodyHtml: html, writtenOn, keywords: ['双随机、一公开', partWords[part]], meets },
      files: [
        { name: 'data.json', bytes: taskJson(data) },
        { name: `${sheet.name}.csv`, bytes: new TextEncoder().encode(ports.csv(sheet)) },
        { name: `${sheet.name}.xlsx`, bytes: await ports.xlsx(sheet) },
      ],
    });
    if (!proposed.ok) return proposed;
    const { itemId, path, digests } = proposed.value;
    await transaction(database, async trx => {
      await foundTask(trx, id, true);
      await writePart(trx, { taskId: id, part, itemId, path, dataDigest: digests[0]!, data });
      await ports.recordAudit(trx, { ...act, outcome: 'done', detail: { part, itemId } });
    });
    return { ok: true, value: { itemId, path } };
  }

  /** An item was released: the part whose data it carries is public. */
  async function markReleased(
    trx: Queries,
    event: {
      readonly documentId: string;
      readonly path: string;
      readonly attachments: readonly { readonly fileDigest: string }[];
      readonly releasedAt: Date;
    },
  ): Promise<void> {
    const { documentId, path, attachments, releasedAt } = event;
    const digests = attachments.map(each => each.fileDigest);
    const part = await markPartReleased(trx, { itemId: documentId, digests, path, at: releasedAt });
    if (part?.part !== 'results') return;
    const ids = releasedResults.parse(part.released).results.map(each => each.objectId);
    await markResultsReleased(trx, part.taskId, ids, shanghaiDay(releasedAt));
  }

  async function markWithdrawn(
    trx: Queries,
    event: { readonly documentId: string; readonly withdrawnAt: Date },
  ): Promise<void> {
    if ((await partOfItem(trx, event.documentId)) !== undefined)
      await markPartWithdrawn(trx, event.documentId, event.withdrawnAt);
  }

  /** The results for a spreadsheet, with what the credit sites want: objects, codes, result, date. */
  async function resultsFile(actor: Actor, id: string, form: 'csv' | 'xlsx'): Promise<Uint8Array> {
    demand(ports, actor, 'item.read');
    const sheet = resultSheet(await resultsData(database.kysely, await foundTask(database.kysely, id)));
    return form === 'csv' ? new TextEncoder().encode(ports.csv(sheet)) : ports.xlsx(sheet);
  }

  return { propose, markReleased, markWithdrawn, resultsFile };
}
