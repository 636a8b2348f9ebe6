import type { Dataset } from '../contexts/datasets/contract/pack.ts';
import type { EditionView } from '../contexts/datasets/contract.ts';
import type { Datasets } from '../contexts/datasets/service.ts';
import type { Actor, CommandName } from '../contexts/organisation/contract.ts';
import { demoFigures, demoReason } from './demo-figures.ts';
import { instantOf, type StoryClock, type StorySteps, sideBySide } from './demo-story.ts';

/** Synthetic editions of the data sets, filled by section and counties, consolidated, reviewed and released. No figure is real. */

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
    /** Seconds between two signatures; half an hour unless given. */
    readonly pause?: number;
    /** What must be out before: index numbers follow the order of releases. */
    readonly before?: Promise<unknown>;
  }): Promise<void>;
}

const inDetail: ReadonlySet<string> = new Set(['subsistence-allowance', 'temporary-assistance']);

type Telling = readonly (readonly [period: string, when: string])[];

const quarters: Telling = [
  ['2018Q4', '2019-01-16 09:00'],
  ['2019Q1', '2019-04-16 09:00'],
  ['2026Q2', '2026-07-15 09:00'],
  ['2026Q3', '2026-10-20 09:00'],
];

/** Years are published after the event, so that there is something to compare from the first day. */
const usual: Readonly<Record<Dataset['periodicity'], Telling>> = {
  year: [
    ['2016', '2019-03-04 09:00'],
    ['2017', '2019-03-05 09:00'],
    ['2018', '2019-03-06 09:00'],
  ],
  quarter: [['2019Q1', '2019-04-17 09:00']],
  month: [['2019-04', '2019-05-08 09:00']],
};

/** Three years of these are told, to be compared; of the other yearly tables the last, for the sake of the start. */
const threeYears: ReadonlySet<string> = new Set([
  'budget-accounts',
  'three-expenses',
  'lottery-fund',
  'funeral-facilities',
]);

function tellingOf({ id, periodicity }: Dataset): Telling {
  if (inDetail.has(id)) return quarters;
  return periodicity === 'year' && !threeYears.has(id) ? usual.year.slice(-1) : usual[periodicity];
}

function money(value: number): number {
  return Math.round(value * 100) / 100;
}

/** Persons in the place with this number, of the class with this number; one place is so small that it is protected. */
function persons(place: number, kind: number, step: number): number {
  if (place === 9 && kind === 0) return 3;
  return Math.round((420 + place * 37 + kind * 2600 + kind * place * 140) * (1 + step * 0.015));
}

