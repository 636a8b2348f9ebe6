import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import { readGrid } from '../../../platform/office-text/grid.ts';
import type { Actor } from '../../organisation/contract.ts';
import type {
  InspectorBody,
  InspectorPage,
  ObjectBody,
  ObjectPage,
  ObjectQuery,
  PoolFileBody,
  PoolFileTaken,
} from '../contract.ts';
import type { InspectionPorts, Result } from '../ports.ts';
import { poolFileLimits, readPoolFile } from '../rules/pool-file.ts';
import { exclusionFaults, objectFaults } from '../rules/tasks.ts';
import {
  findObject,
  isId,
  listInspectors,
  listObjects,
  sameObject,
  writeInspector,
  writeObject,
} from '../store/pools.ts';
import { byOf, demand } from './acting.ts';

/** The pools: objects and inspectors are registered, changed, and set aside. */

export function poolCases(ports: InspectionPorts) {
  const { database, clock, pack } = ports;
  const poolName = (id: string) => pack.pools.find(each => each.id === id)?.name ?? id;

  async function demandUnit(unitId: string): Promise<void> {
    if (!(await ports.unitNames()).has(unitId))
      throw new AppError('bad-input', { detail: '没有这个单位，请重新选择。' });
  }

  async function objects(actor: Actor, query: ObjectQuery): Promise<ObjectPage> {
    demand(ports, actor, 'item.read');
    const units = await ports.unitNames();
    const { rows, count } = await listObjects(database.kysely, query);
    return {
      rows: rows.map(each => ({
        ...each,
        unitName: units.get(each.unitId) ?? each.unitId,
        poolName: poolName(each.pool),
      })),
      count,
      permissions: { 'inspection.edit': ports.may(actor, 'inspection.edit', actor.unitId) },
    };
  }

  /** Registers an object, or changes the one of this id. Refused by field. Fault: `not-found`, `not-allowed`. */
  async function saveObject(
    actor: Actor,
    id: string | null,
    body: ObjectBody,
  ): Promise<Result<{ readonly id: string }>> {
    demand(ports, actor, 'inspection.edit', body.unitId);
    await demandUnit(body.unitId);
    const faults = objectFaults(
      body,
      pack.pools.some(each => each.id === body.pool),
    );
    if (faults.length > 0) return { ok: false, reasons: faults };
    const kept = id ?? ports.newId();
    return transaction(database, async (trx): Promise<Result<{ readonly id: string }>> => {
      if (id !== null) {
        const before = await findObject(trx, id);
        if (before === undefined) throw new AppError('not-found', { detail: '没有这个检查对象。' });
        demand(ports, actor, 'inspection.edit', before.unitId);
      }
      if (body.isActive && (await sameObject(trx, body, kept)) !== undefined)
        return {
          ok: false,
          reasons: [
            {
              code: 'object-twice',
              message: '名录库中已有同一个检查对象，请不要重复登记；信息有变化的，请在原来的一条上修改。',
              basis: [],
              where: body.creditCode === '' ? 'name' : 'creditCode',
            },
          ],
        };
      await writeObject(trx, kept, body, byOf(actor), clock.now());
      await ports.recordAudit(trx, {
        ...{ at: clock.now(), actor, command: 'inspection.edit', subjectKind: 'inspection-object' },
        ...{ subjectId: kept, outcome: 'done', detail: { ...body } },
      });
      return { ok: true, value: { id: kept } };
    });
  }

  /**
   * Takes a list of objects in, all of it or, with every row that does not fit, nothing. What is in the pool already stays as
   * it is. Faults: `bad-input`, `unreadable-file`, `too-large`, `not-allowed`.
   */
  async function importObjects(
    actor: Actor,
    { pool, unitId, file }: PoolFileBody,
  ): Promise<Result<PoolFileTaken>> {
    demand(ports, actor, 'inspection.edit', unitId);
    await demandUnit(unitId);
    if (!pack.pools.some(each => each.id === pool))
      throw new AppError('bad-input', { detail: '检查对象名录库中没有这一类，请重新选择。' });
    const { cells } = await readGrid(Buffer.from(file.base64, 'base64'), file.name, poolFileLimits);
    const { lines, faults } = readPoolFile(cells);
    if (faults.length > 0) return { ok: false, reasons: faults };
    return transaction(database, async (trx): Promise<Result<PoolFileTaken>> => {
      let added = 0;
      for (const line of lines) {
        const body = { ...line, pool, unitId, isActive: true };
        const id = ports.newId();
        if ((await sameObject(trx, body, id)) !== undefined) continue;
        await writeObject(trx, id, body, byOf(actor), clock.now());
        added += 1;
      }
      const taken = { added, known: lines.length - added };
      await ports.recordAudit(trx, {
        ...{ at: clock.now(), actor, command: 'inspection.edit', subjectKind: 'inspection-pool' },
        ...{ subjectId: pool, outcome: 'done', detail: { ...taken, file: file.name, unitId } },
      });
      return { ok: true, value: taken };
    });
  }

  async function inspectors(actor: Actor): Promise<InspectorPage> {
    demand(ports, actor, 'item.read');
    const units = await ports.unitNames();
    const rows = await listInspectors(database.kysely);
    return {
      rows: rows.map(each => ({ ...each, unitName: units.get(each.unitId) ?? each.unitId })),
      permissions: { 'inspection.edit': ports.may(actor, 'inspection.edit', actor.unitId) },
    };
  }

  /** Registers an inspector, or changes the one of this id. Fault: `bad-input`, `not-found`, `not-allowed`. */
  async function saveInspector(
    actor: Actor,
    id: string | null,
    body: InspectorBody,
  ): Promise<Result<{ readonly id: string }>> {
    demand(ports, actor, 'inspection.edit', body.unitId);
    await demandUnit(body.unitId);
    const faults = exclusionFaults(body);
    if (faults.length > 0) return { ok: false, reasons: faults };
    if (!body.avoidances.every(({ objectId }) => isId(objectId)))
      throw new AppError('bad-input', { detail: '回避的检查对象不存在，请重新选择。' });
    const kept = id ?? ports.newId();
    return transaction(database, async (trx): Promise<Result<{ readonly id: string }>> => {
      if (id !== null) {
        const before = (await listInspectors(trx)).find(each => each.id === id);
        if (before === undefined) throw new AppError('not-found', { detail: '没有这名执法检查人员。' });
        demand(ports, actor, 'inspection.edit', before.unitId);
      }
      for (const { objectId } of body.avoidances)
        if ((await findObject(trx, objectId)) === undefined)
          throw new AppError('bad-input', { detail: '回避的检查对象不存在，请重新选择。' });
      if (!(await writeInspector(trx, kept, body, byOf(actor), clock.now())))
        return {
          ok: false,
          reasons: [
            {
              code: 'certificate-taken',
              message: `执法证号“${body.certificate}”已经登记在另一名人员名下，请核对。`,
              basis: [],
              where: 'certificate',
            },
          ],
        };
      await ports.recordAudit(trx, {
        ...{ at: clock.now(), actor, command: 'inspection.edit', subjectKind: 'inspection-inspector' },
        ...{
          subjectId: kept,
          outcome: 'done',
          detail: {
            ...{ certificate: body.certificate, isActive: body.isActive },
            ...(body.isActive ? {} : { inactiveReason: body.inactiveReason ?? '' }),
          },
        },
      });
      return { ok: true, value: { id: kept } };
    });
  }

  return { objects, saveObject, importObjects, inspectors, saveInspector };
}
