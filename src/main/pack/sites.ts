import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { z } from 'zod';
import type { OrganisationPack } from '../../contexts/organisation/contract.ts';
import type { CataloguePack } from '../../contexts/publications/contract.ts';
import type { BranchSite } from '../../portal/branch.ts';
import { columnTree } from '../../portal/columns.ts';
import type { Findings } from './checks.ts';
import { checkedAgainst, readSource } from './source.ts';

/** sites.yaml: sites made from the same content, each with its own address and head. A pack without it has one site. */

const file = 'sites.yaml';

const siteRow = z.strictObject({
  id: z.string().regex(/^[a-z][a-z0-9-]*$/, '编号用小写字母、数字和连字符，以字母开头。'),
  name: z.string().min(1),
  description: z.string().default(''),
  prefix: z
    .string()
    .regex(/^(?:\/[a-z0-9-]+)?$/, '路径写作 /qxg 的形式：一层，小写字母、数字和连字符，末尾不加斜线。')
    .default(''),
  host: z
    .string()
    .regex(/^(?:[a-z0-9-]+(?:\.[a-z0-9-]+)+)?$/, '域名写作 qxg.example.gov.cn 的形式，不带 https:// 和端口。')
    .default(''),
  unit: z.string().nullable().default(null),
  columns: z.array(z.string()).default([]),
  sponsor: z.string().default(''),
  address: z.string().default(''),
  phone: z.string().default(''),
  headerLinks: z.array(z.strictObject({ name: z.string().min(1), url: z.string().min(1) })).default([]),
});
const sitesPack = z.strictObject({ sites: z.array(siteRow).max(200).default([]) });

/** First steps of paths that the portal or the console answers. */
const taken = [
  ...[
    'api',
    'assets',
    'files',
    'preview',
    'console',
    'search',
    'calculator',
    'accessibility',
    'index-number',
  ],
  ...['ledger', 'log', 'data', 'normative', 'powers', 'guides', 'registers', 'enforcement', 'requests'],
  ...['inspections', 'projects', 'topics', 'healthz', 'readyz', 'metrics', 'search-index'],
];

interface Around {
  readonly organisation: OrganisationPack | undefined;
  readonly catalogue: CataloguePack | undefined;
}

interface Fault {
  readonly key: string;
  readonly message: string;
}

function addressFaults({ prefix, host }: BranchSite, { catalogue }: Around): Fault[] {
  if ((prefix === '') === (host === ''))
    return [{ key: 'prefix', message: 'prefix（路径）和 host（域名）须填且只填一项。' }];
  const first = prefix.slice(1);
  const columns = catalogue === undefined ? [] : columnTree(catalogue.columns).roots;
  const isTaken = taken.includes(first) || columns.some(({ path }) => path === `${prefix}/`);
  return isTaken
    ? [{ key: 'prefix', message: `路径“${prefix}”已由本站的栏目或功能使用。请改用其他路径。` }]
    : [];
}

function contentFaults({ unit, columns }: BranchSite, { organisation, catalogue }: Around): Fault[] {
  const units = organisation?.units.map(each => each.id);
  const known = catalogue?.columns.map(each => each.id);
  return [
    ...(unit === null && columns.length === 0
      ? [{ key: 'unit', message: '没有写明显示哪些内容。请填写 unit（单位）或者 columns（栏目）。' }]
      : []),
    ...(unit !== null && units?.includes(unit) === false
      ? [{ key: 'unit', message: `单位“${unit}”不在 organisation.yaml 中。请填写已有的编号。` }]
      : []),
    ...columns
      .filter(each => known?.includes(each) === false)
      .map(each => ({
        key: 'columns',
        message: `栏目“${each}”不在 catalogue.yaml 中。请填写已有的编号。`,
      })),
    ...(unit === null && columns.length > 1
      ? [
          {
            key: 'columns',
            message: '没有写明单位的站点只能写一个栏目，以便在站内搜索。请改为一个上级栏目。',
          },
        ]
      : []),
  ];
}

export async function readSites(
  folder: string,
  around: Around,
): Promise<{ readonly value: readonly BranchSite[] | undefined; readonly findings: Findings }> {
  if (!existsSync(join(folder, file))) return { value: [], findings: { problems: [], warnings: [] } };
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, sitesPack);
  if (value === undefined) return { value, findings: { problems, warnings: [] } };
  const { sites } = value;
  const found = sites.flatMap((site, at) => {
    const twice = (['id', 'prefix', 'host'] as const).filter(
      key => site[key] !== '' && sites.findIndex(each => each[key] === site[key]) < at,
    );
    return [
      ...addressFaults(site, around),
      ...contentFaults(site, around),
      ...twice.map(key => ({ key, message: `“${site[key]}”与前面的站点重复。请改为不同的内容。` })),
    ].map(({ key, message }) => ({ where: source.at(['sites', at, key]), message }));
  });
  return { value: sites, findings: { problems: found, warnings: [] } };
}
