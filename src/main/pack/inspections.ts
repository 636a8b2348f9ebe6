import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type InspectionsPack, inspectionsPack } from '../../contexts/inspections/contract/pack.ts';
import type { OrganisationPack } from '../../contexts/organisation/contract.ts';
import type { CataloguePack } from '../../contexts/publications/contract.ts';
import type { Findings } from './checks.ts';
import { checkedAgainst, readSource } from './source.ts';

/** inspections.yaml: the list of items of random inspection, pools, column. A pack without it inspects nothing. */

const file = 'inspections.yaml';

interface InspectionsReading {
  readonly value: InspectionsPack | undefined;
  readonly findings: Findings;
}

interface Around {
  readonly organisation: OrganisationPack | undefined;
  readonly catalogue: CataloguePack | undefined;
}

function faultsOf({ column, pools, items }: InspectionsPack, { organisation, catalogue }: Around) {
  const columns = catalogue && new Set(catalogue.columns.map(each => each.id));
  const units = organisation && new Set(organisation.units.map(each => each.id));
  const known = new Set(pools.map(each => each.id));
  const ofColumn =
    column !== undefined && columns?.has(column) === false
      ? [{ path: ['column'], message: `栏目“${column}”不在 catalogue.yaml 中，请改为已有栏目的编号。` }]
      : [];
  const ofItems = items.flatMap(({ code, pool, owner }, at) => [
    ...(known.has(pool)
      ? []
      : [{ path: ['items', at, 'pool'], message: `检查对象“${pool}”不在 pools 中，请先在 pools 中写明。` }]),
    ...(units?.has(owner) === false
      ? [{ path: ['items', at, 'owner'], message: `检查主体“${owner}”不在 organisation.yaml 中。` }]
      : []),
    ...(items.findIndex(each => each.code === code) === at
      ? []
      : [{ path: ['items', at, 'code'], message: `事项编码“${code}”重复，请改用不同的编码。` }]),
  ]);
  return [...ofColumn, ...ofItems];
}

export async function readInspections(folder: string, around: Around): Promise<InspectionsReading> {
  if (!existsSync(join(folder, file)))
    return { value: inspectionsPack.parse({}), findings: { problems: [], warnings: [] } };
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, inspectionsPack);
  if (value === undefined) return { value, findings: { problems, warnings: [] } };
  const found = faultsOf(value, around).map(({ path, message }) => ({ where: source.at(path), message }));
  return { value, findings: { problems: [...problems, ...found], warnings: [] } };
}
