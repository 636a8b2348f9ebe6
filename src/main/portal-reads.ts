import { createHash } from 'node:crypto';
import { previewedTypes } from '../contexts/files/contract/preview.ts';
import type { ItemKind } from '../contexts/publications/contract.ts';
import { itemMetadata } from '../contexts/publications/contract.ts';
import type { PublicListItem, PublicScope } from '../contexts/publications/public-reads.ts';
import { sheetCsv, sheetXlsx } from '../platform/sheets.ts';
import type { PortalReads } from '../portal/reads.ts';
import type { LogAct } from '../portal/rooms/log.tsx';
import type { NormativeReads } from '../portal/rooms/normative-reads.ts';
import type { ListEntry, PublicItem } from '../portal/view.ts';
import { dayOf, validityWords } from '../portal/words.ts';
import type { Product } from './compose.ts';
import { enforcementReads } from './enforcement-reads.ts';
import { inspectionReads } from './inspection-reads.ts';
import { datasetReads } from './portal-datasets.ts';
import { powerReads } from './power-reads.ts';
import { projectReads } from './project-reads.ts';
import { registerReads } from './register-reads.ts';

/** The portal's questions, answered by the contexts: released bytes and public counts only. */

type UnitNames = ReadonlyMap<string, string>;
type FoundItem = NonNullable<Awaited<ReturnType<Product['publications']['open']['byId']>>>;

function entryOf(item: PublicListItem, names: UnitNames): ListEntry {
  return {
    documentId: item.id,
    path: item.path,
    title: item.title,
    releasedAt: item.releasedAt.toISOString(),
    documentNo: item.documentNo,
    unitName: names.get(item.ownerUnitId) ?? '',
    columnId: item.columnId,
    kind: item.kind as ItemKind,
    summary: item.summary,
    ...(isMarked(item.validity) ? { validity: item.validity } : {}),
  };
}

function isMarked(validity: string | null | undefined): validity is 'amended' | 'repealed' | 'expired' {
  return validity === 'amended' || validity === 'repealed' || validity === 'expired';
}

/** A public act in one line of Chinese. */
function wordsOfAct(body: string): { words: string; path: string | null } {
  const act = JSON.parse(body) as Record<string, unknown>;
  const text = (name: string): string => String(act[name] ?? '');
  if (act['kind'] === 'released') {
    const verb = act['replacesVersion'] === null ? '发布' : `修改（第 ${text('version')} 版）`;
    return { words: `${text('organ')}${verb}《${text('title')}》`, path: text('path') };
  }
  if (act['kind'] === 'imported')
    return { words: `${text('organ')}由原网站迁入《${text('title')}》`, path: text('path') };
  if (act['kind'] === 'withdrawn')
    return { words: `${text('organ')}撤下《${text('title')}》`, path: text('path') };
  if (act['kind'] === 'validity-changed') {
    const word = validityWords[act['validity'] as keyof typeof validityWords];
    const by = text('act') === '' ? '' : `（依据：${text('act')}）`;
    return { words: `《${text('title')}》自${text('on')}起${word}${by}`, path: text('path') };
  }
  if (act['kind'] === 'duty-met') {
    return { words: `${text('organ')}完成公开事项 ${text('leaf')}（期间 ${text('period')}）`, path: null };
  }
  if (act['kind'] === 'restored') {
    const lost = (act['lost'] as readonly unknown[]).length;
    const rest = lost === 0 ? '' : `，其后发布的 ${lost} 条信息需要重新发布`;
    return { words: `恢复 ${text('backupAt').slice(0, 10)} 的备份${rest}`, path: null };
  }
  return { words: `封存审计记录 ${text('rows')} 条`, path: null };
}

interface PlacedEntry {
  readonly id: string;
  readonly recordedAt: Date;
  readonly leafIndex: number | null;
  readonly body: string;
}

function actOf(entry: PlacedEntry): LogAct {
  const { words, path } = wordsOfAct(entry.body);
  return {
    entryId: entry.id,
    recordedAt: entry.recordedAt.toISOString(),
    leafIndex: entry.leafIndex,
    words,
    path,
  };
}

