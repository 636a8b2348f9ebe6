import { createHash, randomUUID } from 'node:crypto';
import { datasetPorts } from '../../../main/dataset-ports.ts';
import type { Pack } from '../../../main/pack/load.ts';
import type { Database } from '../../../platform/database/database.ts';
import { recordAudit } from '../../log/service.ts';
import type { Actor } from '../../organisation/contract.ts';
import { may } from '../../organisation/rules/permission.ts';
import { actorWith, bench, done, seedFile, signAll } from '../../publications/items.fixture.ts';
import type { DatasetsPack } from '../contract/pack.ts';
import { createDatasets } from '../service.ts';

/** The data sets of a pack on a real database, with ten counties, a section and the whole review chain. */

export const counties = Array.from({ length: 10 }, (_, at) => ({
  code: `5205${10 + at}`,
  id: `county-${at}`,
  name: `第${at}县`,
}));

type TestClock = Parameters<typeof bench>[1];

export function datasetBench(db: Database, clock: TestClock, pack: DatasetsPack) {
  /** Bytes of taken files by digest. */
  const kept = new Map<string, Buffer>();
  const told: string[] = [];
  const on = bench(db, clock, {
    react: async (trx, event) => {
      if (event.type === 'item.released') await datasets.markReleased(trx as never, { ...event.item });
      if (event.type === 'item.withdrawn') await datasets.markWithdrawn(trx as never, event);
    },
  });
  const datasets = createDatasets({
    database: db,
    clock,
    newId: randomUUID,
    may,
    recordAudit: recordAudit as never,
    tellUnit: async (_, { unitId, title }) => {
      told.push(`${unitId} ${title}`);
    },
    ...datasetPorts({
      demo: false,
      pack: {
        datasets: pack,
        organisation: {
          units: counties.map(({ id, code, name }) => ({
            ...{ id, kind: 'county', name, shortName: name, regionCode: code },
          })),
        },
      } as unknown as Pack,
      plan: { listDuties: async () => ({ rows: [], count: 0, page: 1, size: 200 }) },
      publications: on.publications,
      files: {
        takeUpload: async (stream: AsyncIterable<Uint8Array>, name: string) => {
          const chunks: Uint8Array[] = [];
          for await (const chunk of stream) chunks.push(chunk);
          const bytes = Buffer.concat(chunks);
          const digest = createHash('sha256').update(bytes).digest('hex');
          kept.set(digest, bytes);
          on.texts.set(digest, '数据');
          await seedFile(db, digest, 'application/json');
          return { digest, name, mediaType: 'application/json', size: bytes.length };
        },
      } as never,
    }),
  });
  const section: Actor = {
    ...on.people.drafter,
    grants: {
      ...on.people.drafter.grants,
      'dataset.fill': 'own-unit',
      'dataset.consolidate': 'own-unit',
      'dataset.propose': 'own-unit',
    },
  };
  return {
    ...{ datasets, on, kept, told, section },
    officer: (at: number) =>
      actorWith({ 'dataset.fill': 'own-unit' }, { unitId: `county-${at}`, name: `经办人${at}` }),
    /** Through all reviews to the public. */
    async letOut(itemId: string): Promise<void> {
      done(await on.publications.submit(section, itemId));
      const { digest } = await on.publications.getItem(section, itemId);
      await signAll(on, itemId, digest);
      done(await on.publications.release(on.people.publisher, itemId, { digest }));
    },
  };
}
