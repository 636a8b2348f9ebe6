import type { ChannelsPack } from '../../contexts/channels/contract.ts';
import { commandNames, type OrganisationPack } from '../../contexts/organisation/contract.ts';
import { checkOrganisation } from '../../contexts/organisation/rules/pack-check.ts';
import { unitResolver } from '../../contexts/organisation/rules/unit-names.ts';
import type { PlanPack } from '../../contexts/plan/contract.ts';
import type { GatePack } from '../../contexts/publications/contract/gate-pack.ts';
import type { CataloguePack, ReviewPack, SitePack } from '../../contexts/publications/contract.ts';
import { isDay } from '../../law/day.ts';
import type { PackProblem, PackSource } from './source.ts';

/** What no schema of one file can see: names that point nowhere, circles, doubles, gaps between the files. */

/** A value of one file together with the way back to its lines. */
export interface Checked<T> {
  readonly source: PackSource;
  readonly value: T;
}

export interface Findings {
  readonly problems: PackProblem[];
  readonly warnings: PackProblem[];
}

type Path = readonly PropertyKey[];

function problem(source: PackSource, path: Path, message: string): PackProblem {
  return { where: source.at(path), message };
}

/** One problem for each value that was seen before. */
function doubles(
  source: PackSource,
  values: readonly (readonly [Path, string])[],
  what: string,
): PackProblem[] {
  const seen = new Map<string, string>();
  const found: PackProblem[] = [];
  for (const [path, value] of values) {
    const first = seen.get(value);
    if (first === undefined) seen.set(value, source.at(path));
    else found.push(problem(source, path, `${what}“${value}”与${first}重复。请改为不同的${what}。`));
  }
  return found;
}

interface TreeNode {
  readonly id: string;
  readonly parent?: string | undefined;
}

/** Parents that do not exist, and circles (named once, at their first member). */
function treeProblems(
  source: PackSource,
  key: string,
  nodes: readonly TreeNode[],
  what: string,
): PackProblem[] {
  const parents = new Map(nodes.map(node => [node.id, node.parent]));
  const named = new Set<string>();
  return nodes.flatMap((node, i) => {
    const path = [key, i, 'parent'];
    if (node.parent === undefined) return [];
    if (!parents.has(node.parent))
      return [problem(source, path, `上级“${node.parent}”不存在。请填写已有的${what}编号，或删去 parent。`)];
    const trail = [node.id];
    let at: string | undefined = node.parent;
    while (at !== undefined && !trail.includes(at)) {
      trail.push(at);
      at = parents.get(at);
    }
    if (at !== node.id || trail.some(id => named.has(id))) return [];
    for (const id of trail) named.add(id);
    const circle = [...trail, node.id].join(' → ');
    return [problem(source, path, `${what}的上下级成了一个圈：${circle}。请改正其中一个 parent。`)];
  });
}

/** `units.3.parent` as a path. */
function pathOf(where: string): (string | number)[] {
  return where.split('.').map(part => (/^\d+$/.test(part) ? Number(part) : part));
}

export function organisationFindings({ source, value }: Checked<OrganisationPack>): Findings {
  const problems = checkOrganisation(value).map(each => problem(source, pathOf(each.where), each.message));
  return { problems, warnings: [] };
}

/** The review chain against the commands of the product and the roles that may sign. */
export function reviewFindings(
  { source, value }: Checked<ReviewPack>,
  organisation: OrganisationPack | undefined,
): Findings {
  const commands: readonly string[] = commandNames;
  const granted = new Set(Object.values(organisation?.roles ?? {}).flatMap(role => Object.keys(role.grants)));
  const problems = value.steps.flatMap((step, i) => {
    const path = ['steps', i, 'command'];
    if (!commands.includes(step.command) || !step.command.startsWith('item.sign-'))
      return [problem(source, path, `“${step.command}”不是签署命令。请用 item.sign-… 之一。`)];
    if (organisation === undefined || granted.has(step.command)) return [];
    return [
      problem(
        source,
        path,
        `没有一个角色被授予 ${step.command},这一环节无人能签。请在 organisation.yaml 中授权。`,
      ),
    ];
  });
  const filing = value.steps.filter(step => step.givesFilingNo).length;
  if (filing > 1) problems.push(problem(source, ['steps'], '给出备案号的环节(givesFilingNo)至多一个。'));
  return {
    problems: [
      ...doubles(
        source,
        value.steps.map((step, i) => [['steps', i, 'id'], step.id]),
        '环节编号',
      ),
      ...doubles(
        source,
        value.steps.map((step, i) => [['steps', i, 'command'], step.command]),
        '签署命令',
      ),
      ...problems,
    ],
    warnings: [],
  };
}