function normativeReads({ publications }: Product): NormativeReads {
  const { normative } = publications;
  return {
    consolidated: normative.consolidated,
    matches: normative.matchesNormative,
    standing: ({ documentId, metadata, firstReleasedAt }) =>
      normative.standing({
        id: documentId,
        writtenOn: metadata.writtenOn,
        firstReleasedOn: dayOf(firstReleasedAt),
      }),
    marks: async ids => {
      const recorded = await normative.recordedValidity(ids);
      return new Map([...recorded].flatMap(([id, state]) => (isMarked(state) ? [[id, state]] : [])));
    },
    xlsx: sheetXlsx,
    csv: sheetCsv,
  };
}

const everything: PublicScope = { columnIds: null, unitId: null };

/** What one site of several shows: its own items, and nothing of the rooms that only the main portal has. */
export function scopedReads(product: Product, scope: PublicScope): PortalReads {
  const { datasets, powers, enforcement, inspections, projects, registers, movedTo, ...whole } = portalReads(
    product,
    scope,
  );
  const { unitId, columnIds } = scope;
  const columnAsked = (asked: string | undefined) =>
    unitId !== null || columnIds === null || (asked !== undefined && columnIds.includes(asked))
      ? asked
      : columnIds[0];
  return {
    ...whole,
    tombstone: async () => null,
    ledger: async () => null,
    leaves: async () => [],
    dutiesOf: async () => ({ duties: [], counts: { total: 0, met: 0, late: 0, open: 0 } }),
    allDuties: async () => [],
    duty: async () => null,
    search: query =>
      whole.search({
        ...query,
        column: columnAsked(query.column),
        ...(unitId === null ? {} : { unit: unitId }),
      }),
  };
}

