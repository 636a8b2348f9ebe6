import type { Queries } from '../../platform/database/database.ts';
import {
  type ReleasedAnnouncement,
  type ReleasedDraw,
  type ReleasedPlan,
  type ReleasedResults,
  releasedAnnouncement,
  releasedDraw,
  releasedPlan,
  releasedResults,
} from './contract.ts';
import type { InspectionPorts } from './ports.ts';
import { planPublishingCases } from './service/plan-publishing.ts';
import { poolCases } from './service/pools.ts';
import { publishingCases } from './service/publishing.ts';
import { taskCases } from './service/tasks.ts';
import { viewCases } from './service/views.ts';
import { listPlans, markPlanReleased, markPlanWithdrawn } from './store/plans.ts';
import { releasedParts, type StoredPart } from './store/tasks.ts';

/** The only door to random inspection. */
export type Inspections = ReturnType<typeof createInspections>;

interface PublicPart<T> {
  readonly itemId: string;
  readonly path: string;
  readonly releasedAt: Date;
  readonly data: T;
}

/** A task as the public sees it: only what was released and is not withdrawn. */
export interface PublicTask {
  readonly id: string;
  readonly head: ReleasedAnnouncement['task'];
  readonly announcement: PublicPart<ReleasedAnnouncement> | null;
  readonly draw: PublicPart<ReleasedDraw> | null;
  readonly results: PublicPart<ReleasedResults> | null;
}

/** List of items and plan of a year as the public sees them. */
export type PublicPlan = PublicPart<ReleasedPlan>;

function publicPart<T>(
  part: Pick<StoredPart, 'itemId' | 'path' | 'releasedAt' | 'released'> | undefined,
  parse: (data: unknown) => T,
): PublicPart<T> | null {
  if (part === undefined || part.releasedAt === null || part.released === null) return null;
  const { itemId, path, releasedAt, released } = part;
  return { itemId, path, releasedAt, data: parse(released) };
}

export function createInspections(ports: InspectionPorts) {
  const { database } = ports;
  const parts = publishingCases(ports);

  async function publicTasks(): Promise<PublicTask[]> {
    const released = await releasedParts(database.kysely);
    return [...new Set(released.map(each => each.taskId))].flatMap(id => {
      const of = (part: StoredPart['part']) =>
        released.find(each => each.taskId === id && each.part === part);
      const announcement = publicPart(of('announcement'), data => releasedAnnouncement.parse(data));
      const draw = publicPart(of('draw'), data => releasedDraw.parse(data));
      const results = publicPart(of('results'), data => releasedResults.parse(data));
      const head = (draw ?? announcement ?? results)?.data.task;
      return head === undefined ? [] : [{ id, head, announcement, draw, results }];
    });
  }

  return {
    ...poolCases(ports),
    ...taskCases(ports),
    ...viewCases(ports),
    ...planPublishingCases(ports),
    propose: parts.propose,
    resultsFile: parts.resultsFile,

    /** An item was released: what of random inspection it carries is public. */
    async markReleased(trx: Queries, event: Parameters<typeof parts.markReleased>[1]): Promise<void> {
      await parts.markReleased(trx, event);
      const { documentId: itemId, path, attachments, releasedAt: at } = event;
      const digests = attachments.map(each => each.fileDigest);
      await markPlanReleased(trx, { itemId, path, at, digests });
    },

    async markWithdrawn(trx: Queries, event: Parameters<typeof parts.markWithdrawn>[1]): Promise<void> {
      await parts.markWithdrawn(trx, event);
      await markPlanWithdrawn(trx, event.documentId, event.withdrawnAt);
    },

    open: {
      tasks: publicTasks,
      /** The newest year first. */
      async plans(): Promise<PublicPlan[]> {
        const plans = await listPlans(database.kysely);
        return plans.flatMap(each => publicPart(each, data => releasedPlan.parse(data)) ?? []);
      },
    },
  };
}
