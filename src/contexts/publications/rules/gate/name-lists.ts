import { citationWords, cite } from '../../../../law/citation.ts';
import { maskName } from '../../../../law/masking.ts';
import type { Finding } from '../../contract.ts';
import type { PlacedText } from './text-place.ts';

/**
 * Lists of persons. Where the duty says “do not post”, the list goes to the village notice board and never to the web
 * (社会救助暂行办法 art 11, 个人信息保护法 arts 6, 25, 28); elsewhere a list is worth a second look.
 */

export interface DutyBrief {
  readonly title: string;
  readonly personalData: 'none' | 'mask' | 'do-not-post';
}

const basis = [
  citationWords(cite('个人信息保护法', 6)),
  citationWords(cite('个人信息保护法', 25)),
  citationWords(cite('政府信息公开条例', 15)),
];

const nameHeader =
  /^(?:(?:户主|申请人|救助对象|保障对象|受助人|儿童|老人|供养对象|监护人|家庭成员|领取人|对象)?姓\s*名|户主|申请人|受助人|救助对象|保障对象|供养对象)$/;
const sensitiveHeader = /身份证|证件号|电话|手机|住址|地址|银行|账号|卡号|残疾|病|出生|年龄|收入|致贫/;
const plainName = /^[\u4e00-\u9fa5·]{2,6}$/;
const notAName = /^(?:合计|小计|总计|姓名|无|备注|同上|暂无)$/;
const listName = /名单|花名册|名册|人员情况|对象情况|公示表/;

function cells(line: string): string[] {
  return line.split(/\t|\s\|\s/).map(cell => cell.trim());
}

interface NameList {
  readonly where: string;
  readonly firstName: string;
  readonly count: number;
  readonly isSensitive: boolean;
}

/** Rows under a header with a column of names; names already masked (张*、张某) do not count. */
function nameLists(places: readonly PlacedText[]): NameList[] {
  const lists: NameList[] = [];
  for (let i = 0; i < places.length; i += 1) {
    const header = cells(places[i]?.text ?? '');
    const column = header.length > 1 ? header.findIndex(cell => nameHeader.test(cell)) : -1;
    if (column < 0) continue;
    const names: string[] = [];
    let row = i + 1;
    for (; row < places.length; row += 1) {
      const line = cells(places[row]?.text ?? '');
      if (line.length < 2) break;
      const name = (line[column] ?? '').replaceAll(' ', '');
      if (plainName.test(name) && !notAName.test(name) && !/某|×/.test(name)) names.push(name);
    }
    const first = names[0];
    if (first !== undefined) {
      const isSensitive = header.some(cell => sensitiveHeader.test(cell));
      lists.push({ where: places[i]?.where ?? '', firstName: first, count: names.length, isSensitive });
    }
    i = row - 1;
  }
  return lists;
}

function strictest(duties: readonly DutyBrief[]): DutyBrief | undefined {
  const withRule = (rule: DutyBrief['personalData']) => duties.find(duty => duty.personalData === rule);
  return withRule('do-not-post') ?? withRule('mask');
}

function adviceFor(duty: DutyBrief | undefined, list: NameList): Pick<Finding, 'severity' | 'advice'> {
  if (duty?.personalData === 'do-not-post') {
    const advice = `“${duty.title}”的名单只在村（社区）公示栏张贴，不得上网。请删去名单，网上只公布户数、人数、金额。`;
    return { severity: 'block', advice };
  }
  if (duty?.personalData === 'mask') {
    const advice = `“${duty.title}”公布的姓名应当脱敏（如“张*”）。请脱敏后重新提交。`;
    return { severity: 'block', advice };
  }
  if (list.isSensitive) {
    const advice = '名单中列有证件号、电话、住址、病残、收入等个人信息。请只保留公示所必需的内容，姓名脱敏。';
    return { severity: 'block', advice };
  }
  return { severity: 'warn', advice: '含有人员名单。请确认公开名单有法律法规依据，必要时将姓名脱敏。' };
}

export function nameListFindings(
  places: readonly PlacedText[],
  attachmentNames: readonly string[],
  duties: readonly DutyBrief[],
): Finding[] {
  const duty = strictest(duties);
  const lists = nameLists(places).map(list => ({
    rule: 'name-list',
    ...adviceFor(duty, list),
    where: list.where,
    excerpt: `${maskName(list.firstName)} 等${list.count}人`,
    basis,
    overridable: true,
  }));
  if (duty?.personalData !== 'do-not-post') return lists;
  const files = attachmentNames
    .filter(name => listName.test(name))
    .map(name => ({
      rule: 'name-list',
      severity: 'block' as const,
      where: `附件“${name}”`,
      excerpt: name,
      advice: `“${duty.title}”的名单只在村（社区）公示栏张贴，不得作为附件上网。请删除该附件。`,
      basis,
      overridable: true,
    }));
  return [...lists, ...files];
}
