import type { Pack } from '../../main/pack/load.ts';
import { powerPorts } from '../../main/power-ports.ts';
import type { Clock } from '../../platform/clock.ts';
import type { Database } from '../../platform/database/database.ts';
import { actorWith } from '../publications/items.fixture.ts';
import { structuredBench } from '../publications/structured.fixture.ts';
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

const guidesAndLists = {
  lists: {
    licence: { column: 'statutory', owner: 'office' },
    certificate: { column: 'notices', owner: 'office' },
    guide: { column: 'statutory' },
  },
} as unknown as Pack['powers'];

export async function powersBench(database: Database, clock: Clock) {
  const { made, ...rest } = await structuredBench(
    database,
    clock,
    { powers: guidesAndLists },
    (base, sources) => createPowers({ ...base, ...powerPorts(sources) }),
  );
  return { powers: made, ...rest };
}
