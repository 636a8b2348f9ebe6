import type { Dataset } from '../contexts/datasets/contract/pack.ts';
import type { EditionView } from '../contexts/datasets/contract.ts';
import type { Datasets } from '../contexts/datasets/service.ts';
import type { Actor, CommandName } from '../contexts/organisation/contract.ts';
import { instantOf, type StoryClock, type StorySteps } from './demo-story.ts';

/** Synthetic editions of two data sets, filled by ten counties, consolidated, reviewed and released. No figure is real. */

export interface DatasetStory {
  readonly datasets: Datasets;
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

const told = ['subsistence-allowance', 'temporary-assistance'];
const periods = [
  ['2018Q4', '2019-01-16 09:00'],
  ['2019Q1', '2019-04-16 09:00'],
  ['2026Q2', '2026-07-15 09:00'],
  ['2026Q3', '2026-10-20 09:00'],
] as const;

function money(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Persons in the place with this number, of the class with this number; one place is so small that it is protected. */
function persons(place: number, kind: number, step: number): number {
  if (place === 9 && kind === 0) return 3;
  return Math.round((420 + place * 37 + kind * 2600 + kind * place * 140) * (1 + step * 0.015));
}

/** Figures of one row that satisfy the equations of the table. */
function figures(
  set: Dataset,
  row: EditionView['rows'][number],
  place: number,
  step: number,
): Record<string, number> {
  const kind = set.classes.findIndex(each => each.id === row.class);
  const people = persons(place, kind, step);
  const allocated = money(people * (0.09 + kind * 0.02));
  const spent = money(allocated * 0.96);
  const last = row.before['balance'];
  const carried = typeof last === 'number' ? last : money(allocated * 0.1);
  const standard = 380 + (kind === 0 ? 230 : 0) + (step > 1 ? 240 : 0);
  return {
    standard,
    'subsidy-level': money(standard * 0.62),
    'subsidy-standard': standard,
    persons: people,
    carried,
    allocated,
    used: spent,
    spent,
    balance: money(carried + allocated - spent),
  };
}

async function fill(
  story: DatasetStory,
  set: Dataset,
  view: EditionView,
  step: number,
  at: string,
): Promise<void> {
  const places = view.parts.filter(part => part.part !== 'owner');
  for (const [place, part] of places.entries()) {
    await story.steps.once(`${at}:fill:${part.part}`, async () => {
      const officer = story.whoMay('dataset.fill', part.unitId);
      const cells = view.rows
        .filter(row => row.part === part.part)
        .flatMap(row => {
          const values = row.class === null ? {} : figures(set, row, place, step);
          return row.entered.flatMap(measure => {
            const value = values[measure];
            return value === undefined ? [] : [{ region: row.region, class: row.class, measure, value }];
          });
        });
      const body = { part: part.part, revision: part.revision, cells };
      story.done(await story.datasets.save(officer, view.id, body), `${at} ${part.name}`);
      return view.id;
    });
    // A step is one act: of two, a cut between them would leave the second undone for ever.
    await story.steps.once(`${at}:submit:${part.part}`, async () => {
      const officer = story.whoMay('dataset.fill', part.unitId);
      story.done(await story.datasets.submit(officer, view.id, part.part), `${at} ${part.name}`);
      return view.id;
    });
  }
}

async function tell(story: DatasetStory, set: Dataset, period: string, step: number): Promise<void> {
  const at = `dataset:${set.id}:${period}`;
  const { datasets, steps, clock } = story;
  const officer = story.whoMay('dataset.consolidate', set.owner);
  const id = await steps.once(
    `${at}:open`,
    async () => story.done(await datasets.open(officer, set.id, period), at).id,
  );
  await fill(story, set, await datasets.get(officer, id), step, at);
  clock.tick(3600);
  await steps.once(`${at}:consolidate`, async () => {
    story.done(await datasets.consolidate(officer, id), at);
    return id;
  });
  const itemId = await steps.once(`${at}:propose`, async () => {
    const duty = (await datasets.get(officer, id)).duties.find(each => each.isOfPeriod);
    const body = duty === undefined ? {} : { dutyId: duty.id };
    return story.done(await datasets.propose(officer, id, body), at).itemId;
  });
  await story.release({ id: itemId, act: at, drafter: officer, unitId: set.owner });
}

/** The scenes of the data sets that the pack defines, each at its own time. */
export function datasetScenes(
  story: DatasetStory,
): { readonly at: Date; readonly tell: () => Promise<void> }[] {
  const sets = story.datasets.definitions().filter(set => told.includes(set.id));
  return sets.flatMap(set =>
    periods.map(([period, when], step) => ({
      at: instantOf(when),
      tell: async () => {
        if (story.clock.set(instantOf(when))) await tell(story, set, period, step);
      },
    })),
  );
}
