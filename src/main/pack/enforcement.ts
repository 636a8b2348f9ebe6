import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { type EnforcementPack, enforcementPack } from '../../contexts/enforcement/contract/pack.ts';
import { kindWords } from '../../contexts/enforcement/contract.ts';
import type { OrganisationPack } from '../../contexts/organisation/contract.ts';
import type { CataloguePack } from '../../contexts/publications/contract.ts';
import type { Findings } from './checks.ts';
import { checkedAgainst, readSource } from './source.ts';

/** enforcement.yaml: columns of decisions, standing list of matters, periods. A pack without it publishes none. */

const file = 'enforcement.yaml';

export interface EnforcementReading {
  readonly value: EnforcementPack | undefined;
  readonly findings: Findings;
}

interface Known {
  readonly columns: ReadonlySet<string> | undefined;
  readonly units: ReadonlySet<string> | undefined;
}

function matterFaults({ matters, mattersColumn }: EnforcementPack, { columns, units }: Known) {
  const column =
    mattersColumn === undefined || columns?.has(mattersColumn) !== false
      ? []
      : [
          {
            path: ['mattersColumn'],
            message: `执法事项清单的栏目“${mattersColumn}”不在 catalogue.yaml 中，请改为已有栏目的编号。`,
          },
        ];
  const strangers = matters.flatMap(({ code, unit }, at) =>
    unit === '' || units?.has(unit) !== false
      ? []
      : [
          {
            path: ['matters', at, 'unit'],
            message: `事项“${code}”的承办单位“${unit}”不在 organisation.yaml 中，请改为已有单位的编号。`,
          },
        ],
  );
  return [...column, ...strangers];
}

function faultsOf(pack: EnforcementPack, known: Known) {
  const { columns } = known;
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
  return [...unknown, ...twice, ...matterFaults(pack, known)];
}

export async function readEnforcement(
  folder: string,
  {
    catalogue,
    organisation,
  }: {
    readonly catalogue: CataloguePack | undefined;
    readonly organisation: OrganisationPack | undefined;
  },
): Promise<EnforcementReading> {
  if (!existsSync(join(folder, file)))
    return { value: enforcementPack.parse({}), findings: { problems: [], warnings: [] } };
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, enforcementPack);
  if (value === undefined) return { value, findings: { problems, warnings: [] } };
  const columns = catalogue && new Set(catalogue.columns.map(column => column.id));
  const units = organisation && new Set(organisation.units.map(unit => unit.id));
  const found = faultsOf(value, { columns, units }).map(({ path, message }) => ({
    where: source.at(path),
    message,
  }));
  return { value, findings: { problems: [...problems, ...found], warnings: [] } };
}
