import { isDay } from '../../../law/day.ts';
import { findPersonalNumbers } from '../../../law/masking.ts';
import { type Reason, reason, refuse } from '../../../law/refusal.ts';
import { AppError } from '../../../platform/app-error.ts';
import { type Queries, transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type {
  EntryBody,
  EntryChange,
  EntryQuery,
  EntryRow,
  EntryValues,
  EntryView,
  EventBody,
  RegisterKind,
  RemoveBody,
} from '../contract.ts';
import type { RegisterPorts, Result } from '../ports.ts';
import { headOf, regionHead } from '../rules/import.ts';
import { keyOf } from '../rules/matching.ts';
import { changedFields, nameOf, readValues } from '../rules/values.ts';
import {
  type Act,
  addEvent,
  currentEntries,
  entryWithKey,
  entryWithValue,
  eventsOf,
  findEntry,
  historyOf,
  lastNumber,
  lockRegister,
  matchingEntries,
  type StoredEntry,
  writeEntries,
} from '../store/entries.ts';
import { audit, by, demand, demandEdit, fillerOf, mayEdit, registerOf } from './acting.ts';

/** Entries: written, changed, taken out, put back, with what happened in their lives; each act with who, when and why. */

export interface NewEntry extends EntryBody {
  /** What happened before the register was kept here. */
  readonly events?: readonly { readonly kind: string; readonly on: string; readonly words: string }[];
}

export function entryCases(ports: RegisterPorts) {
  const { database, clock } = ports;
  const regionNames = new Map(ports.regions.map(({ code, name }) => [code, name]));

  function rowOf(entry: StoredEntry): EntryRow {
    const { id, no, name, region, values, state, revision, changedByName } = entry;
    return {
      ...{ id, no, name, region, state, revision, changedByName, values: { ...values } },
      regionName: region === null ? '市本级' : (regionNames.get(region) ?? region),
      changedAt: entry.changedAt.toISOString(),
    };
  }

  /** The values as they can be kept, or everything that is wrong. */
  function readAll(register: RegisterKind, given: EntryBody['values']): Result<EntryValues> {
    const { values, faults } = readValues(register, given);
    if (faults.length === 0) return { ok: true, value: values };
    return refuse(
      faults.map(each => ({
        ...reason('bad-field', `${each.name}：${each.message}${each.advice}`),
        where: `values.${each.field}`,
      })),
    );
  }

  /** Another entry with the same key or the same value in a unique field. */
  async function collisions(
    trx: Queries,
    register: RegisterKind,
    entry: { readonly id: string | null; readonly region: string | null; readonly values: EntryValues },
  ): Promise<Reason[]> {
    const { id, region, values } = entry;
    const reasons: Reason[] = [];
    for (const { id: field, name, unique } of register.fields) {
      if (!unique || values[field] === undefined) continue;
      const other = await entryWithValue(trx, register.id, { field, text: String(values[field]) }, id);
      if (other !== undefined)
        reasons.push(
          reason('value-taken', `${name}与第${other.no}号“${other.name}”相同，请核对是否重复录入。`),
        );
    }
    if (reasons.length > 0) return reasons;
    const other = await entryWithKey(trx, register.id, keyOf(register, region, values), id);
    return other === undefined
      ? []
      : [
          reason(
            'entry-twice',
            `同一地区已有同名的第${other.no}号“${other.name}”，请修改该条，不要重复录入。`,
          ),
        ];
  }

  function badEvents(register: RegisterKind, events: readonly Omit<EventBody, 'revision'>[]): Reason[] {
    const kinds = new Set(register.events.map(each => each.id));
    return events.flatMap(({ kind, on, words }) => [
      ...(kinds.has(kind) ? [] : [reason('no-such-event', '这个名录没有这类事件，请重新选择。')]),
      ...(isDay(on) ? [] : [reason('bad-day', '没有这一天，请重新选择日期。')]),
      ...(on > clock.today() ? [reason('event-ahead', '事件的日期还没有到，请在发生后登记。')] : []),
      ...(findPersonalNumbers(words).length > 0
        ? [reason('personal-number', '说明会公开，请删去其中的个人证件或者手机号码。')]
        : []),
    ]);
  }

  async function create(actor: Actor, id: string, body: NewEntry): Promise<Result<{ readonly id: string }>> {
    const register = registerOf(ports, id);
    const unitId = fillerOf(ports, register, body.region);
    demandEdit(ports, actor, register, unitId);
    const read = readAll(register, body.values);
    if (!read.ok) return read;
    const { events = [], region, reason: why } = body;
    const bad = badEvents(register, events);
    if (bad.length > 0) return refuse(bad);
    const values = read.value;
    const entryId = ports.newId();
    return transaction(database, async (trx): Promise<Result<{ readonly id: string }>> => {
      await lockRegister(trx, id);
      const taken = await collisions(trx, register, { id: null, region, values });
      if (taken.length > 0) return refuse(taken);
      const no = (await lastNumber(trx, id)) + 1;
      const write = {
        ...{ id: entryId, no, unitId, region, name: nameOf(register, values), values, revision: 1 },
        ...{ key: keyOf(register, region, values), fields: [] },
      };
      await writeEntries(trx, id, [write], { act: 'create', reason: why, by: by(ports, actor) });
      for (const event of events) await addEvent(trx, entryId, event, by(ports, actor));
      const detail = { act: 'create', register: id, no };
      await audit(ports, trx, actor, {
        command: 'register.edit',
        kind: 'register-entry',
        id: entryId,
        detail,
      });
      return { ok: true, value: { id: entryId } };
    });
  }

  /** Locked, of the revision that was seen. Faults: `not-found`, `not-allowed`, `edited-meanwhile`. */
  async function seen(trx: Queries, actor: Actor, id: string, revision: number) {
    const found = await findEntry(trx, id);
    if (found === undefined) throw new AppError('not-found', { detail: '名录中没有这一条。' });
    const register = registerOf(ports, found.register);
    demandEdit(ports, actor, register, found.unitId);
    await lockRegister(trx, register.id);
    const entry = (await findEntry(trx, id, true))!;
    if (entry.revision !== revision)
      throw new AppError('edited-meanwhile', {
        detail: `${entry.changedByName}刚刚修改了这一条。请刷新后核对，再填写您的内容。`,
      });
    return { register, entry };
  }

  /** Writes one entry that is there with its line of history. */
  async function rewrite(
    trx: Queries,
    actor: Actor,
    { register, entry }: { readonly register: RegisterKind; readonly entry: StoredEntry },
    change: {
      readonly act: Act;
      readonly reason: string;
      readonly region?: string | null;
      readonly values?: EntryValues;
      readonly state?: 'current' | 'removed';
    },
  ): Promise<void> {
    const region = change.region === undefined ? entry.region : change.region;
    const values = change.values ?? entry.values;
    const moved = region === entry.region ? [] : ['地区'];
    const write = {
      ...{ id: entry.id, no: entry.no, region, values, state: change.state ?? entry.state },
      unitId: fillerOf(ports, register, region),
      name: nameOf(register, values),
      key: keyOf(register, region, values),
      revision: entry.revision + 1,
      fields: [...moved, ...changedFields(register, entry.values, values)],
    };
    const { act, reason: why } = change;
    await writeEntries(trx, register.id, [write], { act, reason: why, by: by(ports, actor) });
    const detail = { act, register: register.id, no: entry.no, fields: write.fields };
    await audit(ports, trx, actor, {
      command: 'register.edit',
      kind: 'register-entry',
      id: entry.id,
      detail,
    });
  }

  const removed = reason('entry-removed', '这一条已经退出名录。如需修改，请先恢复。');

  async function change(actor: Actor, id: string, body: EntryChange): Promise<Result<null>> {
    return transaction(database, async (trx): Promise<Result<null>> => {
      const found = await seen(trx, actor, id, body.revision);
      const { register, entry } = found;
      if (entry.state === 'removed') return refuse([removed]);
      demandEdit(ports, actor, register, fillerOf(ports, register, body.region));
      const read = readAll(register, body.values);
      if (!read.ok) return read;
      const values = read.value;
      const { region, reason: why } = body;
      if (region === entry.region && changedFields(register, entry.values, values).length === 0)
        return refuse([reason('nothing-changed', '内容没有变化，无须保存。')]);
      const taken = await collisions(trx, register, { id, region, values });
      if (taken.length > 0) return refuse(taken);
      await rewrite(trx, actor, found, { act: 'change', reason: why, region, values });
      return { ok: true, value: null };
    });
  }

  /** Out of the register, or back into it. */
  async function setState(
    actor: Actor,
    id: string,
    { revision, reason: why }: RemoveBody,
    state: 'current' | 'removed',
  ): Promise<Result<null>> {
    return transaction(database, async (trx): Promise<Result<null>> => {
      const found = await seen(trx, actor, id, revision);
      const { register, entry } = found;
      if (entry.state === state)
        return refuse([
          state === 'removed' ? removed : reason('entry-current', '这一条在名录中，无须恢复。'),
        ]);
      if (state === 'current') {
        const taken = await collisions(trx, register, entry);
        if (taken.length > 0) return refuse(taken);
      }
      const act = state === 'removed' ? 'remove' : 'restore';
      await rewrite(trx, actor, found, { act, reason: why, state });
      return { ok: true, value: null };
    });
  }

  async function tellEvent(actor: Actor, id: string, body: EventBody): Promise<Result<null>> {
    return transaction(database, async (trx): Promise<Result<null>> => {
      const found = await seen(trx, actor, id, body.revision);
      if (found.entry.state === 'removed') return refuse([removed]);
      const bad = badEvents(found.register, [body]);
      if (bad.length > 0) return refuse(bad);
      await addEvent(trx, id, body, by(ports, actor));
      const name = found.register.events.find(each => each.id === body.kind)?.name ?? '';
      const words = `${name}（${body.on}）${body.words === '' ? '' : `：${body.words}`}`;
      await rewrite(trx, actor, found, { act: 'event', reason: words });
      return { ok: true, value: null };
    });
  }

  async function list(actor: Actor, id: string, query: EntryQuery) {
    demand(ports, actor, 'item.read');
    const { rows, count } = await matchingEntries(database.kysely, registerOf(ports, id).id, query);
    return { rows: rows.map(rowOf), count };
  }

  /** Fault: `not-found`. */
  async function get(actor: Actor, id: string): Promise<EntryView> {
    demand(ports, actor, 'item.read');
    const entry = await findEntry(database.kysely, id);
    if (entry === undefined) throw new AppError('not-found', { detail: '名录中没有这一条。' });
    const register = registerOf(ports, entry.register);
    const [events, history] = await Promise.all([
      eventsOf(database.kysely, { entryId: id }),
      historyOf(database.kysely, id),
    ]);
    const { reasons } = mayEdit(ports, actor, register, entry.unitId);
    const isOut = entry.state === 'removed';
    const joined = (more: readonly Reason[]) => {
      const all = [...reasons, ...more.map(each => ({ ...each, basis: [...each.basis] }))];
      return { allowed: all.length === 0, reasons: all };
    };
    return {
      ...rowOf(entry),
      register: register.id,
      events: events.map(({ kind, on, words, byName }) => ({ kind, on, words, byName })),
      history: history.map(each => ({ ...each, at: each.at.toISOString() })),
      permissions: {
        edit: joined(isOut ? [removed] : []),
        remove: joined(isOut ? [removed] : []),
        restore: joined(isOut ? [] : [reason('entry-current', '这一条在名录中，无须恢复。')]),
      },
    };
  }

  /** All current entries as a table, inner fields too. Fault: `not-allowed`. */
  async function exported(actor: Actor, id: string, format: 'csv' | 'xlsx'): Promise<Uint8Array> {
    const register = registerOf(ports, id);
    demandEdit(ports, actor, register, actor.unitId);
    const entries = await currentEntries(database.kysely, id);
    const mine = entries.filter(entry => mayEdit(ports, actor, register, entry.unitId).allowed);
    return tableOf(ports, register, mine.map(rowOf), format);
  }

  return {
    ...{ create, change, tellEvent, list, get, exported },
    remove: (actor: Actor, id: string, body: RemoveBody) => setState(actor, id, body, 'removed'),
    restore: (actor: Actor, id: string, body: RemoveBody) => setState(actor, id, body, 'current'),
  };
}

async function tableOf(
  ports: RegisterPorts,
  register: RegisterKind,
  entries: readonly EntryRow[],
  format: 'csv' | 'xlsx',
): Promise<Uint8Array> {
  const { fields } = register;
  const sheet = {
    name: register.title,
    heads: [regionHead, ...fields.map(headOf)],
    rows: entries.map(({ regionName, region, values }) => [
      region === null ? '' : regionName,
      ...fields.map(({ id }) => values[id] ?? ''),
    ]),
  };
  return format === 'csv' ? new TextEncoder().encode(ports.csv(sheet)) : ports.xlsx(sheet);
}