/** Figures of one row of the tables that are told in detail; they satisfy the equations of the table. */
function detailedFigures(
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

interface Scene {
  readonly set: Dataset;
  readonly period: string;
  readonly step: number;
  /** Before the colon of the keys of its steps. */
  readonly at: string;
}

function cellsOf({ set, step }: Scene, view: EditionView, part: string, place: number) {
  return view.rows
    .filter(row => row.part === part)
    .flatMap(row => {
      // Means of a whole are not told: nobody has added them up.
      if (row.class === null && set.classes.length > 0) return [];
      const values = inDetail.has(set.id)
        ? detailedFigures(set, row, place, step)
        : demoFigures({ set, row, place, step });
      return row.entered.flatMap(measure => {
        const value = values[measure];
        return value === undefined ? [] : [{ region: row.region, class: row.class, measure, value }];
      });
    });
}

/** What the checks ask to be explained is explained, by the section for all. */
async function explain(story: DatasetStory, officer: Actor, id: string, at: string): Promise<void> {
  const { findings, state } = await story.datasets.get(officer, id);
  if (state !== 'collecting') return;
  for (const { code, cell, severity, explained } of findings) {
    if (severity !== 'reason' || explained !== null || cell === null || code === 'cell-missing') continue;
    const key = [cell.region, cell.class, cell.measure].join('|');
    await story.steps.once(`${at}:explain:${code}:${key}`, async () => {
      story.done(await story.datasets.explain(officer, id, { code, cell, words: demoReason(cell) }), key);
      return id;
    });
  }
}

async function fill(story: DatasetStory, scene: Scene, view: EditionView, section: Actor): Promise<void> {
  const { at } = scene;
  const parts = view.parts.filter(part => part.cells > 0 && (!scene.set.regions || part.part !== 'owner'));
  for (const [place, part] of parts.entries())
    await story.steps.once(`${at}:fill:${part.part}`, async () => {
      const officer = story.whoMay('dataset.fill', part.unitId);
      const body = {
        part: part.part,
        revision: part.revision,
        cells: cellsOf(scene, view, part.part, place),
      };
      story.done(await story.datasets.save(officer, view.id, body), `${at} ${part.name}`);
      return view.id;
    });
  // The first has nothing before it from which it could differ.
  if (scene.step > 0) await explain(story, section, view.id, at);
  // A step is one act: of two, a cut between them would leave the second undone for ever.
  for (const part of parts)
    await story.steps.once(`${at}:submit:${part.part}`, async () => {
      const officer = story.whoMay('dataset.fill', part.unitId);
      story.done(await story.datasets.submit(officer, view.id, part.part), `${at} ${part.name}`);
      return view.id;
    });
}

/** Fills and consolidates; resolves to the edition. */
async function compiled(story: DatasetStory, scene: Scene): Promise<string> {
  const { set, period, at } = scene;
  const { datasets, steps } = story;
  const officer = story.whoMay('dataset.consolidate', set.owner);
  const id = await steps.once(
    `${at}:open`,
    async () => story.done(await datasets.open(officer, set.id, period), at).id,
  );
  await fill(story, scene, await datasets.get(officer, id), officer);
  return steps.once(`${at}:consolidate`, async () => {
    story.done(await datasets.consolidate(officer, id), at);
    return id;
  });
}

/** The first year whose plan is told. */
const firstPlanned = '2019';

async function proposed(story: DatasetStory, { set, period, at }: Scene, id: string): Promise<string> {
  const { datasets, steps } = story;
  const officer = story.whoMay('dataset.consolidate', set.owner);
  return steps.once(`${at}:propose`, async () => {
    const { duties } = period < firstPlanned ? { duties: [] } : await datasets.get(officer, id);
    const duty = duties.find(each => each.isOfPeriod);
    const body = duty === undefined ? {} : { dutyId: duty.id };
    return story.done(await datasets.propose(officer, id, body), at).itemId;
  });
}

/** Tables of one day side by side, as sections work; they go out in turn. */
async function tell(story: DatasetStory, scenes: readonly Scene[]): Promise<void> {
  const ids = await sideBySide(scenes, scene => compiled(story, scene));
  story.clock.tick(3600);
  await sideBySide(scenes, async (scene, no, before) => {
    const { set, at } = scene;
    const id = await proposed(story, scene, ids[no]!);
    const drafter = story.whoMay('dataset.consolidate', set.owner);
    return story.release({ id, act: at, drafter, unitId: set.owner, pause: 300, before });
  });
}

/** The scenes of the data sets that the pack defines, each at its own time. */
export function datasetScenes(
  story: DatasetStory,
): { readonly at: Date; readonly tell: () => Promise<void> }[] {
  const byTime = new Map<string, Scene[]>();
  for (const set of story.datasets.definitions()) {
    for (const [step, [period, when]] of tellingOf(set).entries()) {
      const scene = { set, period, step, at: `dataset:${set.id}:${period}` };
      byTime.set(when, [...(byTime.get(when) ?? []), scene]);
    }
  }
  return [...byTime].map(([when, scenes]) => ({
    at: instantOf(when),
    tell: async () => {
      if (story.clock.set(instantOf(when))) await tell(story, scenes);
    },
  }));
}
