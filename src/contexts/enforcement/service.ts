import type { Day } from '../../law/day.ts';
import { yearlyReportDeadline } from '../../law/proactive-deadline.ts';
import type { Queries } from '../../platform/database/database.ts';
import type { Actor } from '../organisation/contract.ts';
import { type ReleasedDecision, releasedDecision, type YearStatistics } from './contract.ts';
import type { EnforcementPorts } from './ports.ts';
import { statisticsSheet } from './rendering/files.ts';
import { statisticsOf } from './rules/statistics.ts';
import { exchangeCases } from './service/exchange.ts';
import { matterListCases } from './service/matter-list.ts';
import { publishingCases } from './service/publishing.ts';
import { recordCases } from './service/records.ts';
import { type DueDecision, demand, dueOf, factsOf, isLatePublished } from './service/views.ts';
import { decisionsOfYear, unsettledDecisions } from './store/decisions.ts';
import {
  type PublicQuery,
  publicCounts,
  publicDecision,
  publicDecisionOfItem,
  publicDecisions,
  publicUnits,
  takenDown,
} from './store/public-decisions.ts';

export type { PublicMatters } from './service/matter-list.ts';
export type { PublicCount, PublicQuery, PublicRow, TakenDown } from './store/public-decisions.ts';

/** The only door to enforcement decisions. */
export type Enforcement = ReturnType<typeof createEnforcement>;

/** Taken down decisions are named on the public page, the last first. */
const mostTakenDown = 50;

export function createEnforcement(ports: EnforcementPorts) {
  const { database, clock } = ports;
  const publishing = publishingCases(ports);
  const lists = matterListCases(ports);

  async function rowsOf(year: number) {
    const decisions = await decisionsOfYear(database.kysely, year);
    return statisticsOf(
      decisions.map(decision => {
        const facts = factsOf(ports, decision);
        const { kind, state, outcome, content } = decision;
        return {
          kind,
          isPublic: state === 'public',
          isLate: isLatePublished(facts),
          isWithheld: facts.withheld.length > 0,
          isCorrected: outcome !== null && outcome !== 'repaired',
          fineYuan: content.fineYuan ?? 0,
          confiscatedYuan: content.confiscatedYuan ?? 0,
        };
      }),
    );
  }

  /** The year out of the register, also before it is over. */
  async function statistics(actor: Actor, year: number): Promise<YearStatistics> {
    demand(ports, actor, 'item.read');
    const due = yearlyReportDeadline('enforcement-statistics', year, ports.calendar());
    const organ = ports.organOf(actor.unitId).name;
    return { year, organ, rows: await rowsOf(year), due: ports.explained(due) };
  }

  async function statisticsFile(actor: Actor, year: number, form: 'csv' | 'xlsx'): Promise<Uint8Array> {
    demand(ports, actor, 'item.read');
    const sheet = statisticsSheet(year, await rowsOf(year));
    return form === 'csv' ? new TextEncoder().encode(ports.csv(sheet)) : ports.xlsx(sheet);
  }

  /** Licences, penalties and coercions of the year whose organ bears this name; what the second table of the report counts. */
  async function decidedBy(organ: string, year: number) {
    const decisions = await decisionsOfYear(database.kysely, year);
    return decisions.flatMap(({ id, kind, unitId, documentNo, decidedOn, content: { title } }) =>
      (kind === 'licence' || kind === 'penalty' || kind === 'coercion') &&
      ports.organOf(unitId).name === organ
        ? [{ id, kind, title, documentNo, decidedOn }]
        : [],
    );
  }

  /** What is due by this day, or late. */
  async function due(until: Day): Promise<readonly DueDecision[]> {
    const decisions = await unsettledDecisions(database.kysely, clock.today());
    return decisions.flatMap(decision => {
      const found = dueOf(ports, decision);
      return found !== null && found.dueOn <= until ? [found] : [];
    });
  }

  /** The released data.json, by its digest. */
  async function released(digest: string): Promise<ReleasedDecision | null> {
    const bytes = await ports.readFile(digest);
    return bytes === null ? null : releasedDecision.parse(JSON.parse(new TextDecoder().decode(bytes)));
  }

  return {
    ...recordCases(ports),
    propose: publishing.propose,
    proposeMatters: lists.proposeMatters,
    matterList: lists.matterList,

    /** An item was released: the decision or the list that it carries is public. */
    async markReleased(trx: Queries, event: Parameters<typeof publishing.markReleased>[1]): Promise<void> {
      await publishing.markReleased(trx, event);
      await lists.markListReleased(trx, event);
    },

    async markWithdrawn(trx: Queries, event: Parameters<typeof publishing.markWithdrawn>[1]): Promise<void> {
      await publishing.markWithdrawn(trx, event);
      await lists.markListWithdrawn(trx, event);
    },

    ...exchangeCases(ports),
    statistics,
    statisticsFile,
    decidedBy,
    due,
    open: {
      list: (query: PublicQuery) => publicDecisions(database.kysely, query),
      ofItem: async (itemId: string) => (await publicDecisionOfItem(database.kysely, itemId)) ?? null,
      counts: () => publicCounts(database.kysely),
      units: () => publicUnits(database.kysely),
      /** The list of matters; null where none is public. */
      matters: lists.publicMatters,
      takenDown: () => takenDown(database.kysely, mostTakenDown),
      /** The decision as its released file says it; null where it is not public. */
      decision: async (id: string) => {
        const row = await publicDecision(database.kysely, id);
        if (row === undefined) return null;
        const data = await released(row.dataDigest);
        return data === null ? null : { ...row, released: data };
      },
    },
  };
}
