import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Pack } from '../../main/pack/load.ts';
import { powerPorts } from '../../main/power-ports.ts';
import { folderBlobStore } from '../../platform/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { createFiles } from '../files/service.ts';
import { recordAudit } from '../log/service.ts';
import { may } from '../organisation/rules/permission.ts';
import { actorWith, bench, cataloguePack, reviewPack, seedUnits } from '../publications/items.fixture.ts';
import { createPowers } from './service.ts';

/** Lists and guides on a real database with real publications and files. For tests. */

export const editor = actorWith(
  {
    'item.read': 'every-unit',
    'item.draft': 'own-unit',
    'item.amend': 'own-unit',
    'power.edit': 'own-unit',
    'power.propose': 'own-unit',
  },
  { name: '清单编制人', unitId: 'office' },
);

export async function powersBench(database: Database, clock: Clock) {
  const folder = join(tmpdir(), `gongkai-powers-${randomUUID()}`);
  const files = createFiles({ database, clock, blobs: folderBlobStore(folder) });
  const sinks: ReturnType<typeof createPowers>[] = [];
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
  const pack = {
    catalogue: cataloguePack,
    organisation: { units: [{ id: 'office', kind: 'bureau', name: '某市民政局' }] },
    powers: {
      lists: {
        licence: { column: 'statutory', owner: 'office' },
        certificate: { column: 'notices', owner: 'office' },
        guide: { column: 'statutory' },
      },
    },
  } as unknown as Pack;
  const units = async () => [{ id: 'office', name: '办公室' }];
  const powers = createPowers({
    ...{ database, clock, newId: randomUUID, recordAudit },
    ...powerPorts({
      ...{ pack, files, publications: items.publications },
      organisation: { may, units: units as never },
    }),
  });
  sinks.push(powers);
  return { powers, items, files, end: () => rm(folder, { recursive: true, force: true }) };
}
