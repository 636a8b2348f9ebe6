import type { Actor, CommandName } from '../contexts/organisation/contract.ts';
import { pointOf, type RegisterKind } from '../contexts/registers/contract.ts';
import type { Registers } from '../contexts/registers/service.ts';
import { sheetCsv } from '../platform/sheets.ts';
import { type DemoPlace, type DemoRegister, demoRegisters } from './demo-register-tables.ts';
import { instantOf, type StoryClock, type StorySteps } from './demo-story.ts';
import type { Pack } from './pack/load.ts';

/** The registers of the pack over its places: taken over from tables, reviewed and released. No entry is real. */

export interface RegisterStory {
  readonly registers: Registers;
  readonly clock: StoryClock;
  readonly steps: StorySteps;
  whoMay(command: CommandName, unitId: string): Actor;
  done<T>(
    result: { ok: true; value: T } | { ok: false; reasons: readonly { message: string }[] },
    what: string,
  ): T;
  /** Submits the item, has it signed by the whole chain and releases it. */
  release(way: {
    readonly id: string;
    readonly act: string;
    readonly drafter: Actor;
    readonly unitId: string;
  }): Promise<void>;
}

/** All entries as one table, with a column for each head that some entry has. */
export function demoTable(register: DemoRegister, places: readonly DemoPlace[]) {
  const entries = places.flatMap((place, at) =>
    register.entries(place, at).map(entry => ({ place: place.name, ...entry })),
  );
  const heads = [...new Set(entries.flatMap(({ cells }) => Object.keys(cells)))];
  const rows = entries.map(({ place, cells }) => [place, ...heads.map(head => cells[head] ?? '')]);
  return { entries, csv: sheetCsv({ name: '', heads: ['地区', ...heads], rows }) };
}

async function tell(
  story: RegisterStory,
  { id, owner }: RegisterKind,
  places: readonly DemoPlace[],
): Promise<void> {
  const { registers, clock, steps, done } = story;
  const { entries, csv } = demoTable(demoRegisters[id]!, places);
  const officer = story.whoMay('register.edit', owner);
  const upload = () => registers.uploadImport(officer, id, '演示名录.csv', Buffer.from(csv));
  const waiting = await steps.once(`register:${id}:upload`, async () => done(await upload(), id).id);
  await steps.once(`register:${id}:apply`, async () => {
    done(await registers.applyImport(officer, waiting), id);
    return id;
  });
  clock.tick(600);
  const { rows } = await registers.list(officer, id, { page: 1, size: 200 });
  const byName = new Map(rows.map(row => [row.name, row]));
  for (const { cells, events = [] } of entries) {
    const entry = byName.get(cells['名称'] ?? '')!;
    for (const [no, event] of events.entries())
      await steps.once(`register:${id}:event:${entry.no}:${no}`, async () => {
        // Each event is a revision of its own.
        const { revision } = await registers.get(officer, entry.id);
        done(await registers.tellEvent(officer, entry.id, { revision, ...event }), id);
        return entry.id;
      });
  }
  const drafter = story.whoMay('register.propose', owner);
  const { editions } = await registers.view(drafter, id);
  const itemId =
    editions[0]?.itemId ?? done(await registers.propose(drafter, id, { note: '', meets: [] }), id).itemId;
  clock.tick(3600);
  await story.release({ id: itemId, act: `register:${id}`, drafter, unitId: owner });
}

/** Counties and management areas, where their units have a region of their own. */
export function demoPlaces({
  organisation,
  registers,
}: Pick<Pack, 'organisation' | 'registers'>): DemoPlace[] {
  return organisation.units
    .filter(({ kind, regionCode }) => kind === 'county' && regionCode !== undefined)
    .map(({ name, shortName = name }) => ({
      name: shortName,
      at: pointOf(registers.landmarks.find(each => each.name === shortName)?.at),
    }));
}

/** The scenes of those of the registers that the pack keeps. */
export function registerScenes(
  story: RegisterStory,
  pack: Pick<Pack, 'organisation' | 'registers'>,
): { readonly at: Date; readonly tell: () => Promise<void> }[] {
  const places = demoPlaces(pack);
  return pack.registers.registers
    .filter(({ id }) => demoRegisters[id] !== undefined && places.length > 0)
    .map(register => {
      const at = instantOf(demoRegisters[register.id]!.told);
      return {
        at,
        tell: async () => {
          if (story.clock.set(at)) await tell(story, register, places);
        },
      };
    });
}
