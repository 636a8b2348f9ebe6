import { AppError } from '../../../platform/app-error.ts';
import { transaction } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { ItemStanding } from '../../review/contract.ts';
import {
  isSort,
  type ProposeBody,
  type ReleasedList,
  type SubjectView,
  sorts,
  tableOf,
} from '../contract.ts';
import type { PowerPorts, Result } from '../ports.ts';
import { listJson, listSheet } from '../rendering/files.ts';
import { listHtml } from '../rendering/html.ts';
import { changeWords } from '../rules/changes.ts';
import { decidePropose } from '../rules/decisions.ts';
import { editionsOf, lockSubject, type StoredEdition, writeProposed } from '../store/editions.ts';
import { recordsOf } from '../store/records.ts';
import {
  entriesOf,
  factsFrom,
  liveOf,
  loadFacts,
  pendingChanges,
  type Subject,
  type SubjectFacts,
  subjectOf,
} from './facts.ts';
import { demand, type releasedFiles, subjectViewOf } from './views.ts';

/** A list or guide goes out as an item (ADR 19): compiled, checked, proposed. Review and release are the item's. */

interface Compiled {
  readonly facts: SubjectFacts;
  readonly list: ReleasedList;
  readonly no: number;
  readonly itemId: string | null;
}

export function editionCases(ports: PowerPorts, released: ReturnType<typeof releasedFiles>) {
  const { database, clock, pack } = ports;

  function known(text: string): Subject {
    const subject = subjectOf(text);
    if (subject === undefined || !isSort(subject.sort))
      throw new AppError('not-found', { detail: '没有这个清单。' });
    return subject;
  }

  async function factsOf(subject: Subject): Promise<SubjectFacts> {
    const facts = await loadFacts(database.kysely, subject, pack.lists);
    if (facts === undefined) throw new AppError('not-found', { detail: '没有这个办事指南。' });
    return facts;
  }

  async function liveList(editions: readonly StoredEdition[]): Promise<ReleasedList | null> {
    const live = liveOf(editions);
    return live === undefined ? null : released(live.dataDigest);
  }

  async function view(actor: Actor, text: string): Promise<SubjectView> {
    demand(ports, actor, 'item.read');
    const facts = await factsOf(known(text));
    const editions = await editionsOf(database.kysely, [facts.subject]);
    const parts = { facts, editions, units: await ports.unitNames(), live: await liveList(editions) };
    return subjectViewOf(ports, actor, parts, tableOf(facts.sort).leaf);
  }

  /** Every list; guides stand each for itself. */
  async function overview(actor: Actor) {
    demand(ports, actor, 'item.read');
    const kept = sorts.filter(sort => sort !== 'guide');
    const [records, editions, units] = await Promise.all([
      recordsOf(database.kysely, kept),
      editionsOf(database.kysely, kept),
      ports.unitNames(),
    ]);
    const lists = await Promise.all(
      kept.map(async sort => {
        const facts = factsFrom({ subject: sort, sort, recordId: null }, records, pack.lists);
        const own = editions.filter(edition => edition.subject === sort);
        const parts = { facts, editions: own, units, live: await liveList(own) };
        return subjectViewOf(ports, actor, parts, tableOf(sort).leaf);
      }),
    );
    return { lists, permissions: { 'power.edit': ports.may(actor, 'power.edit', actor.unitId) } };
  }

  /** The item to write into: that of the edition on its way, else of the public one; a withdrawn one stays withdrawn. */
  async function itemFor(actor: Actor, facts: SubjectFacts, latest: StoredEdition | undefined) {
    if (latest === undefined) {
      const { columnId, title } = facts;
      const found = columnId === undefined ? null : await ports.openItemTitled(actor, columnId, title);
      return { no: 1, itemId: found, standing: 'open' as ItemStanding };
    }
    const no = latest.state === 'proposed' ? latest.no : latest.no + 1;
    const standing = await ports.itemStanding(actor, latest.itemId);
    const ended = latest.state === 'withdrawn' || standing === 'ended';
    return { no, itemId: ended ? null : latest.itemId, standing };
  }

  async function compiled(actor: Actor, facts: SubjectFacts, note: string): Promise<Result<Compiled>> {
    const editions = await editionsOf(database.kysely, [facts.subject]);
    const units = await ports.unitNames();
    const live = await liveList(editions);
    const changes = pendingChanges(facts, live, units);
    const { no, itemId, standing } = await itemFor(actor, facts, editions[0]);
    const decision = decidePropose({
      sort: facts.sort,
      entries: facts.current,
      changes,
      isUnderReview: standing === 'under-review',
      hasColumn: facts.columnId !== undefined && facts.ownerUnitId !== undefined,
    });
    if (!decision.ok) return decision;
    const { leaf, fields } = tableOf(facts.sort);
    const list: ReleasedList = {
      format: 'gongkai-powers/1',
      list: { sort: facts.sort, title: facts.title, leaf },
      organ: ports.organName,
      edition: no,
      compiledOn: clock.today(),
      previousDigest: liveOf(editions)?.dataDigest ?? null,
      changes,
      note,
      fields: fields.map(({ id, name, shape }) => ({ id, name, shape })),
      entries: entriesOf(facts, units),
      removed: [...facts.removed],
    };
    return { ok: true, value: { facts, list, no, itemId } };
  }

  function summaryOf(list: ReleasedList): string {
    const { changes, entries } = list;
    if (changes !== null) return `调整公告：${changeWords(changes).join('；')}`.slice(0, 1900);
    return list.list.sort === 'guide'
      ? `${entries[0]?.name ?? ''}的申请条件、办理材料、流程、时限、地点和联系方式。`
      : `${list.list.title}，共${entries.length}项。`;
  }

  async function draftOf({ facts, list, itemId }: Compiled, meets: ProposeBody['meets']) {
    const sheet = listSheet(list);
    return {
      itemId,
      ownerUnitId: facts.ownerUnitId!,
      columnId: facts.columnId!,
      title: facts.title,
      summary: summaryOf(list),
      bodyHtml: listHtml(list),
      writtenOn: list.compiledOn,
      keywords: facts.sort === 'guide' ? ['办事指南'] : [tableOf(facts.sort).name, '清单'],
      files: [
        { name: 'data.json', bytes: listJson(list) },
        { name: `${facts.title}.csv`, bytes: new TextEncoder().encode(ports.csv(sheet)) },
        { name: `${facts.title}.xlsx`, bytes: await ports.xlsx(sheet) },
      ],
      meets,
    };
  }

  /**
   * Puts the list as it stands into a draft item, or into the draft on its way. Refused with everything that is missing,
   * entry by entry. Faults: `not-found`, `not-allowed`.
   */
  async function propose(
    actor: Actor,
    text: string,
    { note, meets }: ProposeBody,
  ): Promise<Result<{ readonly itemId: string; readonly path: string; readonly edition: number }>> {
    const facts = await factsOf(known(text));
    demand(ports, actor, 'power.propose', facts.ownerUnitId);
    const act = {
      ...{ at: clock.now(), actor, command: 'power.propose' as const },
      ...{ subjectKind: 'power-list', subjectId: facts.subject },
    };
    const ready = await compiled(actor, facts, note);
    if (!ready.ok) {
      const detail = { reasons: ready.reasons.map(({ code }) => code) };
      await transaction(database, trx => ports.recordAudit(trx, { ...act, outcome: 'refused', detail }));
      return ready;
    }
    const { list, no } = ready.value;
    const proposed = await ports.propose(actor, await draftOf(ready.value, meets));
    if (!proposed.ok) return proposed;
    const { itemId, path, digests } = proposed.value;
    await transaction(database, async trx => {
      await lockSubject(trx, facts.subject);
      await writeProposed(trx, {
        ...{ id: ports.newId(), subject: facts.subject, no, itemId, path, dataDigest: digests[0]! },
        ...{ entries: list.entries.length, changes: list.changes },
        ...{ by: { staffId: actor.staffId, name: actor.name }, at: clock.now() },
      });
      await ports.recordAudit(trx, { ...act, outcome: 'done', detail: { itemId, edition: no } });
    });
    return { ok: true, value: { itemId, path, edition: no } };
  }

  return { view, overview, propose };
}
