import { cite } from '../../../law/citation.ts';
import { dayOf } from '../../../law/day.ts';
import { type Decision, type Reason, reason, refuse } from '../../../law/refusal.ts';
import { shanghaiDay } from '../../../platform/clock.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { ItemStanding } from '../../review/contract.ts';
import {
  type ProposeBody,
  type RegisterKind,
  type RegisterRow,
  type RegisterView,
  type ReleasedEntry,
  type ReleasedRegister,
  releasedRegister,
} from '../contract.ts';
import type { RegisterPorts, Result } from '../ports.ts';
import { changeWords, registerJson, registerSheet } from '../rendering/files.ts';
import { registerHtml } from '../rendering/html.ts';
import { type Changes, changesBetween } from '../rules/changes.ts';
import { clockOf } from '../rules/clock.ts';
import { readValues } from '../rules/values.ts';
import { checksOf, insertCheck, type StoredCheck } from '../store/checks.ts';
import { editionsOf, type StoredEdition, writeProposed } from '../store/editions.ts';
import { countEntries, currentEntries, eventsOf, lockRegister, type StoredEntry } from '../store/entries.ts';
import { importsOf } from '../store/imports.ts';
import { audit, by, demand, mayEdit, registerOf } from './acting.ts';

/** A register goes out as an item (ADR 19): compiled, checked, proposed. Review and release are the item's. */

/** Released files never change: each is read once. */
export function releasedFiles({ readFile }: Pick<RegisterPorts, 'readFile'>) {
  const most = 60;
  const kept = new Map<string, ReleasedRegister>();
  return async (digest: string): Promise<ReleasedRegister | null> => {
    const known = kept.get(digest);
    if (known !== undefined) return known;
    const bytes = await readFile(digest);
    if (bytes === null) return null;
    const list = releasedRegister.parse(JSON.parse(new TextDecoder().decode(bytes)));
    if (kept.size >= most) kept.delete(kept.keys().next().value!);
    kept.set(digest, list);
    return list;
  };
}

/** Only what is public goes out. */
function releasedEntries(
  register: RegisterKind,
  entries: readonly StoredEntry[],
  events: Awaited<ReturnType<typeof eventsOf>>,
): ReleasedEntry[] {
  const fields = register.fields.filter(field => field.public);
  const byEntry = new Map<string, { kind: string; on: string; words: string }[]>();
  for (const { entryId, kind, on, words } of events)
    byEntry.set(entryId, [...(byEntry.get(entryId) ?? []), { kind, on, words }]);
  return entries.map(({ id, no, region, values, changedAt }) => ({
    ...{ no, region, updatedOn: shanghaiDay(changedAt), events: byEntry.get(id) ?? [] },
    values: Object.fromEntries(
      fields.flatMap(field => (values[field.id] === undefined ? [] : [[field.id, values[field.id]!]])),
    ),
  }));
}

const mostFaults = 40;

/** May the register go to review as it stands? A stored entry can have become faulty when the schema changed. */
export function decidePropose(
  register: RegisterKind,
  entries: readonly StoredEntry[],
  standing: ItemStanding,
): Decision<object> {
  const reasons: Reason[] = [];
  if (entries.length === 0)
    reasons.push(reason('no-entries', `“${register.title}”还没有内容，请先录入或者导入。`));
  if (standing === 'under-review')
    reasons.push(reason('under-review', '上一版正在审查中。请等待发布，或者先撤回送审再更新。'));
  for (const entry of entries) {
    if (reasons.length >= mostFaults) break;
    for (const fault of readValues(register, entry.values).faults)
      reasons.push(
        reason('bad-entry', `第${entry.no}号“${entry.name}”${fault.name}：${fault.message}${fault.advice}`),
      );
  }
  return reasons.length > 0 ? refuse(reasons.slice(0, mostFaults)) : { ok: true };
}

/** May it be called unchanged? Only what is public, and only while nothing waits to be published. */
function decideUnchanged(edition: number | null, changes: Changes | null): Decision<object> {
  if (edition === null || changes === null)
    return refuse([reason('not-public', '名录还没有公开的版本，请先生成并发布第一版。')]);
  const { added, changed, removed } = changes;
  if (added + changed + removed > 0)
    return refuse([
      reason(
        'has-changes',
        `名录有${added + changed + removed}处变化还没有公开（新增${added}、修改${changed}、移除${removed}），不能登记为没有变化。请生成新的一版。`,
        cite('政府信息公开条例', 26),
      ),
    ]);
  return { ok: true };
}

