import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OrganisationPack } from '../../contexts/organisation/contract.ts';
import type { PlanPack } from '../../contexts/plan/contract.ts';
import type { CataloguePack } from '../../contexts/publications/contract.ts';
import { type RegistersPack, registersPack } from '../../contexts/registers/contract/pack.ts';
import { packFaults } from '../../contexts/registers/rules/pack-check.ts';
import type { Findings } from './checks.ts';
import { checkedAgainst, readSource } from './source.ts';

/** registers.yaml: the registers that are kept. A pack without it has none. */

const file = 'registers.yaml';

export interface RegistersReading {
  readonly value: RegistersPack | undefined;
  readonly findings: Findings;
}

export async function readRegisters(
  folder: string,
  around: {
    readonly organisation: OrganisationPack | undefined;
    readonly catalogue: CataloguePack | undefined;
    readonly plans: readonly PlanPack[];
  },
): Promise<RegistersReading> {
  if (!existsSync(join(folder, file)))
    return { value: registersPack.parse({}), findings: { problems: [], warnings: [] } };
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, registersPack);
  if (value === undefined) return { value, findings: { problems, warnings: [] } };
  const { organisation, catalogue, plans } = around;
  const leaves = plans.flatMap(plan => plan.leaves.map(leaf => [leaf.id, leaf.elements.length] as const));
  const found = packFaults(value, {
    units: organisation && new Set(organisation.units.map(unit => unit.id)),
    columns: catalogue && new Set(catalogue.columns.map(column => column.id)),
    leaves: plans.length === 0 ? undefined : new Map(leaves),
  }).map(({ path, message }) => ({ where: source.at(path), message }));
  return { value, findings: { problems: [...problems, ...found], warnings: [] } };
}
