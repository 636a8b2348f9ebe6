import type { z } from 'zod';
import { AppError } from '../../../platform/app-error.ts';
import { type Database, type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { RecordBody, RecordChange, RecordQuery, RemoveBody, recordPage } from '../contract.ts';
import type { PowerPorts, Result } from '../ports.ts';
import { decideContent, decideEdit, decideRemove, decideRestore } from '../rules/decisions.ts';
import { gapsOf } from '../rules/gaps.ts';
import { editionsOf } from '../store/editions.ts';
import {
  codeIsTaken,
  findRecord,
  insertRecord,
  matchingRecords,
  type StoredRecord,
  setRecordState,
  updateRecord,
} from '../store/records.ts';
import { guideSubject, liveOf } from './facts.ts';
import { demand, rowOf } from './views.ts';

/** Entries of the lists: written, changed, taken off, put back. */

const taken = (code: string) => ({
  ok: false as const,
  reasons: [
    { code: 'code-taken', message: `编码“${code}”已经用于同一清单的另一事项，请改用别的编码。`, basis: [] },
  ],
});

export function recordCases(ports: PowerPorts) {
  const { database, clock } = ports;

  async function unit(id: string): Promise<void> {
    if (!(await ports.unitNames()).has(id))
      throw new AppError('bad-input', { detail: '没有这个责任单位，请重新选择。' });
  }

  const audit = (trx: Queries, actor: Actor, id: string, detail: Readonly<Record<string, unknown>>) =>
    ports.recordAudit(trx, {
      ...{ at: clock.now(), actor, command: 'power.edit', subjectKind: 'power-record', subjectId: id },
      ...{ outcome: 'done', detail },
    });

  /** Locked, of the revision that was seen. Faults: `not-found`, `not-allowed`, `edited-meanwhile`. */
  async function seen(trx: Queries, actor: Actor, id: string, revision: number): Promise<StoredRecord> {
    const record = await findRecord(trx, id, true);
    if (record === undefined) throw new AppError('not-found', { detail: '没有这个事项。' });
    demand(ports, actor, 'power.edit', record.unitId);
    if (record.revision !== revision)
      throw new AppError('edited-meanwhile', {
        detail: `该事项已由${record.changedByName}保存为第${record.revision}稿。`,
        problems: [{ where: 'revision', message: `${record.revision}` }],
      });
    return record;
  }

  async function isLive(db: Queries, record: StoredRecord): Promise<boolean> {
    if (record.sort !== 'guide') return false;
    return liveOf(await editionsOf(db, [guideSubject(record.id)])) !== undefined;
  }

  async function list(actor: Actor, query: RecordQuery): Promise<z.output<typeof recordPage>> {
    demand(ports, actor, 'item.read');
    const units = await ports.unitNames();
    const rows = (await matchingRecords(database.kysely, query))
      .map(record => rowOf(record, units))
      .filter(row => query.check === undefined || row.gaps > 0 === (query.check === 'gaps'));
    const from = (query.page - 1) * query.size;
    return {
      rows: rows.slice(from, from + query.size),
      count: rows.length,
      permissions: { 'power.edit': ports.may(actor, 'power.edit', actor.unitId) },
    };
  }

  async function create(actor: Actor, body: RecordBody): Promise<Result<{ readonly id: string }>> {
    demand(ports, actor, 'power.edit', body.unitId);
    await unit(body.unitId);
    const decision = decideContent(body.sort, body.content);
    if (!decision.ok) return decision;
    const id = ports.newId();
    const by = { staffId: actor.staffId, name: actor.name };
    const { sort, code, name, unitId } = body;
    const made = await transaction(database as Database, async trx => {
      const at = clock.now();
      if (!(await insertRecord(trx, { id, sort, code, name, unitId, content: decision.content, by, at })))
        return false;
      await audit(trx, actor, id, { act: 'create', sort, code, name });
      return true;
    });
    return made ? { ok: true, value: { id } } : taken(code);
  }

  async function change(actor: Actor, id: string, body: RecordChange): Promise<Result<null>> {
    await unit(body.unitId);
    return transaction(database, async (trx): Promise<Result<null>> => {
      const record = await seen(trx, actor, id, body.revision);
      demand(ports, actor, 'power.edit', body.unitId);
      const may = decideEdit({ sort: record.sort, state: record.state, isLive: false });
      if (!may.ok) return may;
      const decision = decideContent(record.sort, body.content);
      if (!decision.ok) return decision;
      if (await codeIsTaken(trx, record.sort, body.code, id)) return taken(body.code);
      const { code, name, unitId } = body;
      const by = { staffId: actor.staffId, name: actor.name };
      await updateRecord(trx, { id, code, name, unitId, content: decision.content, by, at: clock.now() });
      await audit(trx, actor, id, {
        act: 'change',
        revision: record.revision + 1,
        code,
        name,
        before: record.content,
      });
      return { ok: true, value: null };
    });
  }

  async function remove(actor: Actor, id: string, body: RemoveBody): Promise<Result<null>> {
    return transaction(database, async (trx): Promise<Result<null>> => {
      const record = await seen(trx, actor, id, body.revision);
      const { sort, state } = record;
      const decision = decideRemove({ sort, state, isLive: await isLive(trx, record) });
      if (!decision.ok) return decision;
      const by = { staffId: actor.staffId, name: actor.name };
      const removed = { on: clock.today(), reason: body.reason };
      await setRecordState(trx, { id, by, at: clock.now(), removed });
      await audit(trx, actor, id, { act: 'remove', reason: body.reason });
      return { ok: true, value: null };
    });
  }

  async function restore(actor: Actor, id: string, revision: number): Promise<Result<null>> {
    return transaction(database, async (trx): Promise<Result<null>> => {
      const { sort, state } = await seen(trx, actor, id, revision);
      const decision = decideRestore({ sort, state, isLive: false });
      if (!decision.ok) return decision;
      const by = { staffId: actor.staffId, name: actor.name };
      await setRecordState(trx, { id, by, at: clock.now(), removed: null });
      await audit(trx, actor, id, { act: 'restore' });
      return { ok: true, value: null };
    });
  }

  /** Fault: `not-found`. */
  async function get(actor: Actor, id: string) {
    demand(ports, actor, 'item.read');
    const record = await findRecord(database.kysely, id);
    if (record === undefined) throw new AppError('not-found', { detail: '没有这个事项。' });
    const units = await ports.unitNames();
    const { gaps: _count, ...row } = rowOf(record, units);
    const permission = ports.may(actor, 'power.edit', record.unitId);
    const standing = {
      sort: record.sort,
      state: record.state,
      isLive: await isLive(database.kysely, record),
    };
    const commands = {
      edit: decideEdit(standing),
      remove: decideRemove(standing),
      restore: decideRestore(standing),
    };
    const permissions = Object.fromEntries(
      Object.entries(commands).map(([name, decision]) => {
        const reasons = [...permission.reasons, ...(decision.ok ? [] : decision.reasons)];
        return [
          name,
          {
            allowed: reasons.length === 0,
            reasons: reasons.map(each => ({ ...each, basis: [...each.basis] })),
          },
        ];
      }),
    );
    const { content, removedOn, removedReason } = record;
    return { ...row, content, removedOn, removedReason, gaps: gapsOf(record), permissions };
  }

  return { list, create, change, remove, restore, get };
}
