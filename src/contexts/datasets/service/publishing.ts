import { AppError } from '../../../platform/app-error.ts';
import type { Queries } from '../../../platform/database/database.ts';
import type { Actor } from '../../organisation/contract.ts';
import { servedBy } from '../contract/pack.ts';
import type { ProposeBody } from '../contract.ts';
import type { DatasetDraft, DatasetPorts, Result } from '../ports.ts';
import { editionCsv, editionJson, editionXlsx } from '../rendering/files.ts';
import { editionHtml } from '../rendering/html.ts';
import { editionTitle } from '../rendering/words.ts';
import { stateReasons } from '../rules/moves.ts';
import { partsOf } from '../rules/table.ts';
import { changeEdition, copyContents, editionsOf, editionsOfItem, insertEdition } from '../store.ts';
import { act, demand, refused } from './acting.ts';
import { dutiesFor, type OpenEdition, openEdition, publishedEditionOf } from './room.ts';

/** The duty with the elements of its leaf that the data set serves, unless others are named. */
async function metBy(
  ports: DatasetPorts,
  actor: Actor,
  { set }: OpenEdition,
  { dutyId, elements }: ProposeBody,
): Promise<DatasetDraft['meets']> {
  if (dutyId === undefined) return [];
  if (elements !== undefined) return [{ dutyId, elements }];
  const duties = await dutiesFor(ports, actor, set);
  const leaf = duties.find(({ id }) => id === dutyId)?.leafId ?? set.leaf;
  const served = servedBy(set).filter(each => each.leaf === leaf);
  return [{ dutyId, elements: [...new Set(served.map(({ element }) => element))].sort((a, b) => a - b) }];
}

async function draftOf(
  ports: DatasetPorts,
  open: OpenEdition,
  meets: DatasetDraft['meets'],
): Promise<DatasetDraft> {
  const { set, edition } = open;
  const today = ports.clock.today();
  const published = publishedEditionOf(ports, open, today);
  const name = `${set.title}${edition.period}`;
  const xlsx = await editionXlsx(published, set.classWord, ports.clock.now());
  return {
    itemId: edition.itemId,
    ownerUnitId: set.owner,
    columnId: set.column,
    title: editionTitle(published),
    summary: `${set.description}${published.periodWords}，${published.dataset.ownerUnit}汇总。`,
    bodyHtml: editionHtml(published, set.classWord),
    writtenOn: today,
    source: published.dataset.ownerUnit,
    statisticalDefinition: `${set.definition}数据来源：${set.source}。`,
    files: [
      { name: 'data.json', bytes: editionJson(published) },
      { name: `${name}.csv`, bytes: editionCsv(published, set.classWord) },
      { name: `${name}.xlsx`, bytes: xlsx },
    ],
    meets,
  };
}

/** The item to write into: the edition's own where it lives, else the draft that a broken attempt left behind. */
async function itemFor(
  ports: DatasetPorts,
  actor: Actor,
  { itemId, columnId, title }: DatasetDraft,
): Promise<string | null> {
  if (itemId === null) return ports.openItemTitled(actor, columnId, title);
  return (await ports.itemIsOpen(actor, itemId)) ? itemId : null;
}

export function publishingCases(ports: DatasetPorts) {
  const { database } = ports;

  return {
    /**
     * Renders the edition and drafts the item by which it goes out (ADR 19). Can be repeated until the item is released. The
     * item is made before the link is written: after a failure between the two, the next call finds the draft by its title.
     */
    async propose(
      actor: Actor,
      id: string,
      body: ProposeBody,
    ): Promise<Result<{ itemId: string; path: string }>> {
      const open = await openEdition(ports, database.kysely, id);
      demand(ports, actor, 'dataset.propose', open.set.owner);
      const barred = stateReasons('propose', open.edition.state);
      if (barred.length > 0) return { ok: false, reasons: barred };
      const draft = await draftOf(ports, open, await metBy(ports, actor, open, body));
      const drafted = await ports.propose(actor, { ...draft, itemId: await itemFor(ports, actor, draft) });
      if (!drafted.ok) return drafted;
      const { itemId, path, digests } = drafted.value;
      const [dataDigest, csvDigest, xlsxDigest] = digests;
      const command = {
        permit: () => {},
        name: 'dataset.propose',
        move: 'propose' as const,
        detail: { itemId, dataDigest },
      };
      return act(ports, actor, id, command, async ({ trx, at }) => {
        await changeEdition(trx, id, at, {
          ...{ state: 'proposed', itemId, path },
          ...(dataDigest === undefined ? {} : { dataDigest }),
          ...(csvDigest === undefined ? {} : { csvDigest }),
          ...(xlsxDigest === undefined ? {} : { xlsxDigest }),
        });
        return { ok: true, value: { itemId, path } };
      });
    },

    /** Begins a correction of what is or was public; the released edition stays as it is until the new one is released. */
    async revise(actor: Actor, id: string, why: string): Promise<Result<{ id: string }>> {
      const newId = ports.newId();
      const command = {
        permit: ({ set }: OpenEdition) => demand(ports, actor, 'dataset.consolidate', set.owner),
        name: 'dataset.revise',
        move: 'revise' as const,
        detail: { reason: why, edition: newId },
      };
      return act(ports, actor, id, command, async ({ trx, open, at }) => {
        const { set, edition } = open;
        const [last] = await editionsOf(trx, set.id, edition.period);
        if (last !== undefined && last.id !== id)
          return refused('revision-under-way', '本期已有更新的版本，请在最新的版本上更正。');
        const isNew = await insertEdition(trx, {
          id: newId,
          datasetId: set.id,
          period: edition.period,
          revision: edition.revision + 1,
          revisionReason: why,
          ownerUnitId: edition.ownerUnitId,
          itemId: edition.itemId,
          at,
          parts: partsOf(set, ports.regions),
        });
        if (!isNew) throw new AppError('edited-meanwhile');
        await copyContents(trx, id, newId);
        return { ok: true, value: { id: newId } };
      });
    },

    /** An item was released: the edition whose data.json it carries is public, the one before it is history. */
    async markReleased(
      trx: Queries,
      event: {
        readonly documentId: string;
        readonly path: string;
        readonly attachments: readonly { readonly fileDigest: string }[];
        readonly releasedAt: Date;
      },
    ): Promise<void> {
      const digests = new Set(event.attachments.map(each => each.fileDigest));
      const editions = await editionsOfItem(trx, event.documentId);
      const carried = editions.find(
        each => each.state === 'proposed' && each.dataDigest !== null && digests.has(each.dataDigest),
      );
      if (carried === undefined) return;
      for (const each of editions)
        if (each.state === 'released')
          await changeEdition(trx, each.id, event.releasedAt, { state: 'superseded' });
      await changeEdition(trx, carried.id, event.releasedAt, {
        ...{ state: 'released', path: event.path, releasedAt: event.releasedAt },
      });
    },

    async markWithdrawn(
      trx: Queries,
      event: { readonly documentId: string; readonly reason: string; readonly withdrawnAt: Date },
    ): Promise<void> {
      for (const each of await editionsOfItem(trx, event.documentId))
        if (each.state === 'released')
          await changeEdition(trx, each.id, event.withdrawnAt, {
            ...{ state: 'withdrawn', withdrawnAt: event.withdrawnAt, withdrawnReason: event.reason },
          });
    },
  };
}
