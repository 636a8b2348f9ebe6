import type { ImportMark } from './contract/importing.ts';
import type { AttachmentView, ItemKind, ItemMetadata } from './contract.ts';
import type { PublicationPorts } from './ports.ts';
import { ancestry } from './rules/item-path.ts';
import { publicRecord } from './rules/record.ts';
import { oldAddresses } from './service/importing/reading.ts';
import { dataVersions } from './store/data-files.ts';
import { allOldAddresses } from './store/imports.ts';
import { liveData } from './store/live-data.ts';
import { normativeDocuments } from './store/normative-documents.ts';
import { liveInterpretations, livePolicy } from './store/packages.ts';
import {
  adjacentTo,
  changesAfter,
  fileStanding,
  hasDemoDocuments,
  hasDocuments,
  hasRealDocuments,
  type ListedLive,
  lastChangeId,
  latest,
  listColumnPage,
  liveById,
  liveByIndexNo,
  liveByPath,
  liveCount,
  livePage,
  livePart,
  livePaths,
  mostAlike,
  type PublicRow,
  type PublicScope,
  publicVersion,
  publicVersions,
  tombstoneByPath,
  tombstonePage,
} from './store/public.ts';

/** The version that an import makes public is always the first. */
const importedVersion = 1;

/** What anonymous readers see: released bytes and tombstones, never a draft, a name of staff or an internal note. */

/** Metadata that the page shows; grounds, notes and retention stay inside. */
export type PublicMetadata = Omit<
  ItemMetadata,
  'attributeReason' | 'attributeNote' | 'retention' | 'interpretationPlan'
>;

export interface PublicItem {
  readonly id: string;
  readonly path: string;
  readonly kind: ItemKind;
  readonly columnId: string;
  readonly ownerUnitId: string;
  readonly indexNo: string;
  readonly versionNo: number;
  readonly title: string;
  readonly summary: string;
  readonly bodyHtml: string;
  readonly metadata: PublicMetadata;
  readonly attachments: readonly AttachmentView[];
  /** Of this version. */
  readonly releasedAt: Date;
  readonly firstReleasedAt: Date;
  readonly isDemo: boolean;
  readonly imported: ImportMark | null;
  /** Changes with every version: good for an ETag. */
  readonly digest: string;
}

export type PublicListItem = ListedLive;
export type { PublicScope } from './store/public.ts';

function publicItem({ document, version }: PublicRow): PublicItem {
  const {
    attributeReason: _ground,
    attributeNote: _note,
    retention: _retention,
    interpretationPlan: _plan,
    ...metadata
  } = version.metadata;
  return {
    id: document.id,
    path: document.path,
    kind: document.kind,
    columnId: document.columnId,
    ownerUnitId: document.ownerUnitId,
    indexNo: document.indexNo ?? '',
    versionNo: version.no,
    title: version.title,
    summary: version.summary,
    bodyHtml: version.bodyHtml,
    metadata,
    attachments: version.attachments,
    releasedAt: version.releasedAt ?? document.releasedAt ?? new Date(0),
    firstReleasedAt: document.firstReleasedAt ?? new Date(0),
    isDemo: document.isDemo,
    imported: document.imported,
    digest: version.digest,
  };
}

function optional(row: PublicRow | undefined): PublicItem | null {
  return row === undefined ? null : publicItem(row);
}

/** The canonical record of a version that is or was public. */
function recordOf(row: PublicRow): string {
  const item = publicItem(row);
  // What comes after the import has gone through our review.
  const imported = item.versionNo === importedVersion ? item.imported : null;
  return publicRecord({ ...item, metadata: row.version.metadata, imported });
}

