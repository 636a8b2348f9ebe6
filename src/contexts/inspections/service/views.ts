import { dayOf } from '../../../law/day.ts';
import { proactiveDeadline } from '../../../law/proactive-deadline.ts';
import type { Actor } from '../../organisation/contract.ts';
import {
  type DrawnObject,
  type TaskPage,
  type TaskQuery,
  type TaskRow,
  type TaskView,
  taskParts,
} from '../contract.ts';
import type { InspectionPorts } from '../ports.ts';
import { objectsToDraw } from '../rules/draw.ts';
import {
  decideChange,
  decideCommit,
  decideDraw,
  decidePropose,
  decideResult,
  decideVoid,
} from '../rules/tasks.ts';
import { listPlans } from '../store/plans.ts';
import { currentLists } from '../store/pools.ts';
import {
  handOversOf,
  listTasks,
  partsOf,
  resultsOf,
  type StoredResult,
  type StoredTask,
} from '../store/tasks.ts';
import { demand, foundTask, joined } from './acting.ts';
import { standingOf } from './draft-item.ts';

/** What staff see of random inspection. */

/** Results of a task that must be public. */
interface DueResults {
  readonly id: string;
  readonly title: string;
  readonly unitId: string;
  readonly count: number;
  readonly dueOn: string;
  readonly isLate: boolean;
}

