import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { inspectionPorts } from '../../main/inspection-ports.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { openSealedBox } from '../../platform/sealed-box.ts';
import { actorWith } from '../publications/items.fixture.ts';
import { structuredBench } from '../publications/structured.fixture.ts';
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
  publicNumber: { source: '公告之后第一次开奖的中奖号码', form: '两位数字。', pattern: '[0-9]{2}' },
  items: [
    { ...item, code: 'A', name: '服务质量', pool: 'homes', weight: 'key', sharePercent: 30 },
    { ...item, code: 'B', name: '年度报告', pool: 'homes', weight: 'ordinary', sharePercent: 5 },
  ],
});

export async function inspectionBench(database: Database, clock: Clock) {
  const keys = await mkdtemp(join(tmpdir(), 'gongkai-inspections-'));
  const box = await openSealedBox(keys);
  const { made, end, ...rest } = await structuredBench(
    database,
    clock,
    { inspections: testPack },
    (base, sources) => createInspections({ ...base, ...inspectionPorts({ ...sources, box }) }),
  );
  return {
    ...rest,
    inspections: made,
    end: async () => {
      await end();
      await rm(keys, { recursive: true, force: true });
    },
  };
}
