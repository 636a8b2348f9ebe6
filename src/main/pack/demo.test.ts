import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { unitResolver } from '../../contexts/organisation/rules/unit-names.ts';
import { answeringUnits, dutiesOf } from '../../contexts/plan/rules/duties-due.ts';
import { decideEvent } from '../../contexts/plan/rules/events.ts';
import { dayOf } from '../../law/day.ts';
import { publishedCalendar } from '../../law/published-calendar.ts';
import { loadPack } from './load.ts';

const root = join(dirname(fileURLToPath(import.meta.url)), '..', '..', '..');
const pack = await loadPack(join(root, 'packs', 'bijie-civil-affairs'));
const demo = pack.demo!;
const carried = demo.plans.flatMap(({ from, year, issuedOn }) =>
  pack.plans.filter(plan => plan.year === from).map(plan => ({ ...plan, year, issuedOn })),
);
const plans = [...pack.plans, ...carried];
const counties = pack.organisation.units.filter(unit => unit.kind === 'county').map(unit => unit.id);
const resolve = unitResolver(pack.organisation);

/** Elements by `leaf unit period` (or `event key`), as the ledger will have them. */
const required = new Map<string, Set<number>>();

for (const plan of plans) {
  const leaves = plan.leaves.map(leaf => ({
    ...leaf,
    countiesLead: resolve(leaf.lead).units.some(id => counties.includes(id)),
  }));
  const span = { startsOn: dayOf(plan.issuedOn), endsOn: dayOf(`${plan.year}-12-31`) };
  for (const duty of dutiesOf({ ...span, year: plan.year, leaves, counties }, publishedCalendar))
    required.set(`${duty.leafId} ${duty.unitId} ${duty.period}`, new Set(duty.required));
}

function decided(event: (typeof demo.events)[number]) {
  const leaf = pack.plans[0]!.leaves.find(each => each.id === event.leaf)!;
  const unit = pack.organisation.units.find(each => each.id === event.unit)!;
  return decideEvent({
    leaf: { ...leaf, countiesLead: false },
    unit: { id: unit.id, name: unit.name, isCounty: unit.kind === 'county' },
    answering: new Set([...answeringUnits(leaf, counties).map(each => each.id), ...resolve(leaf.lead).units]),
    occurredOn: dayOf(event.on),
    today: dayOf('2026-11-22'),
    elements: event.elements,
  });
}

function groupCount(result: ReturnType<typeof decided>): number {
  return result.ok ? result.groups.length : 0;
}

describe('The demo content of the Bijie pack', () => {
  it('has items of every key area and of both years, in every state', () => {
    const areas = new Set(
      demo.items.flatMap(
        item => pack.catalogue.columns.find(column => column.id === item.column)?.area ?? [],
      ),
    );
    expect(areas.size).toBeGreaterThanOrEqual(9);
    const states = new Set(demo.items.map(item => item.state));
    expect([...states].sort()).toEqual(
      ['approved', 'draft', 'in-review', 'released', 'returned', 'scheduled', 'withdrawn'].sort(),
    );
    expect(new Set(demo.items.map(item => item.draftedOn.slice(0, 4)))).toEqual(new Set(['2019', '2026']));
  });

  it('holds nothing that looks like an identity, telephone or card number', () => {
    const text = JSON.stringify(demo);
    expect(text.match(/\d{15,}|(?<!\d)1[3-9]\d{9}(?!\d)/g)).toBeNull();
  });

  it('every event makes exactly one duty due', () => {
    // One duty each, so that an item can name the event it answers to.
    const outcomes = demo.events.map(event => [event.key, groupCount(decided(event))]);
    expect(outcomes).toEqual(demo.events.map(event => [event.key, 1]));
  });

  it('every item, proof and request names a duty that exists and elements it requires', () => {
    for (const event of demo.events) {
      const result = decided(event);
      if (result.ok)
        required.set(`event ${event.key}`, new Set(result.groups.flatMap(group => group.elements)));
    }
    const claims = [
      ...demo.items.flatMap(item =>
        item.meets.map(each => ({ ...each, unit: each.unit ?? item.unit, of: item.key })),
      ),
      ...demo.proofs.map(each => ({ ...each, of: 'proof' })),
      ...demo.notApplicable.map(each => ({ ...each, event: undefined, elements: undefined, of: 'request' })),
    ];
    const wrong = claims.filter(claim => {
      const key =
        claim.event === undefined ? `${claim.leaf} ${claim.unit} ${claim.period}` : `event ${claim.event}`;
      const elements = required.get(key);
      return elements === undefined || (claim.elements ?? []).some(no => !elements.has(no));
    });
    expect(wrong).toEqual([]);
  });

  it('released items have their instant, those in review the step they wait for', () => {
    for (const item of demo.items) {
      // An interpretation leaves with its policy and has no instant of its own.
      if (['released', 'withdrawn', 'scheduled'].includes(item.state) && item.interprets === undefined)
        expect([item.key, item.releasedOn]).toEqual([item.key, expect.any(String)]);
      if (['in-review', 'returned'].includes(item.state))
        expect([item.key, item.stopsBefore]).toEqual([item.key, expect.any(String)]);
      if (item.releasedOn !== undefined) expect(item.releasedOn >= item.draftedOn).toBe(true);
      expect([item.key, item.state === 'withdrawn']).toEqual([item.key, item.withdrawn !== undefined]);
    }
  });
});