/** Columns: doubles, parents, addresses, leaves. */
export function catalogueFindings(
  { source, value }: Checked<CataloguePack>,
  organisation: OrganisationPack | undefined,
  plans: readonly Checked<PlanPack>[],
): Findings {
  const leaves = new Set(plans.flatMap(plan => plan.value.leaves.map(leaf => leaf.id)));
  const addresses = value.columns.map(
    (column, i) => [['columns', i, 'segment'], `${column.parent ?? ''}/${column.segment}`] as const,
  );
  const problems = [
    ...doubles(
      source,
      value.columns.map((column, i) => [['columns', i, 'id'], column.id]),
      '栏目编号',
    ),
    ...doubles(source, addresses, '栏目地址'),
    ...treeProblems(source, 'columns', value.columns, '栏目'),
    ...value.columns.flatMap((column, i) => [
      ...(plans.length === 0 ? [] : column.leaves).flatMap((leaf, j) =>
        leaves.has(leaf)
          ? []
          : [problem(source, ['columns', i, 'leaves', j], `各年方案中都没有条目“${leaf}”。请核对编号。`)],
      ),
      ...column.article20.flatMap((item, j) =>
        item >= 1 && item <= 15
          ? []
          : [problem(source, ['columns', i, 'article20', j], '《条例》第二十条共十五项，请填写1至15。')],
      ),
      ...(/^[a-z0-9-]+$/.test(column.segment)
        ? []
        : [problem(source, ['columns', i, 'segment'], '地址段只用小写字母、数字和连字符。')]),
    ]),
  ];
  const bureau = organisation?.units.find(unit => unit.kind === 'bureau');
  const needsCode = value.indexNumberPattern.includes('{uscc}');
  if (bureau && needsCode && bureau.creditCode === undefined)
    problems.push(
      problem(
        source,
        ['indexNumberPattern'],
        '索引号要用统一社会信用代码，但本局没有填写 creditCode。请在 organisation.yaml 中填写。',
      ),
    );
  return { problems, warnings: [] };
}

interface PlanSurroundings {
  readonly organisation: OrganisationPack | undefined;
  readonly catalogue: CataloguePack | undefined;
}

function leafFindings(
  { source, value }: Checked<PlanPack>,
  i: number,
  { organisation, catalogue }: PlanSurroundings,
): Findings {
  const leaf = value.leaves[i]!;
  const at = (...path: Path): Path => ['leaves', i, ...path];
  const problems: PackProblem[] = [];
  const warnings: PackProblem[] = [];
  const columns = new Set(catalogue?.columns.map(column => column.id));
  if (catalogue && leaf.column !== undefined && !columns.has(leaf.column))
    problems.push(
      problem(source, at('column'), `栏目“${leaf.column}”不在 catalogue.yaml 中。请填写已有的栏目编号。`),
    );
  if (leaf.owners.length === 0 && !leaf.perCounty)
    problems.push(problem(source, at('owners'), `条目${leaf.id}没有责任单位。请在 owners 中填写机构编号。`));
  if (leaf.elements.length === 0)
    problems.push(problem(source, at('elements'), `条目${leaf.id}没有公开要素。请至少写一个。`));
  if (organisation === undefined) return { problems, warnings };
  const units = new Set(organisation.units.map(unit => unit.id));
  leaf.owners.forEach((owner, j) => {
    if (!units.has(owner))
      problems.push(
        problem(source, at('owners', j), `责任单位“${owner}”不在 organisation.yaml 中。请填写已有的编号。`),
      );
  });
  if (leaf.perCounty && !organisation.units.some(unit => unit.kind === 'county'))
    problems.push(
      problem(source, at('perCounty'), 'perCounty 为 true,但机构中没有县级单位。请补充或改为 false。'),
    );
  const resolve = unitResolver(organisation);
  for (const key of ['lead', 'cooperating'] as const) {
    leaf[key].forEach((name, j) => {
      if (resolve([name]).unknown.length > 0)
        warnings.push(
          problem(
            source,
            at(key, j),
            `称谓“${name}”对不上任何机构或群组。可在 organisation.yaml 中补充别名。`,
          ),
        );
    });
  }
  return { problems, warnings };
}

