import { citationWords, cite } from '../../../../law/citation.ts';
import { maskName } from '../../../../law/masking.ts';
import type { Finding } from '../../contract.ts';
import { hiddenAdvice } from './finding.ts';
import { isName } from './person-names.ts';
import { columnsOf, type SensitiveColumn } from './sensitive-columns.ts';
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
  /^(?:[\u4e00-\u9fa5]{0,8}姓名|户主|申请人|受助人|受助对象|受益人|救助对象|保障对象|供养对象|领取人|监护人|被监护人|家庭成员)$/;
const sensitiveHeader = /身份证|证件号|电话|手机|住址|地址|银行|账号|卡号|残疾|病|出生|年龄|收入|致贫|护照/;
/** A list of officials names them on purpose (条例 art 20: organs and their heads). */
const officeHeader = /职务|职位|职称|岗位|任职|分管/;
const privateHeader = /身份证|证件号|住址|家庭|银行|账号|卡号|残疾|病|出生|护照/;
const plainName = /^[\u4e00-\u9fa5·]{2,6}$/;
const notAName = /^(?:合计|小计|总计|共计|姓名|无|备注|同上|暂无|以下空白)$/;
const listName = /名单|花名册|名册|人员情况|对象情况|公示表/;

export function cells(line: string): string[] {
  return line.split(/\t|\s\|\s/).map(cell => cell.trim());
}

interface NameList {
  readonly place: PlacedText;
  /** Empty where every name is masked. */
  readonly firstName: string;
  readonly count: number;
  readonly isSensitive: boolean;
  readonly columns: readonly SensitiveColumn[];
}

/** The rows of a table below its heading: as long as there are cells. */
function rowsBelow(places: readonly PlacedText[], heading: number): string[][] {
  const rows: string[][] = [];
  for (let row = heading + 1; row < places.length; row += 1) {
    const line = cells(places[row]!.text);
    if (line.length < 2 || isHeading(line.map(cell => cell.replaceAll(/\s/g, '')))) break;
    rows.push(line);
  }
  return rows;
}

/** A row of headings with one for names; 姓名 | 张某某 | 性别 | 男 is a row of a form. */
function isHeading(header: readonly string[]): boolean {
  const column = header.findIndex(cell => nameHeader.test(cell));
  return header.length > 1 && column >= 0 && !isName(header[column + 1] ?? '');
}

/** Rows under a header with a column of names; names already masked (张*、张某) do not count. */
function nameLists(places: readonly PlacedText[]): NameList[] {
  const lists: NameList[] = [];
  for (let i = 0; i < places.length; i += 1) {
    const place = places[i]!;
    const header = cells(place.text).map(cell => cell.replaceAll(/\s/g, ''));
    if (!isHeading(header)) continue;
    const rows = rowsBelow(places, i);
    const column = header.findIndex(cell => nameHeader.test(cell));
    i += rows.length;
    if (header.some(cell => officeHeader.test(cell)) && !header.some(cell => privateHeader.test(cell)))
      continue;
    const names = rows
      .map(row => (row[column] ?? '').replaceAll(/\s/g, ''))
      .filter(name => plainName.test(name) && !notAName.test(name) && !/某|×/.test(name));
    const columns = columnsOf(header, rows);
    if (names.length === 0 && columns.length === 0) continue;
    lists.push({
      place,
      firstName: names[0] ?? '',
      count: names.length,
      isSensitive: header.some(cell => sensitiveHeader.test(cell)),
      columns,
    });
  }
  return lists;
}

function strictest(duties: readonly DutyBrief[]): DutyBrief | undefined {
  const withRule = (rule: DutyBrief['personalData']) => duties.find(duty => duty.personalData === rule);
  return withRule('do-not-post') ?? withRule('mask');
}

/** How severe a list is under the strictest duty, and what is to be done. */
export function listAdvice(
  duties: readonly DutyBrief[],
  isSensitive: boolean,
): Pick<Finding, 'severity' | 'advice'> {
  const duty = strictest(duties);
  if (duty?.personalData === 'do-not-post') {
    const advice = `“${duty.title}”的名单只在村（社区）公示栏张贴，不得上网。请删去名单，网上只公布户数、人数、金额。`;
    return { severity: 'block', advice };
  }
  if (duty?.personalData === 'mask') {
    const advice = `“${duty.title}”公布的姓名应当脱敏（如“张*”）。请脱敏后重新提交。`;
    return { severity: 'block', advice };
  }
  if (isSensitive) {
    const advice = '名单中列有证件号、电话、住址、病残、收入等个人信息。请只保留公示所必需的内容，姓名脱敏。';
    return { severity: 'block', advice };
  }
  return { severity: 'warn', advice: '含有人员名单。请确认公开名单有法律法规依据，必要时将姓名脱敏。' };
}

export const listBasis: readonly string[] = basis;

function columnFindings({ place, columns, count }: NameList): Finding[] {
  return columns.map(({ rule, heading, basis: why }) => ({
    rule,
    // Beside masked names it may still be lawful; somebody has to look.
    severity: count > 0 ? 'block' : 'warn',
    where: place.where,
    excerpt: `“${heading}”栏`,
    advice: `${hiddenAdvice(place.hidden)}名单的“${heading}”一栏含有个人信息。请删除该栏，或者改在村（社区）公示栏张贴。`,
    basis: [...why],
    overridable: true,
  }));
}

export function nameListFindings(
  places: readonly PlacedText[],
  attachmentNames: readonly string[],
  duties: readonly DutyBrief[],
): Finding[] {
  const lists = nameLists(places).flatMap(list => {
    const columns = columnFindings(list);
    if (list.count === 0) return columns;
    const { severity, advice } = listAdvice(duties, list.isSensitive);
    const whole: Finding = {
      rule: 'name-list',
      severity,
      where: list.place.where,
      excerpt: `${maskName(list.firstName)} 等${list.count}人`,
      advice: hiddenAdvice(list.place.hidden) + advice,
      basis: [...basis],
      overridable: true,
    };
    return [whole, ...columns];
  });
  const duty = strictest(duties);
  if (duty?.personalData !== 'do-not-post') return lists;
  const files = attachmentNames
    .filter(name => listName.test(name))
    .map(name => ({
      rule: 'name-list',
      severity: 'block' as const,
      where: `附件“${name}”`,
      excerpt: name,
      advice: `“${duty.title}”的名单只在村（社区）公示栏张贴，不得作为附件上网。请删除该附件。`,
      basis: [...basis],
      overridable: true,
    }));
  return [...lists, ...files];
}
