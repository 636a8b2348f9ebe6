import { readdir } from 'node:fs/promises';
import { join } from 'node:path';
import type { z } from 'zod';
import type { OrganisationPack } from '../../contexts/organisation/contract.ts';
import type { PlanPack } from '../../contexts/plan/contract.ts';
import type { CataloguePack, ReviewPack } from '../../contexts/publications/contract.ts';
import type { Findings } from './checks.ts';
import { type DemoPack, demoDutiesFile, demoItemsFile, proofsOfSet } from './demo.ts';
import { checkedAgainst, type PackProblem, type PackSource, readSource } from './source.ts';

/** What the demo content has to agree with. A part that is itself broken is left out of the comparison. */
interface Surroundings {
  readonly organisation: OrganisationPack | undefined;
  readonly catalogue: CataloguePack | undefined;
  readonly review: ReviewPack | undefined;
  readonly plans: readonly PlanPack[];
}

interface Known {
  readonly units: ReadonlySet<string> | undefined;
  readonly columns: ReadonlySet<string> | undefined;
  readonly steps: ReadonlySet<string> | undefined;
  /** Kinds a column takes; a column without a list takes every kind. */
  readonly kinds: ReadonlyMap<string, ReadonlySet<string>>;
  readonly leaves: ReadonlySet<string>;
  readonly years: ReadonlySet<number>;
  readonly events: Set<string>;
  readonly items: Set<string>;
}

type Path = readonly PropertyKey[];

function missing(
  source: PackSource,
  path: Path,
  value: string | undefined,
  known: ReadonlySet<string> | undefined,
  what: string,
): PackProblem[] {
  if (value === undefined || known === undefined || known.has(value)) return [];
  return [{ where: source.at(path), message: `${what}“${value}”不存在。请核对编号。` }];
}

type Items = z.output<typeof demoItemsFile>;
type Duties = z.output<typeof demoDutiesFile>;

function itemProblems(source: PackSource, { items }: Items, known: Known): PackProblem[] {
  return items.flatMap((item, i) => {
    const at = (...path: Path): Path => ['items', i, ...path];
    return [
      ...missing(source, at('unit'), item.unit, known.units, '机构'),
      ...missing(source, at('column'), item.column, known.columns, '栏目'),
      ...((known.kinds.get(item.column)?.has(item.kind) ?? true)
        ? []
        : [
            {
              where: source.at(at('kind')),
              message: `栏目“${item.column}”不放${item.kind}类信息。请换栏目。`,
            },
          ]),
      ...missing(source, at('stopsBefore'), item.stopsBefore, known.steps, '审查环节'),
      ...missing(source, at('interprets'), item.interprets, known.items, '演示信息'),
      ...item.relations.flatMap(({ to }, j) =>
        missing(source, at('relations', j, 'to'), to, known.items, '演示信息'),
      ),
      ...missing(source, at('withdrawn', 'replacedBy'), item.withdrawn?.replacedBy, known.items, '演示信息'),
      ...item.meets.flatMap((meets, j) => [
        ...missing(source, at('meets', j, 'leaf'), meets.leaf, known.leaves, '条目'),
        ...missing(source, at('meets', j, 'event'), meets.event, known.events, '演示事项'),
        ...missing(source, at('meets', j, 'unit'), meets.unit, known.units, '机构'),
      ]),
    ];
  });
}

function dutyProblems(source: PackSource, duties: Duties, known: Known): PackProblem[] {
  const lists = ['events', 'proofs', 'notApplicable'] as const;
  const carried = duties.plans.flatMap((plan, i) =>
    known.years.has(plan.from)
      ? []
      : [{ where: source.at(['plans', i, 'from']), message: `没有${plan.from}年的方案。请改为已有的年份。` }],
  );
  const units = lists.flatMap(list =>
    duties[list].flatMap((each, i) => [
      ...missing(source, [list, i, 'unit'], each.unit, known.units, '机构'),
      ...missing(source, [list, i, 'leaf'], each.leaf, known.leaves, '条目'),
      ...('event' in each ? missing(source, [list, i, 'event'], each.event, known.events, '演示事项') : []),
    ]),
  );
  const sets = duties.proofSets.flatMap((set, i) => [
    ...set.leaves.flatMap((leaf, j) =>
      missing(source, ['proofSets', i, 'leaves', j], leaf, known.leaves, '条目'),
    ),
    ...set.units.flatMap((unit, j) =>
      missing(source, ['proofSets', i, 'units', j], unit, known.units, '机构'),
    ),
  ]);
  return [...carried, ...units, ...sets];
}

async function demoSources(folder: string): Promise<readonly PackSource[]> {
  const names = await readdir(join(folder, 'demo')).catch(() => [] as string[]);
  const files = names.filter(name => name.endsWith('.yaml')).sort();
  return Promise.all(files.map(name => readSource(folder, `demo/${name}`)));
}

/** demo/items*.yaml hold items, demo/duties*.yaml everything else; several files of a kind are joined. */
export async function readDemo(
  folder: string,
  around: Surroundings,
): Promise<{ pack: DemoPack | undefined; findings: Findings }> {
  const sources = await demoSources(folder);
  if (sources.length === 0) return { pack: undefined, findings: { problems: [], warnings: [] } };
  const isDuties = (source: PackSource) => source.file.startsWith('demo/duties');
  const items = sources
    .filter(source => !isDuties(source))
    .map(source => ({ source, ...checkedAgainst(source, demoItemsFile) }));
  const duties = sources
    .filter(isDuties)
    .map(source => ({ source, ...checkedAgainst(source, demoDutiesFile) }));
  const known: Known = {
    units: around.organisation && new Set(around.organisation.units.map(unit => unit.id)),
    columns: around.catalogue && new Set(around.catalogue.columns.map(column => column.id)),
    steps: around.review && new Set(around.review.steps.map(step => step.id)),
    kinds: new Map(
      around.catalogue?.columns
        .filter(column => column.kinds.length > 0)
        .map(column => [column.id, new Set<string>(column.kinds)]),
    ),
    years: new Set(around.plans.map(plan => plan.year)),
    leaves: new Set(around.plans.flatMap(plan => plan.leaves.map(leaf => leaf.id))),
    events: new Set(duties.flatMap(each => each.value?.events.map(event => event.key) ?? [])),
    items: new Set(items.flatMap(each => each.value?.items.map(item => item.key) ?? [])),
  };
  const problems = [
    ...items.flatMap(each => each.problems),
    ...duties.flatMap(each => each.problems),
    ...items.flatMap(each => (each.value ? itemProblems(each.source, each.value, known) : [])),
    ...duties.flatMap(each => (each.value ? dutyProblems(each.source, each.value, known) : [])),
  ];
  const joined = duties.flatMap(each => each.value ?? []);
  const pack: DemoPack = {
    items: items.flatMap(each => each.value?.items ?? []),
    plans: joined.flatMap(each => each.plans),
    events: joined.flatMap(each => each.events),
    proofs: joined.flatMap(each => [...each.proofs, ...each.proofSets.flatMap(proofsOfSet)]),
    notApplicable: joined.flatMap(each => each.notApplicable),
  };
  return { pack, findings: { problems, warnings: [] } };
}
