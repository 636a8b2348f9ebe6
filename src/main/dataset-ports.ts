import type { DatasetPorts } from '../contexts/datasets/ports.ts';
import type { Files } from '../contexts/files/service.ts';
import type { Plan } from '../contexts/plan/service/create-plan.ts';
import { isName } from '../contexts/publications/rules/gate/person-names.ts';
import type { Publications } from '../contexts/publications/service.ts';
import type { Pack } from './pack/load.ts';
import { openItemTitled, structuredPublishing } from './structured-publishing.ts';

/** What the data sets ask of the other contexts. */

export interface DatasetSources {
  readonly pack: Pack;
  readonly plan: Pick<Plan, 'listDuties'>;
  readonly publications: Publications;
  /** Whether the figures are synthetic; every edition says so then. */
  readonly demo: boolean;
  readonly files: Files;
}

/** States from which another version can be put on an item. */
const alive: ReadonlySet<string> = new Set([
  'draft',
  'returned',
  'released',
  'in-review',
  'approved',
  'scheduled',
]);

export function datasetPorts(
  sources: DatasetSources,
): Pick<
  DatasetPorts,
  | 'pack'
  | 'regions'
  | 'demoNote'
  | 'unitName'
  | 'isName'
  | 'dutiesOf'
  | 'propose'
  | 'openItemTitled'
  | 'itemIsOpen'
> {
  const { pack, plan, publications, files } = sources;
  const { units } = pack.organisation;
  const names = new Map(units.map(unit => [unit.id, unit.name]));
  const propose = structuredPublishing(publications, files);
  return {
    pack: pack.datasets,
    regions: units.flatMap(unit =>
      unit.kind === 'county' && unit.regionCode !== undefined
        ? [{ code: unit.regionCode, name: unit.shortName ?? unit.name, unitId: unit.id }]
        : [],
    ),
    demoNote: sources.demo ? '演示数据：本期数字为虚构，仅用于展示系统功能。' : null,
    unitName: id => names.get(id) ?? id,
    isName,
    dutiesOf: async (actor, leaf, unit) => {
      const { rows } = await plan.listDuties(actor, { leaf, unit, page: 1, size: 200 });
      return rows.map(duty => ({
        id: duty.id,
        leafId: duty.leafId,
        period: duty.period,
        words: `${duty.title}　${duty.periodWords}　${duty.dueOn}前`,
      }));
    },
    propose: (actor, draft) =>
      propose(actor, {
        ...{
          itemId: draft.itemId,
          ownerUnitId: draft.ownerUnitId,
          kind: 'statistics',
          columnId: draft.columnId,
        },
        ...{ title: draft.title, summary: draft.summary, bodyHtml: draft.bodyHtml },
        metadata: {
          writtenOn: draft.writtenOn,
          source: draft.source,
          statisticalDefinition: draft.statisticalDefinition,
        },
        files: draft.files,
        meets: draft.meets,
      }),
    openItemTitled: openItemTitled(publications),
    itemIsOpen: async (actor, id) => alive.has((await publications.getItem(actor, id)).state),
  };
}
