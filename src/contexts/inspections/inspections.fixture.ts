import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedCalendar } from '../../law/published-calendar.ts';
import { inspectionPorts } from '../../main/inspection-ports.ts';
import type { Pack } from '../../main/pack/load.ts';
import { folderBlobStore } from '../../platform/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { openSealedBox } from '../../platform/sealed-box.ts';
import { createFiles } from '../files/service.ts';
import { recordAudit } from '../log/service.ts';
import { may } from '../organisation/rules/permission.ts';
import { actorWith, bench, cataloguePack, reviewPack, seedUnits } from '../publications/items.fixture.ts';
import { inspectionsPack } from './contract/pack.ts';
import { createInspections } from './service.ts';

/** Random inspection on a real database with real publications and files. For tests. */

export const officer = actorWith(
  {
    'item.read': 'every-unit',
    'item.draft': 'own-unit',
    'item.amend': 'own-unit',
    'inspection.edit': 'own-unit',
    'inspection.draw': 'own-unit',
    'inspection.record': 'own-unit',
    'inspection.propose': 'own-unit',
  },
  { name: '检查科', unitId: 'office' },
);

const item = {
  ...{
    category: '养老机构监督检查',
    frequency: '每年一次',
    methods: ['on-site'],
    owner: 'office',
    basis: '养老机构管理办法',
  },
};
export const testPack = inspectionsPack.parse({
  column: 'statutory',
  pools: [{ id: 'homes', name: '养老机构' }],
  items: [
    { ...item, code: 'A', name: '服务质量', pool: 'homes', weight: 'key', sharePercent: 30 },
    { ...item, code: 'B', name: '年度报告', pool: 'homes', weight: 'ordinary', sharePercent: 5 },
  ],
});

export async function inspectionBench(database: Database, clock: Clock) {
  const folder = join(tmpdir(), `gongkai-inspections-${randomUUID()}`);
  const files = createFiles({ database, clock, blobs: folderBlobStore(folder) });
  const sinks: ReturnType<typeof createInspections>[] = [];
  const items = bench(database, clock, {
    pack: { review: reviewPack, catalogue: cataloguePack },
    react: async (trx, event) => {
      for (const sink of sinks) {
        if (event.type === 'item.released') await sink.markReleased(trx as never, event.item);
        if (event.type === 'item.withdrawn') await sink.markWithdrawn(trx as never, event);
      }
    },
  });
  await seedUnits(database);
  const pack = {
    catalogue: cataloguePack,
    organisation: { units: [{ id: 'office', kind: 'bureau', name: '某市民政局' }] },
    inspections: testPack,
  } as unknown as Pack;
  const units = async () => [{ id: 'office', name: '办公室' }];
  const inspections = createInspections({
    ...{ database, clock, newId: randomUUID, recordAudit },
    ...inspectionPorts({
      ...{ pack, files, publications: items.publications, calendar: () => publishedCalendar },
      box: await openSealedBox(folder),
      organisation: { may, units: units as never },
    }),
  });
  sinks.push(inspections);
  return { inspections, items, end: () => rm(folder, { recursive: true, force: true }) };
}
