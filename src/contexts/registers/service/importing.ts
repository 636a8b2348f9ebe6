import { reason, refuse } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import { readGrid } from '../../../platform/office-text/grid.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { Imported, ImportView, RegisterKind } from '../contract.ts';
import type { RegisterPorts, Result } from '../ports.ts';
import {
  headOf,
  type Judged,
  judge,
  regionField,
  regionHead,
  sheetOf,
  type WaitingSheet,
} from '../rules/import.ts';
import { keyOf } from '../rules/matching.ts';
import { changedFields, nameOf } from '../rules/values.ts';
import {
  currentEntries,
  type EntryWrite,
  lastNumber,
  lockRegister,
  type StoredEntry,
  writeEntries,
} from '../store/entries.ts';
import { dropImport, findImport, insertImport, type StoredImport, writeSheet } from '../store/imports.ts';
import { audit, by, demand, demandEdit, fillerOf, mayEdit, registerOf } from './acting.ts';

/** A filled table waits, is put right cell by cell, and is taken over as a whole: nothing half-saved in the register. */

const limits = { rows: 25_000, cells: 1_000_000 } as const;
const mostProblems = 500;
const mostShown = 200;

export function importCases(ports: RegisterPorts) {
  const { database } = ports;

  function judged(
    actor: Actor,
    register: RegisterKind,
    sheet: WaitingSheet,
    known: readonly StoredEntry[],
  ): Judged {
    const may = new Map<string | null, boolean>();
    const mayWrite = (region: string | null) => {
      const before = may.get(region);
      if (before !== undefined) return before;
      const answer = mayEdit(ports, actor, register, fillerOf(ports, register, region)).allowed;
      may.set(region, answer);
      return answer;
    };
    return judge({ schema: register, regions: ports.regions, sheet, known, mayWrite });
  }

  const blocked = ({ problems }: Judged, sheet: WaitingSheet) => [
    ...(sheet.rows.length === 0 ? [reason('no-rows', '没有可以导入的行。')] : []),
    ...(problems.length > 0
      ? [
          reason(
            'problems-left',
            `还有${problems.length}处问题。请逐处改正，或者删去有问题的行，再写入名录。`,
          ),
        ]
      : []),
  ];

  function viewOf(
    actor: Actor,
    register: RegisterKind,
    waiting: StoredImport,
    known: readonly StoredEntry[],
  ): ImportView {
    const { id, fileName, sheet } = waiting;
    const result = judged(actor, register, sheet, known);
    const { problems, good, badRows } = result;
    const { reasons } = mayEdit(ports, actor, register, waiting.unitId);
    const all = [...reasons, ...blocked(result, sheet).map(each => ({ ...each, basis: [] }))];
    const shown = [
      ...sheet.rows.filter(({ row }) => badRows.has(row)),
      ...sheet.rows.filter(({ row }) => !badRows.has(row)),
    ];
    return {
      ...{ id, fileName, register: register.id },
      mapping: sheet.heads.map(({ text, column }, at) => ({
        head: text,
        column,
        field: sheet.fields[at] ?? null,
      })),
      problems: problems.slice(0, mostProblems),
      problemCount: problems.length,
      rowCount: sheet.rows.length,
      added: good.filter(each => each.entryId === null).length,
      changed: good.filter(each => each.entryId !== null && !each.isUnchanged).length,
      unchanged: good.filter(each => each.isUnchanged).length,
      rows: shown
        .slice(0, mostShown)
        .map(({ row, cells }) => ({ row, cells: [...cells], isGood: !badRows.has(row) })),
      permissions: { apply: { allowed: all.length === 0, reasons: all } },
    };
  }

  async function waitingOf(db: Queries, actor: Actor, id: string, lock = false) {
    const waiting = await findImport(db, id, lock);
    if (waiting === undefined)
      throw new AppError('not-found', { detail: '这份文件已经写入名录或者被放弃。' });
    const register = registerOf(ports, waiting.register);
    demandEdit(ports, actor, register, waiting.unitId);
    return { waiting, register };
  }

  /** Reads an uploaded table into the waiting area. Faults: `wrong-type`, `too-large`, `unreadable-file`, `not-allowed`. */
  async function upload(
    actor: Actor,
    registerId: string,
    fileName: string,
    bytes: Buffer,
  ): Promise<Result<{ readonly id: string }>> {
    const register = registerOf(ports, registerId);
    demandEdit(ports, actor, register, actor.unitId);
    const { cells, merged } = await readGrid(bytes, fileName, limits);
    const sheet = sheetOf(register, cells, merged);
    if (sheet === null)
      return refuse([
        reason(
          'no-heads',
          `没有找到标题行。第一行应写明各列的名称，如“${regionHead}、${register.fields
            .slice(0, 3)
            .map(headOf)
            .join('、')}”。请下载模板填写。`,
        ),
      ]);
    const id = ports.newId();
    const kept = { id, register: registerId, fileName: fileName.slice(0, 200), sheet, unitId: actor.unitId };
    await transaction(database, async trx => {
      await insertImport(trx, { ...kept, by: by(ports, actor) });
      const detail = { act: 'upload', register: registerId, rows: sheet.rows.length };
      await audit(ports, trx, actor, { command: 'register.edit', kind: 'register-import', id, detail });
    });
    return { ok: true, value: { id } };
  }

  async function view(actor: Actor, id: string): Promise<ImportView> {
    demand(ports, actor, 'item.read');
    const { waiting, register } = await waitingOf(database.kysely, actor, id);
    return viewOf(actor, register, waiting, await currentEntries(database.kysely, register.id));
  }

  async function changeSheet(
    actor: Actor,
    id: string,
    change: (sheet: WaitingSheet, register: RegisterKind) => WaitingSheet,
  ): Promise<Result<null>> {
    return transaction(database, async (trx): Promise<Result<null>> => {
      const { waiting, register } = await waitingOf(trx, actor, id, true);
      await writeSheet(trx, id, change(waiting.sheet, register));
      return { ok: true, value: null };
    });
  }

  /** Which field each column is. */
  function setMapping(actor: Actor, id: string, fields: readonly (string | null)[]): Promise<Result<null>> {
    return changeSheet(actor, id, (sheet, register) => {
      const known = new Set<string | null>([null, regionField, ...register.fields.map(each => each.id)]);
      if (fields.length !== sheet.heads.length || fields.some(each => !known.has(each)))
        throw new AppError('bad-input', { detail: '列的对应关系与文件不符，请刷新页面后重新选择。' });
      return { ...sheet, fields };
    });
  }

  /** One row anew, or left out. */
  function setRow(
    actor: Actor,
    id: string,
    row: number,
    cells: readonly string[] | null,
  ): Promise<Result<null>> {
    return changeSheet(actor, id, sheet => {
      if (
        !sheet.rows.some(each => each.row === row) ||
        (cells !== null && cells.length !== sheet.heads.length)
      )
        throw new AppError('bad-input', { detail: '这一行已经不在文件中，请刷新页面。' });
      const rows = sheet.rows.flatMap(each => {
        if (each.row !== row) return [each];
        return cells === null ? [] : [{ row, cells, isMerged: false }];
      });
      return { ...sheet, rows };
    });
  }

  /** Takes the file over into the register: all of it or nothing. */
  async function apply(actor: Actor, id: string): Promise<Result<Imported>> {
    return transaction(database, async (trx): Promise<Result<Imported>> => {
      const { waiting, register } = await waitingOf(trx, actor, id, true);
      await lockRegister(trx, register.id);
      const known = await currentEntries(trx, register.id);
      const result = judged(actor, register, waiting.sheet, known);
      const left = blocked(result, waiting.sheet);
      if (left.length > 0) return refuse(left);
      const old = new Map(known.map(entry => [entry.id, entry]));
      let no = await lastNumber(trx, register.id);
      const writes = result.good
        .filter(each => !each.isUnchanged)
        .map((each): EntryWrite => {
          const { region, values } = each;
          const before = each.entryId === null ? undefined : old.get(each.entryId);
          if (before === undefined) no += 1;
          return {
            ...{ id: before?.id ?? ports.newId(), no: before?.no ?? no, region, values },
            unitId: fillerOf(ports, register, region),
            name: nameOf(register, values),
            key: keyOf(register, region, values),
            revision: (before?.revision ?? 0) + 1,
            fields: before === undefined ? [] : changedFields(register, before.values, values),
          };
        });
      const why = `导入“${waiting.fileName}”`;
      await writeEntries(trx, register.id, writes, { act: 'import', reason: why, by: by(ports, actor) });
      await dropImport(trx, id);
      const added = result.good.filter(each => each.entryId === null).length;
      const counts = { added, changed: writes.length - added, unchanged: result.good.length - writes.length };
      const detail = { act: 'import', ...counts };
      await audit(ports, trx, actor, { command: 'register.edit', kind: 'register', id: register.id, detail });
      return { ok: true, value: counts };
    });
  }

  async function drop(actor: Actor, id: string): Promise<Result<null>> {
    return transaction(database, async (trx): Promise<Result<null>> => {
      await waitingOf(trx, actor, id, true);
      await dropImport(trx, id);
      return { ok: true, value: null };
    });
  }

  /** An empty table to fill. */
  async function template(actor: Actor, registerId: string, format: 'csv' | 'xlsx'): Promise<Uint8Array> {
    demand(ports, actor, 'item.read');
    const register = registerOf(ports, registerId);
    const sheet = { name: register.title, heads: [regionHead, ...register.fields.map(headOf)], rows: [] };
    return format === 'csv' ? new TextEncoder().encode(ports.csv(sheet)) : ports.xlsx(sheet);
  }

  return {
    ...{ uploadImport: upload, viewImport: view, setMapping, setRow },
    ...{ applyImport: apply, dropImport: drop, template },
  };
}
