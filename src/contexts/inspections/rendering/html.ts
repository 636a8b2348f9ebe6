import { escapedHtml } from '../../../platform/escaped-html.ts';
import type { Sheet } from '../../../platform/sheets.ts';
import type { ReleasedAnnouncement, ReleasedDraw, ReleasedPlan, ReleasedResults } from '../contract.ts';
import { itemWeightWords, methodWords } from '../contract.ts';
import { drawSheet, itemSheet, listSheet, planSheet, resultSheet } from './files.ts';

/** The texts of the items. */

function table({ name, heads, rows }: Sheet): string {
  const head = heads.map(each => `<th scope="col">${escapedHtml(each)}</th>`).join('');
  const body = rows.map(
    row => `<tr>${row.map(cell => `<td>${escapedHtml(String(cell))}</td>`).join('')}</tr>`,
  );
  return `<table><caption>${escapedHtml(name)}</caption><thead><tr>${head}</tr></thead><tbody>${body.join('')}</tbody></table>`;
}

const rows = (name: string, lines: readonly (readonly [string, string])[]): string =>
  `<table><caption>${escapedHtml(name)}</caption><tbody>${lines
    .map(
      ([head, value]) => `<tr><th scope="row">${escapedHtml(head)}</th><td>${escapedHtml(value)}</td></tr>`,
    )
    .join('')}</tbody></table>`;

function about({ task }: Pick<ReleasedAnnouncement, 'task'>): string {
  const { item } = task;
  return rows('抽查事项', [
    ['抽查类别', item.category],
    ['抽查事项', item.name],
    ['事项类别', itemWeightWords[item.weight]],
    ['检查对象', item.poolName],
    ['抽查比例', `${item.sharePercent}%`],
    ['检查频次', item.frequency],
    ['检查方式', item.methods.map(each => methodWords[each]).join('、')],
    ['检查主体', task.organ],
    ['检查依据', item.basis],
  ]);
}

export function announcementHtml(data: ReleasedAnnouncement): string {
  const { terms, lists, listsDigest, commitment } = data;
  const { publicSource } = terms;
  return `<p>本次抽查从${lists.objects.length}个检查对象中随机抽取${terms.objects}个，每个检查对象从${lists.inspectors.length}名执法检查人员中随机选派${terms.inspectorsPerObject}名。名单现已锁定。</p>
${about(data)}
<h2>怎样保证抽取公正</h2>
<p>抽取用的种子已经生成并封存，现公布它的承诺值。${
    publicSource === undefined
      ? ''
      : `抽取由种子和一个现在谁也不知道的公开号码共同决定：${escapedHtml(publicSource)}。本机关因此也不能挑选结果。`
  }抽取之后公布种子，任何人都可以核对种子与承诺值是否一致，并按公开的算法重新抽取，得到相同的结果。</p>
${rows('承诺', [
  ['名单摘要（SHA-256）', listsDigest],
  ['种子承诺值（SHA-256）', commitment],
])}
${table(listSheet(data))}`;
}

export function drawHtml(data: ReleasedDraw): string {
  return `<p>从${data.lists.objects.length}个检查对象中抽取${data.picked.length}个。因回避没有选派的${data.passedOver.length}人次。</p>
${table(drawSheet(data))}
<h2>怎样验证</h2>
<p>下载附件中的数据文件（data.json），用命令“gongkai draw verify data.json”重新抽取并比对；算法写在数据页上，也可以自己编程验证。</p>
${rows('验证数据', [
  ['名单摘要（SHA-256）', data.listsDigest],
  ['种子承诺值（SHA-256）', data.commitment],
  ['种子', data.seed],
  ...(data.publicNumber === undefined
    ? []
    : ([
        ['公开号码', data.publicNumber],
        ['公开号码的来源', `${data.terms.publicSource ?? ''}（${data.publicIssue ?? ''}期）`],
      ] as const)),
])}
${about(data)}`;
}

export function resultsHtml(data: ReleasedResults): string {
  const left =
    data.outstanding === 0
      ? '本次抽查已全部完成。'
      : `另有${data.outstanding}个检查对象正在检查，结果随后公布。`;
  return `<p>本次公布${data.results.length}个检查对象的检查结果。${left}</p>
${table(resultSheet(data))}
${about(data)}
<p>对检查结果有异议的，可以向检查主体提出复核申请。</p>`;
}

export function planHtml(data: ReleasedPlan): string {
  return `<p>现公布随机抽查事项清单和${data.year}年度抽查计划。每次抽取之前另行公告名单和种子的承诺值。</p>
${table(planSheet(data))}
${table(itemSheet(data.items))}`;
}
