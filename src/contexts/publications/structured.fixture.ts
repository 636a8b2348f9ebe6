import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedCalendar } from '../../law/published-calendar.ts';
import type { EnforcementSources } from '../../main/enforcement-ports.ts';
import type { Pack } from '../../main/pack/load.ts';
import { folderBlobStore } from '../../platform/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { createFiles } from '../files/service.ts';
import { recordAudit } from '../log/service.ts';
import { may } from '../organisation/rules/permission.ts';
import { bench, cataloguePack, creditCode, reviewPack, seedUnits } from './items.fixture.ts';

/** A real database with real publications and files, on which a duty with structured data is made. For tests. */

interface Sink {
  markReleased(trx: never, event: never): Promise<void>;
  markWithdrawn(trx: never, event: never): Promise<void>;
}

export async function structuredBench<Made extends Sink>(
  database: Database,
  clock: Clock,
  packs: Partial<Pack>,
  make: (
    made: {
      readonly database: Database;
      readonly clock: Clock;
      newId(): string;
      recordAudit: typeof recordAudit;
    },
    sources: EnforcementSources,
  ) => Made,
) {
  const folder = join(tmpdir(), `gongkai-structured-${randomUUID()}`);
  const files = createFiles({ database, clock, blobs: folderBlobStore(folder) });
  const sinks: Made[] = [];
  const items = bench(database, clock, {
    pack: { review: reviewPack, catalogue: cataloguePack },
    react: async (trx, event) => {
      for (const sink of sinks) {
        if (event.type === 'item.released')
          await sink.markReleased(
            trx as never,
            { ...event.item, releasedAt: event.item.releasedAt } as never,
          );
        if (event.type === 'item.withdrawn') await sink.markWithdrawn(trx as never, event as never);
      }
    },
  });
  await seedUnits(database);
  const pack = {
    catalogue: cataloguePack,
    organisation: {
      units: [{ id: 'office', kind: 'bureau', name: '某市民政局', creditCode: creditCode() }],
    },
    ...packs,
  } as unknown as Pack;
  const units = async () => [{ id: 'office', name: '办公室' }];
  const made = make(
    { database, clock, newId: randomUUID, recordAudit },
    {
      ...{ pack, files, publications: items.publications, calendar: () => publishedCalendar },
      organisation: { may, units: units as never },
    },
  );
  sinks.push(made);
  return { made, items, files, end: () => rm(folder, { recursive: true, force: true }) };
}
