import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { judge, sheetOf } from '../contexts/registers/rules/import.ts';
import { readGrid } from '../platform/office-text/grid.ts';
import { demoRegisters } from './demo-register-tables.ts';
import { demoPlaces, demoTable } from './demo-registers.ts';
import { loadPack } from './pack/load.ts';

const pack = await loadPack(fileURLToPath(new URL('../../packs/bijie-civil-affairs', import.meta.url)));
const places = demoPlaces(pack);
const regions = places.map(({ name }, at) => ({ code: `R${at}`, name, unitId: `u${at}` }));

describe('issue 6: the registers of the demonstration', () => {
  it('are all nine of the pack, each with entries of ten places', () => {
    expect(Object.keys(demoRegisters).sort()).toEqual(pack.registers.registers.map(({ id }) => id).sort());
    expect([pack.registers.registers.length, places.length]).toEqual([9, 10]);
  });

  it.each(pack.registers.registers.map(each => [each.id, each] as const))(
    '%s: every row can be taken over, is marked, located, and has only events that could be told',
    async (id, schema) => {
      const { entries, csv } = demoTable(demoRegisters[id]!, places);
      const { cells, merged } = await readGrid(Buffer.from(csv), '演示.csv', { rows: 500, cells: 20_000 });
      const sheet = sheetOf(schema, cells, merged)!;
      expect(sheet.fields).not.toContain(null);
      const { good, problems } = judge({ schema, regions, sheet, known: [], mayWrite: () => true });
      expect(problems).toEqual([]);
      expect(new Set(good.map(({ region }) => region)).size).toBe(10);
      for (const { values } of good) {
        expect(String(values['name'])).toMatch(/^演示/);
        expect(values['location']).toMatch(/^10[456]\.\d{3},2[67]\.\d{3}$/);
      }
      const kinds = new Set(schema.events.map(each => each.id));
      const events = entries.flatMap(entry => entry.events ?? []);
      expect(events.length).toBeGreaterThan(0);
      for (const { kind, on } of events) {
        expect(kinds.has(kind), kind).toBe(true);
        expect(on <= demoRegisters[id]!.told.slice(0, 10), on).toBe(true);
      }
    },
  );
});
