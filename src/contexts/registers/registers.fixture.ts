import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { calendarFrom } from '../../law/working-days.ts';
import type { Pack } from '../../main/pack/load.ts';
import { registerPorts } from '../../main/register-ports.ts';
import { folderBlobStore } from '../../platform/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { createFiles } from '../files/service.ts';
import { recordAudit } from '../log/service.ts';
import { may } from '../organisation/rules/permission.ts';
import { bench, cataloguePack, reviewPack, seedUnits } from '../publications/items.fixture.ts';
import { samplePack } from './rules/sample.fixture.ts';
import { createRegisters } from './service.ts';

/** Registers on a real database with real publications and files. For tests. */

export async function registersBench(database: Database, clock: Clock) {
  const folder = join(tmpdir(), `gongkai-registers-${randomUUID()}`);
  const files = createFiles({ database, clock, blobs: folderBlobStore(folder) });
  const sinks: ReturnType<typeof createRegisters>[] = [];
  const items = bench(database, clock, {
    pack: { review: reviewPack, catalogue: cataloguePack },
    react: async (trx, event) => {
      for (const sink of sinks) {
        if (event.type === 'item.released')
          await sink.markReleased(trx as never, { ...event.item, releasedAt: event.item.releasedAt });
        if (event.type === 'item.withdrawn') await sink.markWithdrawn(trx as never, event);
      }
    },
  });
  await seedUnits(database);
  const unit = { kind: 'county', shortName: '甲县', regionCode: '520501' };
  const pack = {
    catalogue: cataloguePack,
    organisation: {
      units: [
        { id: 'office', kind: 'bureau', name: '某市民政局' },
        { ...unit, id: 'finance', name: '甲县民政局' },
      ],
    },
    registers: samplePack,
  } as unknown as Pack;
  const told: string[] = [];
  const causes = new Set<string>();
  const registers = createRegisters({
    ...{ database, clock, newId: randomUUID, recordAudit },
    calendar: () => calendarFrom('2019', [{ year: 2019, holidays: [], makeUpDays: [], notices: [] }]),
    ...registerPorts({
      ...{ pack, files, publications: items.publications, demo: false },
      organisation: { may },
      clock,
      notices: {
        remindOnce: async (_trx, { caseId, dueOn }, message) => {
          const isFirst = !causes.has(`${caseId}/${dueOn}`);
          causes.add(`${caseId}/${dueOn}`);
          if (isFirst && message !== undefined) told.push(message.title);
          return isFirst;
        },
      },
    }),
  });
  sinks.push(registers);
  return { registers, items, files, told, end: () => rm(folder, { recursive: true, force: true }) };
}
