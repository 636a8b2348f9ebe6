import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type EnforcementPack, enforcementPack } from '../../contexts/enforcement/contract/pack.ts';
import { kindWords } from '../../contexts/enforcement/contract.ts';
import type { CataloguePack } from '../../contexts/publications/contract.ts';
import type { Findings } from './checks.ts';
import { checkedAgainst, readSource } from './source.ts';

/** enforcement.yaml: columns of decisions, standing list of matters, periods. A pack without it publishes none. */

const file = 'enforcement.yaml';

export interface EnforcementReading {
  readonly value: EnforcementPack | undefined;
  readonly findings: Findings;
}

function faultsOf(pack: EnforcementPack, columns: ReadonlySet<string> | undefined) {
  const kinds = Object.entries(pack.columns) as [keyof typeof kindWords, string][];
  const unknown = kinds
    .filter(([, column]) => columns?.has(column) === false)
    .map(([kind, column]) => ({
      path: ['columns', kind],
      message: `“${kindWords[kind]}”的栏目“${column}”不在 catalogue.yaml 中，请改为已有栏目的编号。`,
    }));
  const twice = pack.matters.flatMap(({ code }, at) =>
    pack.matters.findIndex(each => each.code === code) === at
      ? []
      : [{ path: ['matters', at, 'code'], message: `事项编码“${code}”重复，请改用不同的编码。` }],
  );
  return [...unknown, ...twice];
}

export async function readEnforcement(
  folder: string,
  catalogue: CataloguePack | undefined,
): Promise<EnforcementReading> {
  if (!existsSync(join(folder, file)))
    return { value: enforcementPack.parse({}), findings: { problems: [], warnings: [] } };
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, enforcementPack);
  if (value === undefined) return { value, findings: { problems, warnings: [] } };
  const columns = catalogue && new Set(catalogue.columns.map(column => column.id));
  const found = faultsOf(value, columns).map(({ path, message }) => ({ where: source.at(path), message }));
  return { value, findings: { problems: [...problems, ...found], warnings: [] } };
}
