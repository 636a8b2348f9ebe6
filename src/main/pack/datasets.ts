import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type DatasetsPack, datasetsPack } from '../../contexts/datasets/contract/pack.ts';
import { packFaults } from '../../contexts/datasets/rules/pack-check.ts';
import type { OrganisationPack } from '../../contexts/organisation/contract.ts';
import type { PlanPack } from '../../contexts/plan/contract.ts';
import type { CataloguePack } from '../../contexts/publications/contract.ts';
import type { Findings } from './checks.ts';
import { checkedAgainst, readSource } from './source.ts';

/** datasets.yaml: the statistical tables. A pack without it has none. */

const file = 'datasets.yaml';

export interface DatasetsReading {
  readonly value: DatasetsPack | undefined;
  readonly findings: Findings;
}

export async function readDatasets(
  folder: string,
  around: {
    readonly organisation: OrganisationPack | undefined;
    readonly catalogue: CataloguePack | undefined;
    readonly plans: readonly PlanPack[];
  },
): Promise<DatasetsReading> {
  if (!existsSync(join(folder, file)))
    return { value: datasetsPack.parse({}), findings: { problems: [], warnings: [] } };
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, datasetsPack);
  if (value === undefined) return { value, findings: { problems, warnings: [] } };
  const { organisation, catalogue, plans } = around;
  const found = packFaults(value, {
    units: organisation && new Set(organisation.units.map(unit => unit.id)),
    columns: catalogue && new Set(catalogue.columns.map(column => column.id)),
    // Without a plan that names a leaf, nothing can be said about its elements.
    elements: new Map(
      plans.flatMap(plan => plan.leaves.map(leaf => [leaf.id, leaf.elements.length] as const)),
    ),
  }).map(({ path, message }) => ({ where: source.at(path), message }));
  return { value, findings: { problems: [...problems, ...found], warnings: [] } };
}