export function editionCases(ports: RegisterPorts, released: ReturnType<typeof releasedFiles>) {
  const { database, clock } = ports;
  const liveOf = (editions: readonly StoredEdition[]) => editions.find(each => each.state === 'released');

  async function rowOf(
    register: RegisterKind,
    editions: readonly StoredEdition[],
    entries: number,
    checks: readonly StoredCheck[],
  ): Promise<RegisterRow> {
    const live = liveOf(editions);
    const releasedOn = live?.releasedAt == null ? null : shanghaiDay(live.releasedAt);
    return {
      ...{ id: register.id, title: register.title, noun: register.noun, entries },
      ownerUnitName: ports.unitName(register.owner),
      edition: live?.no ?? null,
      path: live?.path ?? null,
      clock: clockOf(
        register,
        releasedOn,
        checks.find(each => each.register === register.id)?.on ?? null,
        dayOf(clock.today()),
        await ports.calendar(),
      ),
    };
  }

  async function overviewRows(): Promise<{ register: RegisterKind; row: RegisterRow }[]> {
    const [editions, counts, checks] = await Promise.all([
      editionsOf(database.kysely, null),
      countEntries(database.kysely),
      checksOf(database.kysely, null),
    ]);
    return Promise.all(
      ports.pack.registers.map(async register => ({
        register,
        row: await rowOf(
          register,
          editions.filter(each => each.register === register.id),
          counts.get(register.id) ?? 0,
          checks,
        ),
      })),
    );
  }

  async function overview(actor: Actor): Promise<{ rows: RegisterRow[] }> {
    demand(ports, actor, 'item.read');
    return { rows: (await overviewRows()).map(({ row }) => row) };
  }

  async function pending(
    register: RegisterKind,
    editions: readonly StoredEdition[],
    entries: readonly StoredEntry[],
  ): Promise<{ all: ReleasedEntry[]; changes: Changes | null }> {
    const all = releasedEntries(
      register,
      entries,
      await eventsOf(database.kysely, { register: register.id }),
    );
    const live = liveOf(editions);
    const before = live === undefined ? null : await released(live.dataDigest);
    return { all, changes: before === null ? null : changesBetween(before.entries, all) };
  }

  async function view(actor: Actor, id: string): Promise<RegisterView> {
    demand(ports, actor, 'item.read');
    const register = registerOf(ports, id);
    const [editions, entries, waiting, checks] = await Promise.all([
      editionsOf(database.kysely, id),
      currentEntries(database.kysely, id),
      importsOf(database.kysely, id),
      checksOf(database.kysely, id),
    ]);
    const { changes } = await pending(register, editions, entries);
    const none = entries.length > 0 ? [] : [reason('no-entries', '还没有内容，请先录入或者导入。')];
    const may = ports.may(actor, 'register.propose', register.owner);
    const decided = decideUnchanged(liveOf(editions)?.no ?? null, changes);
    const still = decided.ok ? [] : decided.reasons.map(each => ({ ...each, basis: [...each.basis] }));
    const unchanged = [...may.reasons, ...still];
    const reasons = [...may.reasons, ...none.map(each => ({ ...each, basis: [...each.basis] }))];
    return {
      ...(await rowOf(register, editions, entries.length, checks)),
      checks: checks.map(({ on, words, edition, byName }) => ({ on, words, edition, byName })),
      schema: register,
      ownerUnitId: register.owner,
      regions: ports.regions.map(({ code, name }) => ({ code, name })),
      changes,
      editions: editions.map(({ no, state, itemId, path, entries: count, proposedByName, ...rest }) => ({
        ...{ no, state, itemId, path, entries: count, proposedByName },
        proposedAt: rest.proposedAt.toISOString(),
        releasedAt: rest.releasedAt?.toISOString() ?? null,
        withdrawnReason: rest.withdrawnReason,
      })),
      waiting: waiting
        .filter(each => mayEdit(ports, actor, register, each.unitId).allowed)
        .map(each => ({
          ...{ id: each.id, fileName: each.fileName, rows: each.rowCount, byName: each.byName },
          at: each.at.toISOString(),
        })),
      permissions: {
        'register.edit': mayEdit(ports, actor, register, actor.unitId),
        'register.propose': { allowed: reasons.length === 0, reasons },
        unchanged: { allowed: unchanged.length === 0, reasons: unchanged },
      },
    };
  }

  /** The item to write into: that of the edition on its way, else of the public one; a withdrawn one stays withdrawn. */
  async function itemFor(actor: Actor, register: RegisterKind, latest: StoredEdition | undefined) {
    if (latest === undefined) {
      const found = await ports.openItemTitled(actor, register.column, register.title);
      return { no: 1, itemId: found, standing: 'open' as ItemStanding };
    }
    const no = latest.state === 'proposed' ? latest.no : latest.no + 1;
    const standing = await ports.itemStanding(actor, latest.itemId);
    const ended = latest.state === 'withdrawn' || standing === 'ended';
    return { no, itemId: ended ? null : latest.itemId, standing };
  }

  function compiled(
    register: RegisterKind,
    parts: {
      readonly no: number;
      readonly all: ReleasedEntry[];
      readonly changes: Changes | null;
      readonly previousDigest: string | null;
      readonly note: string;
    },
  ): ReleasedRegister {
    const { id, title, description, noun, source, serves, cadence, fields, events } = register;
    const { no, all, changes, previousDigest, note } = parts;
    return {
      format: 'gongkai-register/1',
      register: {
        ...{ id, title, description, noun, source, serves, events },
        cadence: `每${cadence.workingDays}个工作日更新一次（${cadence.basis}）`,
        fields: fields
          .filter(field => field.public)
          .map(({ id: field, name, kind, measure, filterable }) => ({
            ...{ id: field, name, kind, measure, filterable },
          })),
      },
      regions: ports.regions.map(({ code, name }) => ({ code, name })),
      organ: ports.organName,
      ownerUnit: ports.unitName(register.owner),
      edition: no,
      compiledOn: clock.today(),
      ...{ previousDigest, changes, entries: all },
      note: [ports.demoNote, note].filter(each => each !== '').join(''),
    };
  }

  async function draftOf(register: RegisterKind, released: ReleasedRegister, itemId: string | null) {
    const sheet = registerSheet(released);
    const { title } = register;
    const { changes, entries } = released;
    return {
      itemId,
      ownerUnitId: register.owner,
      columnId: register.column,
      title,
      summary: `${title}，共${entries.length}条${changes === null ? '' : `；${changeWords(changes)}`}。`,
      bodyHtml: registerHtml(released),
      writtenOn: released.compiledOn,
      keywords: [register.noun, '名录'],
      files: [
        { name: 'data.json', bytes: registerJson(released) },
        { name: `${title}.csv`, bytes: new TextEncoder().encode(ports.csv(sheet)) },
        { name: `${title}.xlsx`, bytes: await ports.xlsx(sheet) },
      ],
    };
  }

  /**
   * Puts the register as it stands into a draft item, or into the draft on its way. Refused with everything that is
   * wrong, entry by entry. Faults: `not-found`, `not-allowed`.
   */
  async function propose(
    actor: Actor,
    id: string,
    { note, meets }: ProposeBody,
  ): Promise<Result<{ readonly itemId: string; readonly path: string; readonly edition: number }>> {
    const register = registerOf(ports, id);
    demand(ports, actor, 'register.propose', register.owner);
    const editions = await editionsOf(database.kysely, id);
    const entries = await currentEntries(database.kysely, id);
    const { no, itemId, standing } = await itemFor(actor, register, editions[0]);
    const decision = decidePropose(register, entries, standing);
    const about = { command: 'register.propose', kind: 'register', id } as const;
    if (!decision.ok) {
      const detail = { reasons: [...new Set(decision.reasons.map(({ code }) => code))] };
      await transaction(database, trx => audit(ports, trx, actor, { ...about, outcome: 'refused', detail }));
      return decision;
    }
    const { all, changes } = await pending(register, editions, entries);
    const previousDigest = liveOf(editions)?.dataDigest ?? null;
    const list = compiled(register, { no, all, changes, previousDigest, note });
    const proposed = await ports.propose(actor, { ...(await draftOf(register, list, itemId)), meets });
    if (!proposed.ok) return proposed;
    const { itemId: made, path, digests } = proposed.value;
    await transaction(database, async trx => {
      await lockRegister(trx, id);
      await writeProposed(trx, {
        ...{ id: ports.newId(), register: id, no, itemId: made, path, dataDigest: digests[0]! },
        ...{ entries: all.length, by: by(ports, actor) },
      });
      await audit(ports, trx, actor, { ...about, detail: { itemId: made, edition: no } });
    });
    return { ok: true, value: { itemId: made, path, edition: no } };
  }

  /**
   * Notes that the register was checked and nothing has changed: its clock runs anew from today, and the public page says so.
   * Refused while changes wait to be published. Faults: `not-found`, `not-allowed`.
   */
  async function noteUnchanged(actor: Actor, id: string, words: string): Promise<Result<null>> {
    const register = registerOf(ports, id);
    demand(ports, actor, 'register.propose', register.owner);
    return transaction(database, async (trx): Promise<Result<null>> => {
      await lockRegister(trx, id);
      const editions = await editionsOf(trx, id);
      const live = liveOf(editions);
      const { changes } = await pending(register, editions, await currentEntries(trx, id));
      const decision = decideUnchanged(live?.no ?? null, changes);
      const about = { command: 'register.propose', kind: 'register', id } as const;
      const detail = { act: 'unchanged', words };
      if (!decision.ok || live === undefined) {
        await audit(ports, trx, actor, { ...about, outcome: 'refused', detail });
        return decision.ok ? { ok: true, value: null } : decision;
      }
      const on = clock.today();
      await insertCheck(trx, { register: id, edition: live.no, on, words, by: by(ports, actor) });
      await ports.pageChanged(trx, live.itemId);
      await audit(ports, trx, actor, { ...about, detail });
      return { ok: true, value: null };
    });
  }

  /** Reminds the owner of each late register once for each due day. Answers how many were told. */
  async function remindLate(): Promise<number> {
    let told = 0;
    for (const { register, row } of await overviewRows()) {
      const { state, dueOn, explanation, basis } = row.clock;
      if (state !== 'late' || dueOn === null) continue;
      const first = await transaction(database, trx =>
        ports.remindOnce(trx, {
          ...{ caseId: register.id, dueOn, unitId: register.owner },
          title: `“${register.title}”逾期未更新`,
          body: `${explanation}依据：${basis}。请核对名录，生成新的一版。`,
          link: `/console/registers/${register.id}`,
        }),
      );
      if (first) told += 1;
    }
    return told;
  }

  return { overview, view, propose, noteUnchanged, remindLate };
}
