import { isSocialCreditCode } from '../../../law/social-credit-code.ts';
import type { OrganisationPack } from '../contract.ts';
import { plainUnitName } from './unit-names.ts';

/** One thing that is wrong with an organisation: where in the file, and what to do about it. */
export interface OrganisationProblem {
  /** Path in the file: `units.3.parent`. */
  readonly where: string;
  readonly message: string;
}

type Unit = OrganisationPack['units'][number];

function duplicateIds(units: readonly Unit[]): OrganisationProblem[] {
  const first = new Map<string, number>();
  return units.flatMap(({ id }, i) => {
    const before = first.get(id);
    if (before === undefined) {
      first.set(id, i);
      return [];
    }
    const message = `单位编号“${id}”与第${before + 1}个单位重复，请改用不同的编号。`;
    return [{ where: `units.${i}.id`, message }];
  });
}

function ambiguousNames(units: readonly Unit[]): OrganisationProblem[] {
  const owner = new Map<string, Unit>();
  const problems: OrganisationProblem[] = [];
  units.forEach((unit, i) => {
    for (const name of new Set([unit.name, unit.shortName ?? '', ...unit.aliases].map(plainUnitName))) {
      const other = name === '' ? undefined : owner.get(name);
      if (other !== undefined && other.id !== unit.id) {
        const message = `名称“${name}”同时指“${other.name}”和“${unit.name}”，请删去其中一处或改写。`;
        problems.push({ where: `units.${i}.aliases`, message });
      } else owner.set(name, unit);
    }
  });
  return problems;
}

function unknownParents(units: readonly Unit[]): OrganisationProblem[] {
  const ids = new Set(units.map(unit => unit.id));
  return units.flatMap(({ parent }, i) =>
    parent === undefined || ids.has(parent)
      ? []
      : [{ where: `units.${i}.parent`, message: `没有编号为“${parent}”的上级单位，请核对编号。` }],
  );
}

/** The circle a unit stands in, from itself back to itself; empty if its chain of parents ends. */
function circleOf(id: string, parents: ReadonlyMap<string, string | undefined>): string[] {
  const path = [id];
  for (let at = parents.get(id); at !== undefined; at = parents.get(at)) {
    if (at === id) return path;
    if (path.includes(at)) return [];
    path.push(at);
  }
  return [];
}

function cycles(units: readonly Unit[]): OrganisationProblem[] {
  const parents = new Map(units.map(unit => [unit.id, unit.parent]));
  const reported = new Set<string>();
  return units.flatMap(({ id }, i) => {
    const circle = reported.has(id) ? [] : circleOf(id, parents);
    if (circle.length === 0) return [];
    for (const each of circle) reported.add(each);
    const message = `上下级关系成环：${[...circle, id].join(' → ')}。请改正其中一个单位的上级。`;
    return [{ where: `units.${i}.parent`, message }];
  });
}

function bureauProblems(units: readonly Unit[]): OrganisationProblem[] {
  const bureaus = units.filter(unit => unit.kind === 'bureau').length;
  if (bureaus === 1) return [];
  const message =
    bureaus === 0
      ? '缺少本机关：应有一个 kind 为 bureau 的单位。'
      : `kind 为 bureau 的单位有${bureaus}个，只应有一个。`;
  return [{ where: 'units', message }];
}

function creditCodeProblems(units: readonly Unit[]): OrganisationProblem[] {
  return units.flatMap(({ creditCode, name }, i) =>
    creditCode === undefined || isSocialCreditCode(creditCode)
      ? []
      : [
          {
            where: `units.${i}.creditCode`,
            message: `“${name}”的统一社会信用代码“${creditCode}”校验不符（GB 32100-2015），请核对。`,
          },
        ],
  );
}

function groupProblems({ units, groups }: OrganisationPack): OrganisationProblem[] {
  const ids = new Set(units.map(unit => unit.id));
  return groups.flatMap((group, i) => [
    ...group.units
      .filter(id => !ids.has(id))
      .map(id => ({ where: `groups.${i}.units`, message: `组中的单位编号“${id}”不存在，请核对。` })),
    ...(group.kinds.length + group.units.length === 0
      ? [{ where: `groups.${i}`, message: `组“${group.names[0]}”没有指向任何单位，请写明 kinds 或 units。` }]
      : []),
  ]);
}

function roleProblems({ units, roles }: OrganisationPack): OrganisationProblem[] {
  const ids = new Set(units.map(unit => unit.id));
  const entries = Object.entries(roles);
  const canAdminister = entries.some(
    ([, role]) =>
      role.grants['staff.create'] === 'every-unit' && role.grants['staff.change'] === 'every-unit',
  );
  const problems = entries.flatMap(([id, role]) => [
    ...(/^[a-z][a-z0-9-]*$/.test(id)
      ? []
      : [{ where: `roles.${id}`, message: `角色编号“${id}”只能用小写字母、数字和连字符。` }]),
    ...(role.unit === undefined || ids.has(role.unit)
      ? []
      : [{ where: `roles.${id}.unit`, message: `没有编号为“${role.unit}”的单位，请核对。` }]),
  ]);
  if (canAdminister) return problems;
  const message = '没有能管理全部人员的角色：应有一个角色对 staff.create 和 staff.change 授予 every-unit。';
  return [...problems, { where: 'roles', message }];
}

/** Everything that is wrong with an organisation, at once; empty if it can be used. */
export function checkOrganisation(pack: OrganisationPack): OrganisationProblem[] {
  const { units } = pack;
  return [
    ...bureauProblems(units),
    ...duplicateIds(units),
    ...ambiguousNames(units),
    ...unknownParents(units),
    ...cycles(units),
    ...creditCodeProblems(units),
    ...groupProblems(pack),
    ...roleProblems(pack),
  ];
}