/** Reads that one page asks for several times are asked once. */
export function portalReads(product: Product, scope: PublicScope = everything): PortalReads {
  const { unitId, columnIds: ownColumns } = scope;
  const isOwn = (found: { readonly ownerUnitId: string; readonly columnId: string }) =>
    (unitId === null || found.ownerUnitId === unitId) &&
    (ownColumns === null || ownColumns.includes(found.columnId));
  const { publications, plan, log, search, calendar, organisation, clock } = product;
  const { open } = publications;
  const readNames = async (): Promise<UnitNames> =>
    new Map((await organisation.units()).map(unit => [unit.id, unit.name]));
  // Parts of a page that are read at once share the answer; it is not kept after that.
  let asked: Promise<UnitNames> | null = null;
  const names = (): Promise<UnitNames> => {
    asked ??= readNames().finally(() => {
      asked = null;
    });
    return asked;
  };

  /** What stands behind an item that was just read: its neighbours need not read it again. */
  const behind = new WeakMap<PublicItem, FoundItem>();

  const item = async (path: string): Promise<PublicItem | null> => {
    const found = await open.liveItem(path);
    if (found === null || !isOwn(found)) return null;
    const [unitNames, history, record] = await Promise.all([
      names(),
      open.history(found.id),
      open.record(found.id, found.versionNo),
    ]);
    if (record === null) return null;
    const shown: PublicItem = {
      documentId: found.id,
      versionNo: found.versionNo,
      kind: found.kind,
      columnId: found.columnId,
      path: found.path,
      indexNo: found.indexNo,
      title: found.title,
      summary: found.summary,
      bodyHtml: found.bodyHtml,
      metadata: itemMetadata.parse(found.metadata),
      attachments: found.attachments,
      imported: found.imported,
      unitName: unitNames.get(found.ownerUnitId) ?? '',
      firstReleasedAt: found.firstReleasedAt.toISOString(),
      releasedAt: found.releasedAt.toISOString(),
      recordDigest: createHash('sha256').update(record).digest('hex'),
      versions: history.map(version => ({ no: version.no, releasedAt: version.releasedAt.toISOString() })),
    };
    behind.set(shown, found);
    return shown;
  };

  const entries = async (items: readonly PublicListItem[]): Promise<ListEntry[]> => {
    const unitNames = await names();
    return items.map(each => entryOf(each, unitNames));
  };

  return {
    item,
    tombstone: async path => {
      const stone = await open.tombstone(path);
      if (stone === null) return null;
      return {
        documentId: stone.id,
        path,
        title: stone.title,
        indexNo: stone.indexNo,
        columnId: stone.columnId,
        kind: stone.kind,
        reason: stone.reason,
        unitName: (await names()).get(stone.unitId) ?? '',
        withdrawnAt: stone.withdrawnAt.toISOString(),
        replacedBy:
          stone.replacedByPath === null || stone.replacedByTitle === null
            ? null
            : { path: stone.replacedByPath, title: stone.replacedByTitle },
      };
    },
    record: async (path, versionNo) => {
      const found = await open.liveItem(path);
      return found === null || !isOwn(found) ? null : open.record(found.id, versionNo);
    },
    list: async (columnIds, page, size) => {
      const found = await open.listColumn(columnIds, page, size, unitId);
      return { entries: await entries(found.items), total: found.count, page, size };
    },
    latest: async size => entries(await open.latest(size, ownColumns, unitId)),
    adjacent: async shown => {
      const found = behind.get(shown) ?? (await open.byId(shown.documentId));
      if (found === null) return { previous: null, next: null };
      const { older, newer } = await open.adjacent(found, unitId);
      const unitNames = await names();
      return {
        previous: newer === null ? null : entryOf(newer, unitNames),
        next: older === null ? null : entryOf(older, unitNames),
      };
    },
    related: async shown => {
      const found = behind.get(shown) ?? (await open.byId(shown.documentId));
      return found === null ? [] : entries((await open.related(found)).filter(isOwn));
    },
    packageOf: async shown => open.packageOf(shown.documentId),
    channelsOf: async shown => product.channels.publicChannels(shown.documentId),
    pathOfIndexNo: async indexNo => (await open.byIndexNo(indexNo))?.path ?? null,
    movedTo: open.movedTo,
    publicItemCount: () => open.liveCount(scope),
    sitemapItems: async (part, size) =>
      (await open.livePart(part, size, scope)).map(each => ({
        path: each.path,
        releasedAt: each.releasedAt.toISOString(),
      })),
    search: search.search,
    unitNames: names,
    normative: normativeReads(product),
    datasets: datasetReads(product),
    previews: {
      standing: open.fileStanding,
      preview: async digest => {
        const file = await product.files.find(digest);
        return file !== undefined && previewedTypes.has(file.mediaType)
          ? product.gateThread.preview(digest)
          : null;
      },
      picture: product.gateThread.previewPicture,
    },
    powers: powerReads(product),
    enforcement: enforcementReads(product),
    ...(product.pack.inspections.items.length === 0 ? {} : { inspections: inspectionReads(product) }),
    ...(product.pack.projects.kinds.length === 0 ? {} : { projects: projectReads(product) }),
    registers: registerReads(product),
    ledger: async () => (await plan.publicLedger()) ?? null,
    leaves: () => plan.publicLeaves(),
    dutiesOf: leafIds => plan.publicDuties(leafIds),
    allDuties: async () => (await plan.publicDuties(null)).duties,
    duty: id => plan.publicDuty(id),
    log: async () => {
      const summary = await log.summary(50);
      return { ...summary, verifierKey: log.verifierKeys().trim(), acts: summary.entries.map(actOf) };
    },
    actsOf: async documentId => {
      const found = await log.entriesOf('document', documentId);
      const last = found.at(-1);
      if (last === undefined) return null;
      const act = JSON.parse(last.body) as { title: string; path: string };
      const acts = await Promise.all(
        found.map(async entry => ({ ...actOf(entry), proof: await log.inclusionProof(entry.id) })),
      );
      return { title: act.title, path: act.path, acts };
    },
    requestStatistics: async year => product.reports.statistics(year),
    calendar: () => calendar.refresh(),
    today: () => clock.today(),
  };
}
