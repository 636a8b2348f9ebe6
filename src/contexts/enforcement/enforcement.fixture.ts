import { randomUUID } from 'node:crypto';
import { rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { publishedCalendar } from '../../law/published-calendar.ts';
import { enforcementPorts } from '../../main/enforcement-ports.ts';
import type { Pack } from '../../main/pack/load.ts';
import { folderBlobStore } from '../../platform/blob-store.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { createFiles } from '../files/service.ts';
import { recordAudit } from '../log/service.ts';
import { may } from '../organisation/rules/permission.ts';
import {
  actorWith,
  bench,
  cataloguePack,
  creditCode,
  reviewPack,
  seedUnits,
} from '../publications/items.fixture.ts';
import { enforcementPack } from './contract/pack.ts';
import { type DecisionContent, decisionContent } from './contract.ts';
import { createEnforcement } from './service.ts';

/** Decisions on a real database with real publications and files. For tests. */

export const officer = actorWith(
  {
    'item.read': 'every-unit',
    'item.draft': 'own-unit',
    'item.amend': 'own-unit',
    'enforcement.edit': 'own-unit',
    'enforcement.propose': 'own-unit',
  },
  { name: '执法人员', unitId: 'office' },
);

export const testPack = enforcementPack.parse({
  columns: { licence: 'statutory', penalty: 'statutory' },
});

export const organisationCode = creditCode('51520500MJR123456');

export function penalty(over: Partial<DecisionContent> = {}): DecisionContent {
  return decisionContent.parse({
    kind: 'penalty',
    unitId: 'office',
    documentNo: '毕民罚〔2019〕1号',
    title: '行政处罚决定书',
    matter: '对社会团体违反登记管理规定行为的处罚',
    partyKind: 'organisation',
    partyName: '某市演示协会',
    creditCode: organisationCode,
    representative: '测试代表',
    facts: '未按照规定接受年度检查。',
    basis: '《社会团体登记管理条例》第三十条',
    conclusion: '警告，并处罚款2000元。',
    categories: ['warning', 'fine'],
    fineYuan: 2000,
    weight: 'ordinary',
    decidedOn: '2019-05-27',
    ...over,
  });
}

/** A clock that the test sets. */
export function settableClock(first: string): Clock & { set(instant: string): void } {
  let now = new Date(first);
  return {
    now: () => now,
    today: () => new Date(now.getTime() + 8 * 3_600_000).toISOString().slice(0, 10) as never,
    set: instant => {
      now = new Date(instant);
    },
  };
}

export async function enforcementBench(database: Database, clock: Clock) {
  const folder = join(tmpdir(), `gongkai-enforcement-${randomUUID()}`);
  const files = createFiles({ database, clock, blobs: folderBlobStore(folder) });
  const sinks: ReturnType<typeof createEnforcement>[] = [];
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
    organisation: {
      units: [{ id: 'office', kind: 'bureau', name: '某市民政局', creditCode: creditCode() }],
    },
    enforcement: testPack,
  } as unknown as Pack;
  const units = async () => [{ id: 'office', name: '办公室' }];
  const enforcement = createEnforcement({
    ...{ database, clock, newId: randomUUID, recordAudit },
    ...enforcementPorts({
      ...{ pack, files, publications: items.publications, calendar: () => publishedCalendar },
      organisation: { may, units: units as never },
    }),
  });
  sinks.push(enforcement);
  return { enforcement, items, end: () => rm(folder, { recursive: true, force: true }) };
}
