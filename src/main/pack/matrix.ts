import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type ChannelsPack, type MatrixPack, matrixPack } from '../../contexts/channels/contract.ts';
import { matrixFaults } from '../../contexts/channels/rules/outlet-clock.ts';
import type { OrganisationPack } from '../../contexts/organisation/contract.ts';
import type { CataloguePack } from '../../contexts/publications/contract.ts';
import type { Findings } from './checks.ts';
import { checkedAgainst, readSource } from './source.ts';

/** matrix.yaml: websites and accounts, who keeps them, how often they are updated. A pack without it has none. */

const file = 'matrix.yaml';

export interface MatrixReading {
  readonly value: MatrixPack | undefined;
  readonly findings: Findings;
}

export async function readMatrix(
  folder: string,
  around: {
    readonly organisation: OrganisationPack | undefined;
    readonly channels: ChannelsPack | undefined;
    readonly catalogue: CataloguePack | undefined;
  },
): Promise<MatrixReading> {
  if (!existsSync(join(folder, file)))
    return { value: matrixPack.parse({}), findings: { problems: [], warnings: [] } };
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, matrixPack);
  if (value === undefined) return { value, findings: { problems, warnings: [] } };
  const { organisation, channels, catalogue } = around;
  const found = matrixFaults(value, {
    units: organisation && new Set(organisation.units.map(unit => unit.id)),
    channels: channels && new Set(channels.channels.map(channel => channel.id)),
    columns: catalogue && new Set(catalogue.columns.map(column => column.id)),
  }).map(({ path, message }) => ({ where: source.at(path), message }));
  return { value, findings: { problems: [...problems, ...found], warnings: [] } };
}