export function viewCases(ports: InspectionPorts) {
  const { database, clock, pack } = ports;

  function publishOf({ content, releasedOn }: StoredResult) {
    const calendar = ports.calendar();
    const due = proactiveDeadline({ kind: 'random-inspection', on: dayOf(content.checkedOn), calendar });
    return {
      explanation: ports.explained(due),
      metOn: releasedOn,
      isLate: (releasedOn ?? clock.today()) > due.dueOn,
    };
  }

  function rowOf(
    task: StoredTask,
    results: readonly StoredResult[],
    units: ReadonlyMap<string, string>,
  ): TaskRow {
    const { id, title, year, month, itemCode, unitId, state } = task;
    const own = results.filter(each => each.taskId === id);
    return {
      ...{ id, title, year, month, unitId, state },
      itemName: pack.items.find(each => each.code === itemCode)?.name ?? itemCode,
      unitName: units.get(unitId) ?? unitId,
      drawn: task.drawn?.picked.length ?? 0,
      checked: own.length,
      late: own.filter(each => each.releasedOn === null && publishOf(each).isLate).length,
    };
  }

  async function list(actor: Actor, query: TaskQuery): Promise<TaskPage> {
    demand(ports, actor, 'item.read');
    const units = await ports.unitNames();
    const tasks = await listTasks(database.kysely, query);
    const results = await resultsOf(
      database.kysely,
      tasks.map(each => each.id),
    );
    const pools = new Map(pack.pools.map(each => [each.id, each.name]));
    return {
      rows: tasks.map(each => rowOf(each, results, units)),
      items: pack.items.map(
        ({ code, category, name, pool, weight, sharePercent, frequency, owner, basis }) => ({
          ...{ code, category, name, pool, poolName: pools.get(pool) ?? pool, weight, sharePercent },
          ...{ frequency, owner, basis },
        }),
      ),
      pools: [...pack.pools],
      plans: (await listPlans(database.kysely)).map(each => ({
        ...{ year: each.year, itemId: each.itemId, path: each.path, state: standingOf(each) },
        releasedAt: each.releasedAt?.toISOString() ?? null,
      })),
      permissions: {
        'inspection.edit': ports.may(actor, 'inspection.edit', actor.unitId),
        'inspection.propose': ports.may(actor, 'inspection.propose', actor.unitId),
      },
    };
  }

  function objectsOf(task: StoredTask, results: readonly StoredResult[]): DrawnObject[] {
    const objects = new Map(task.lists?.objects.map(each => [each.id, each]));
    const inspectors = new Map(task.lists?.inspectors.map(each => [each.id, each]));
    return (task.drawn?.picked ?? []).map(({ objectId, inspectorIds }) => {
      const object = objects.get(objectId);
      const result = results.find(each => each.objectId === objectId);
      return {
        ...{ objectId, name: object?.name ?? objectId, creditCode: object?.code ?? '' },
        unitName: object?.unit ?? '',
        inspectors: inspectorIds.map(id => {
          const each = inspectors.get(id);
          return each === undefined ? id : `${each.name}（${each.certificate}）`;
        }),
        result: result?.content ?? null,
        publish: result === undefined ? null : publishOf(result),
      };
    });
  }

  /** Fault: `not-found`. */
  async function get(actor: Actor, id: string): Promise<TaskView> {
    demand(ports, actor, 'item.read');
    const db = database.kysely;
    const task = await foundTask(db, id);
    const units = await ports.unitNames();
    const [results, parts, handOvers] = await Promise.all([
      resultsOf(db, [id]),
      partsOf(db, [id]),
      handOversOf(db, id),
    ]);
    const pool = pack.items.find(each => each.code === task.itemCode)?.pool ?? '';
    const current = await currentLists(db, pool, units);
    const { state, unitId, lists, inspectorsPerObject } = task;
    const isAnnounced = parts.some(each => each.part === 'announcement' && each.released !== null);
    const may = (
      command: 'inspection.edit' | 'inspection.draw' | 'inspection.record' | 'inspection.propose',
    ) => ports.may(actor, command, unitId);
    const nameOf = (id_: string, from: readonly { id: string; name: string }[] | undefined) =>
      from?.find(each => each.id === id_)?.name ?? id_;
    return {
      ...rowOf(task, results, units),
      ...{ itemCode: task.itemCode, sharePercent: task.sharePercent, inspectorsPerObject },
      poolSize: lists?.objects.length ?? current.objects.length,
      toDraw: task.terms?.objects ?? objectsToDraw(current.objects.length, task.sharePercent),
      inspectorCount: lists?.inspectors.length ?? current.inspectors.length,
      ...{ listsDigest: task.listsDigest, commitment: task.commitment, seed: task.seed },
      committedAt: task.committedAt?.toISOString() ?? null,
      drawnAt: task.drawnAt?.toISOString() ?? null,
      publicSource:
        task.terms === null ? (pack.publicNumber?.source ?? null) : (task.terms.publicSource ?? null),
      publicForm: pack.publicNumber?.form ?? null,
      publicNumber: task.drawn?.publicNumber ?? null,
      publicIssue: task.drawn?.publicIssue ?? null,
      voidReason: task.voidReason,
      parts: parts.map(each => ({
        ...{ part: each.part, itemId: each.itemId, path: each.path, state: standingOf(each) },
        releasedAt: each.releasedAt?.toISOString() ?? null,
      })),
      objects: objectsOf(task, results),
      passedOver: (task.drawn?.passedOver ?? []).map(({ objectId, inspectorId }) => ({
        objectName: nameOf(objectId, lists?.objects),
        inspectorName: nameOf(inspectorId, lists?.inspectors),
      })),
      handOvers,
      permissions: {
        edit: joined(may('inspection.edit'), decideChange(state)),
        commit: joined(may('inspection.draw'), decideCommit(state, current, inspectorsPerObject)),
        draw: joined(may('inspection.draw'), decideDraw({ state, isAnnounced, frozen: lists, current })),
        void: joined(may('inspection.draw'), decideVoid(state)),
        record: joined(may('inspection.record'), decideResult(state)),
        ...Object.fromEntries(
          taskParts.map(part => {
            const isReleased = parts.some(each => each.part === part && each.released !== null);
            const facts = { part, state, isUnderReview: false, isReleased, results: results.length };
            const allowed = decidePropose({ ...facts, hasColumn: pack.column !== undefined });
            return [`propose-${part}`, joined(may('inspection.propose'), allowed)];
          }),
        ),
      },
    };
  }

  /** Tasks with results that are to be public by this day and are not: the earliest of each. */
  async function due(until: string): Promise<readonly DueResults[]> {
    const tasks = await listTasks(database.kysely, { state: 'drawn' });
    const results = await resultsOf(
      database.kysely,
      tasks.map(each => each.id),
    );
    return tasks.flatMap(({ id, title, unitId }) => {
      const days = results
        .filter(each => each.taskId === id && each.releasedOn === null)
        .map(each => publishOf(each).explanation.dueOn)
        .filter(day => day <= until)
        .sort();
      const [dueOn] = days;
      return dueOn === undefined
        ? []
        : [{ id, title, unitId, count: days.length, dueOn, isLate: dueOn < clock.today() }];
    });
  }

  return { list, get, due };
}
