import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { commandNames, type OrganisationPack } from '../../contexts/organisation/contract.ts';
import type { CataloguePack } from '../../contexts/publications/contract.ts';
import { type RequestsPack, requestsPack } from '../../contexts/requests/contract/pack.ts';
import type { Checked, Findings } from './checks.ts';
import { checkedAgainst, type PackProblem, readSource } from './source.ts';

/** requests.yaml: the handling of requests for information. A pack without it gets what the law alone says. */

const file = 'requests.yaml';

/** What stands where the bureau has not said anything: relief is not invented, so no reply can go out yet. */
function defaultRequests(organisation: OrganisationPack | undefined): RequestsPack {
  const units = organisation?.units ?? [];
  const office = organisation?.roles['filing']?.unit ?? units.find(unit => unit.kind === 'section')?.id;
  const bureau = units.find(unit => unit.kind === 'bureau');
  return requestsPack.parse({
    officeUnit: office ?? bureau?.id ?? '',
    registerNumberPattern: '公开申请〔{yyyy}〕{seq:1}号',
    replyNumberPattern: '公开答复〔{yyyy}〕{seq:1}号',
    replySteps: [
      { id: 'legality', name: '合法性审查', command: 'request.sign-legality', group: 1, limitWorkingDays: 1 },
      { id: 'secrecy', name: '保密审查', command: 'request.sign-secrecy', group: 1, limitWorkingDays: 1 },
      { id: 'approval', name: '审批', command: 'request.sign-approval', group: 2, limitWorkingDays: 1 },
    ],
    relief: { reconsiderationOrgan: '', court: '', onlineReconsideration: '' },
    office: { name: bureau?.name ?? '', address: '', hours: '', phone: '' },
  });
}

export interface RequestsReading {
  readonly value: RequestsPack | undefined;
  readonly findings: Findings;
}

function stepProblems(
  { source, value }: Checked<RequestsPack>,
  organisation: OrganisationPack | undefined,
): PackProblem[] {
  const granted = new Set(Object.values(organisation?.roles ?? {}).flatMap(role => Object.keys(role.grants)));
  const commands: readonly string[] = commandNames;
  return value.replySteps.flatMap((step, i) => {
    const path = ['replySteps', i, 'id'];
    const problems: PackProblem[] = [];
    if (value.replySteps.findIndex(each => each.id === step.id) < i)
      problems.push({ where: source.at(path), message: `环节编号“${step.id}”重复。请改为不同的编号。` });
    if (organisation !== undefined && commands.includes(step.command) && !granted.has(step.command))
      problems.push({
        where: source.at(['replySteps', i, 'command']),
        message: `没有一个角色被授予 ${step.command}，这一环节无人能签。请在 organisation.yaml 中授权。`,
      });
    return problems;
  });
}

function columnProblems(
  { source, value }: Checked<RequestsPack>,
  catalogue: CataloguePack | undefined,
): PackProblem[] {
  const known = catalogue && new Set(catalogue.columns.map(column => column.id));
  const named = [
    { path: ['proposalColumn'], id: value.proposalColumn },
    ...value.subjectClasses.map(({ columnId }, at) => ({
      path: ['subjectClasses', at, 'columnId'],
      id: columnId,
    })),
  ];
  return named.flatMap(({ path, id }) =>
    id === undefined || known?.has(id) !== false
      ? []
      : [
          {
            where: source.at(path),
            message: `栏目“${id}”不在 catalogue.yaml 中，转为主动公开的信息无处发布。请改为已有栏目的编号。`,
          },
        ],
  );
}

function requestFindings(checked: Checked<RequestsPack>, { organisation, catalogue }: Around): Findings {
  const { source, value } = checked;
  const problems = [...stepProblems(checked, organisation), ...columnProblems(checked, catalogue)];
  if (organisation !== undefined && !organisation.units.some(unit => unit.id === value.officeUnit))
    problems.push({
      where: source.at(['officeUnit']),
      message: `机构“${value.officeUnit}”不存在。请填写已有的编号。`,
    });
  for (const key of ['registerNumberPattern', 'noticeNumberPattern', 'replyNumberPattern'] as const)
    if (!/\{seq(:\d)?\}/.test(value[key]))
      problems.push({ where: source.at([key]), message: '编号缺少流水号，请写入 {seq:1}。' });
  const missing = [
    ['reconsiderationOrgan', '行政复议机关尚未填写，答复书不能送审。'],
    ['court', '有管辖权的人民法院尚未填写，答复书不能送审。'],
    ['onlineReconsideration', '网上行政复议渠道尚未填写，不能通过互联网送达答复（行政复议法第二十二条）。'],
  ] as const;
  const warnings = missing
    .filter(([key]) => value.relief[key] === '')
    .map(([key, message]) => ({ where: source.at(['relief', key]), message }));
  return { problems, warnings };
}

interface Around {
  readonly organisation: OrganisationPack | undefined;
  readonly catalogue: CataloguePack | undefined;
}

export async function readRequests(folder: string, around: Around): Promise<RequestsReading> {
  if (!existsSync(join(folder, file)))
    return { value: defaultRequests(around.organisation), findings: { problems: [], warnings: [] } };
  const source = await readSource(folder, file);
  const { value, problems } = checkedAgainst(source, requestsPack);
  if (value === undefined) return { value, findings: { problems, warnings: [] } };
  return { value, findings: requestFindings({ source, value }, around) };
}