export function publicReads(ports: Pick<PublicationPorts, 'database' | 'pack'>) {
  const { kysely } = ports.database;
  const { catalogue } = ports.pack;

  /** A column and everything below it. */
  function columnAndBelow(columnId: string): string[] {
    return catalogue.columns
      .filter(each => ancestry(catalogue, each.id).some(above => above.id === columnId))
      .map(each => each.id);
  }

  /** Up to `count` items of the same column that share keywords or the topic; the most alike first. */
  function related(item: PublicItem, count = 5): Promise<PublicListItem[]> {
    const { keywords, topic } = item.metadata;
    return mostAlike(kysely, { id: item.id, columnId: item.columnId, keywords, topic }, count);
  }

  /** The neighbours in the column: the next older and the next newer release. */
  async function adjacent(item: PublicItem, unitId: string | null = null) {
    const row = await liveByPath(kysely, item.path);
    return row === undefined ? { older: null, newer: null } : adjacentTo(kysely, row.document, unitId);
  }

  return {
    liveItem: async (path: string) => optional(await liveByPath(kysely, path)),
    /** Of these documents those that are public, with the files of their live version: how structured data is read (ADR 19). */
    liveData: (ids: readonly string[]) => liveData(kysely, ids),
    /** Versions of a kind that are or were public with a data file of this name; withdrawn ones are marked. */
    dataVersions: (kind: ItemKind, fileName: string) => dataVersions(kysely, kind, fileName),
    byId: async (id: string) => optional(await liveById(kysely, id)),
    byIndexNo: async (indexNo: string) => optional(await liveByIndexNo(kysely, indexNo)),
    tombstone: async (path: string) => (await tombstoneByPath(kysely, path)) ?? null,
    listColumn: (columnIds: readonly string[], page: number, size: number, unitId: string | null = null) =>
      listColumnPage(kysely, columnIds, page, size, unitId),
    columnAndBelow,
    latest: (count: number, columnIds: readonly string[] | null = null, unitId: string | null = null) =>
      latest(kysely, count, columnIds, unitId),
    livePage: (after: string | null, size: number) => livePage(kysely, after, size),
    tombstonePage: (after: string | null, size: number) => tombstonePage(kysely, after, size),
    adjacent,
    related,
    /** Exactly the bytes the public log vouches for; null unless this version is or was public and nothing is withdrawn. */
    record: async (documentId: string, versionNo: number) => {
      const row = await publicVersion(kysely, documentId, versionNo);
      return row === undefined ? null : recordOf(row);
    },
    /** A version that is or was public, for the history of the page. */
    version: async (documentId: string, versionNo: number) =>
      optional(await publicVersion(kysely, documentId, versionNo)),
    /** The versions that are or were public, the newest first. */
    history: (documentId: string) => publicVersions(kysely, documentId),
    /** The live interpretations of a document, and the live document that it interprets itself. */
    packageOf: async (documentId: string) => ({
      interpretations: await liveInterpretations(kysely, documentId),
      interprets: (await livePolicy(kysely, documentId)) ?? null,
    }),
    fileStanding: (digest: string, name: string) => fileStanding(kysely, digest, name),
    /** Where what stood at an address of an old site (path and query) is now; null: nowhere. */
    movedTo: oldAddresses(ports),
    /** Every address of an old site that leads to something public or withdrawn. */
    oldAddresses: () => allOldAddresses(kysely),
    pathsOf: (ids: readonly string[]) => livePaths(kysely, ids),
    liveCount: (scope?: PublicScope) => liveCount(kysely, scope),
    livePart: (part: number, size: number, scope?: PublicScope) => livePart(kysely, part, size, scope),
    hasItems: () => hasDocuments(kysely),
    hasRealItems: () => hasRealDocuments(kysely),
    hasDemoItems: () => hasDemoDocuments(kysely),
    /** Every normative document that is or was public, with when it was made and ended. */
    normativeDocuments: () => normativeDocuments(kysely),
    changesAfter: (id: number) => changesAfter(kysely, id),
    lastChangeId: () => lastChangeId(kysely),
  };
}

export type PublicReads = ReturnType<typeof publicReads>;