/** One plan against units and columns. */
export function planFindings(plan: Checked<PlanPack>, around: PlanSurroundings): Findings {
  const { source, value } = plan;
  const each = value.leaves.map((_, i) => leafFindings(plan, i, around));
  const date = isDay(value.issuedOn)
    ? []
    : [problem(source, ['issuedOn'], `“${value.issuedOn}”不是存在的日期。请改正。`)];
  return {
    problems: [
      ...date,
      ...doubles(
        source,
        value.leaves.map((leaf, i) => [['leaves', i, 'id'], leaf.id]),
        '条目编号',
      ),
      ...each.flatMap(found => found.problems),
    ],
    warnings: each.flatMap(found => found.warnings),
  };
}

export function channelFindings(
  { source, value }: Checked<ChannelsPack>,
  organisation: OrganisationPack | undefined,
): Findings {
  const units = new Set(organisation?.units.map(unit => unit.id));
  return {
    problems: [
      ...doubles(
        source,
        value.channels.map((channel, i) => [['channels', i, 'id'], channel.id]),
        '载体编号',
      ),
      ...value.channels.flatMap((channel, i) =>
        organisation === undefined || channel.unit === undefined || units.has(channel.unit)
          ? []
          : [problem(source, ['channels', i, 'unit'], `机构“${channel.unit}”不存在。请填写已有的编号。`)],
      ),
    ],
    warnings: [],
  };
}

/** What a real site needs and nobody may invent. */
export function siteFindings({ source, value }: Checked<SitePack>): Findings {
  const missing = [
    ['idCode', '政府网站标识码尚未填写。向政府网站主管单位取得后填写，不得编造。'],
    ['domain', '域名尚未填写。请填写网站的 .gov.cn 域名。'],
    ['icp', 'ICP备案号尚未填写。'],
    ['police', '公安备案号尚未填写。'],
    ['phone', '联系电话尚未填写。'],
  ] as const;
  const warnings = missing
    .filter(([key]) => value[key] === '')
    .map(([key, message]) => problem(source, [key], message));
  return { problems: [], warnings };
}

/** Tables of the check before publication: doubles, and entries that could never be right or never be found. */
export function gateFindings({ source, value }: Checked<GatePack>): Findings {
  const terms = [
    ...value.wording.map(({ wrong }, i) => [['wording', i, 'wrong'], wrong] as const),
    ...value.banned.map(({ term }, i) => [['banned', i, 'term'], term] as const),
  ];
  const same = value.wording.flatMap(({ wrong, right }, i) =>
    wrong === right ? [problem(source, ['wording', i, 'right'], '正确写法与错误写法相同。请改正。')] : [],
  );
  const useless = [
    ...value.wording.map(({ wrong, allow }, i) => ({ key: 'wording', i, term: wrong, allow })),
    ...value.banned.map(({ term, allow }, i) => ({ key: 'banned', i, term, allow })),
  ].flatMap(({ key, i, term, allow }) =>
    allow.flatMap((context, j) =>
      context.includes(term)
        ? []
        : [problem(source, [key, i, 'allow', j], `“${context}”中没有“${term}”，不起作用。请核对。`)],
    ),
  );
  const names = value.leaders.map(({ name }, i) => [['leaders', i, 'name'], name] as const);
  return {
    problems: [...same, ...doubles(source, terms, '词语'), ...doubles(source, names, '姓名')],
    warnings: useless,
  };
}
