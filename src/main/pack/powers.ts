import { existsSync } from 'node:fs';
import { join } from 'node:path';
import type { OrganisationPack } from '../../contexts/organisation/contract.ts';
import { type PowersPack, powersPack } from '../../contexts/powers/contract/pack.ts';
import { packFaults } from '../../contexts/powers/rules/pack-check.ts';
import type { CataloguePack } from '../../contexts/publications/contract.ts';
import type { Findings } from './checks.ts';
import { checkedAgainst, readSource } from './source.ts';

/** powers.yaml: where lists and guides are released, and who compiles them. A pack without it has none. */

const file = 'powers.yaml';

export interface PowersReading {
  readonly value: PowersPack | undefined;
  readonly findings: Findings;
}

export async function readPowers(
  folder: string,
  around: {
    readonly organisation: OrganisationPack | undefined;
    readonly catalogue: CataloguePack | undefined;
  },
): Promise<PowersReading> {
  if (!existsSync(join(folder, file)))
    return { value: powersPack.parse({}), findings: { problems: [], warnings: [] } };
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, powersPack);
  if (value === undefined) return { value, findings: { problems, warnings: [] } };
  const { organisation, catalogue } = around;
  const found = packFaults(value, {
    units: organisation && new Set(organisation.units.map(unit => unit.id)),
    columns: catalogue && new Set(catalogue.columns.map(column => column.id)),
  }).map(({ path, message }) => ({ where: source.at(path), message }));
  return { value, findings: { problems: [...problems, ...found], warnings: [] } };
}
