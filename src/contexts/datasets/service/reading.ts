import { dayOf } from '../../../law/day.ts';
import { AppError } from '../../../platform/app-error.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { DatasetList, EditionPage, EditionQuery, EditionView } from '../contract.ts';
import type { DatasetPorts } from '../ports.ts';
import { periodWords, recentPeriods } from '../rules/periods.ts';
import { editionsOf, listEditions, openedPeriods, partsOfEditions, releasedEditions } from '../store.ts';
import { mayRead, openEdition } from './room.ts';
import { editionView, rowView } from './views.ts';

/** How far back a period can be opened. */
const openableCount = { month: 15, quarter: 9, year: 4 } as const;

/** A released edition as the portal finds it; the bytes are read by digest. */
export interface ReleasedEdition {
  readonly datasetId: string;
  readonly period: string;
  readonly revision: number;
  readonly itemId: string;
  /** Address of the item. */
  readonly path: string;
  readonly releasedAt: string;
  readonly dataDigest: string;
  readonly csvDigest: string | null;
  readonly xlsxDigest: string | null;
}

export function readingCases(ports: DatasetPorts) {
  const { database, pack } = ports;
  const reads = (actor: Actor) =>
    pack.sets.filter(set =>
      mayRead(ports, actor, set, set.regions ? ports.regions.map(each => each.unitId) : [set.owner]),
    );

  return {
    /** The data sets that somebody fills, consolidates or drafts. */
    async listSets(actor: Actor): Promise<DatasetList> {
      const opened = await openedPeriods(database.kysely);
      const today = dayOf(ports.clock.today());
      return {
        rows: reads(actor).map(set => ({
          id: set.id,
          title: set.title,
          leaf: set.leaf,
          periodicity: set.periodicity,
          ownerUnitId: set.owner,
          ownerUnitName: ports.unitName(set.owner),
          openable: recentPeriods(set.periodicity, today, openableCount[set.periodicity])
            .filter(period => !opened.has(`${set.id} ${period}`))
            .map(period => ({ period, words: periodWords(period) })),
          permissions: { 'dataset.consolidate': ports.may(actor, 'dataset.consolidate', set.owner) },
        })),
      };
    },

    async list(actor: Actor, query: EditionQuery): Promise<EditionPage> {
      const { leaf, dataset, ...filter } = query;
      const datasets = reads(actor)
        .filter(
          set => (leaf === undefined || set.leaf === leaf) && (dataset === undefined || set.id === dataset),
        )
        .map(set => set.id);
      const { rows, count } = await listEditions(database.kysely, { ...filter, datasets });
      const parts = await partsOfEditions(
        database.kysely,
        rows.map(row => row.id),
      );
      return { rows: rows.map(row => rowView(ports, row, parts.get(row.id) ?? [])), count };
    },

    /** Faults: `not-found`, `not-allowed`. */
    async get(actor: Actor, id: string): Promise<EditionView> {
      const open = await openEdition(ports, database.kysely, id);
      if (
        !mayRead(
          ports,
          actor,
          open.set,
          open.parts.map(part => part.unitId),
        )
      )
        throw new AppError('not-allowed', { detail: '这一期数据由其他单位填报。' });
      const history = await editionsOf(database.kysely, open.set.id, open.edition.period);
      return editionView(ports, actor, open, history);
    },

    /** What stands before the public now. For the portal. */
    async released(): Promise<ReleasedEdition[]> {
      return (await releasedEditions(database.kysely)).flatMap(each =>
        each.itemId === null || each.dataDigest === null || each.releasedAt === null
          ? []
          : [
              {
                datasetId: each.datasetId,
                period: each.period,
                revision: each.revision,
                itemId: each.itemId,
                path: each.path ?? '',
                releasedAt: each.releasedAt,
                dataDigest: each.dataDigest,
                csvDigest: each.csvDigest,
                xlsxDigest: each.xlsxDigest,
              },
            ],
      );
    },

    /** What the pack defines, for catalogues: also sets of which nothing is public yet. */
    definitions: () => pack.sets,
  };
}
