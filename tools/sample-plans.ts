/**
 * Makes the sample plans of `tests/samples/plans`: one synthetic plan of a bureau that does not exist, in every shape
 * that officials send one. The model below is also the expected answer.
 *
 *     npm exec -- node tools/sample-plans.ts
 */
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import {
  AlignmentType,
  Document,
  LevelFormat,
  Packer,
  Paragraph,
  Table,
  TableCell,
  TableRow,
  TextRun,
  VerticalMergeType,
} from 'docx';
import ExcelJS from 'exceljs';
import iconv from 'iconv-lite';

export interface SampleItem {
  readonly title: string;
  readonly body: string;
  /** The bracket exactly as written, with one of the usual slips. */
  readonly bracket: string;
  readonly label: string | null;
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
  readonly limits: readonly string[];
  readonly channels: readonly string[];
}

export interface SampleSection {
  readonly title: string;
  /** A section without items is a leaf by its own text. */
  readonly items: readonly SampleItem[];
  readonly own?: SampleItem;
}

export interface SampleChapter {
  readonly title: string;
  readonly text?: string;
  readonly sections: readonly SampleSection[];
}

const counties = '各县、区(管委会)民政局(社会事务局)';
const allUnits = [counties, '局机关各科室', '各直属单位'];

function item(
  title: string,
  body: string,
  bracket: string,
  units: { label?: string; lead?: readonly string[]; cooperating?: readonly string[] },
  more: { limits?: readonly string[]; channels?: readonly string[] } = {},
): SampleItem {
  const { label = null, lead = [], cooperating = [] } = units;
  return {
    title,
    body,
    bracket,
    label,
    lead,
    cooperating,
    limits: more.limits ?? [],
    channels: more.channels ?? [],
  };
}

export const sampleTitle = '云岭市民政局2024年政务公开工作实施方案';

export const samplePlan: readonly SampleChapter[] = [
  {
    title: '总体要求',
    text: '坚持以公开为常态、不公开为例外,紧紧围绕民政中心工作和群众关切,推进决策、执行、管理、服务、结果公开。',
    sections: [],
  },
  {
    title: '主要任务',
    sections: [
      {
        title: '加强政策解读和回应关切',
        items: [
          item(
            '做好政策解读',
            '重要政策文件与解读材料同步起草、同步审签,通过门户网站和微信发布。',
            `责任单位:${counties},局机关各科室、各直属单位)`,
            { label: '责任单位', lead: allUnits },
            { limits: ['in-sync'], channels: ['网站', '微信'] },
          ),
          item(
            '回应社会关切',
            '对养老服务、社会救助等热点及时回应,释疑解惑。',
            '(责任单位:各县(市、区)民政局;局机关各科室;各直属单位)',
            { label: '责任单位', lead: ['各县(市、区)民政局', '局机关各科室', '各直属单位'] },
            { limits: ['promptly'] },
          ),
        ],
      },
      {
        title: '推进执法公开',
        items: [
          item(
            '公示行政执法决定',
            '行政许可、行政处罚决定自作出之日起7个工作日内公开,其他执法决定在二十个工作日内公布。',
            '（牵头单位：政策法规科；配合单位：办公室、社会组织管理科）',
            { label: '牵头单位', lead: ['政策法规科'], cooperating: ['办公室', '社会组织管理科'] },
            { limits: ['7wd', '20wd'] },
          ),
        ],
      },
    ],
  },
  {
    title: '重点领域',
    sections: [
      {
        title: '民政资金',
        items: [
          item(
            '公开部门预算信息',
            '公开部门预算、决算和“三公”经费情况,自批复之日起20日内公开。',
            '【责任科室:规划财务科,配合单(科室)位:办公室 信息中心】',
            { label: '责任科室', lead: ['规划财务科'], cooperating: ['办公室', '信息中心'] },
            { limits: ['20d'] },
          ),
          item(
            '公开福彩公益金使用情况',
            '公开福彩公益金分配、使用、结余情况,每季度公布一次。',
            '(责任科室:规划财务科、养老服务科 配合单位(科室):各直属单位)',
            { label: '责任科室', lead: ['规划财务科', '养老服务科'], cooperating: ['各直属单位'] },
            { limits: ['quarterly'] },
          ),
        ],
      },
      {
        title: '社会救助',
        items: [],
        own: item(
          '社会救助',
          '公开城乡低保标准、申请条件、审核审批流程、对象人数和资金支出情况,标准调整后10个工作日内公布。',
          '(责 任 科 室:社会救助科;配合单位(科室:各县、区民政局、市社会救助中心)',
          { label: '责任科室', lead: ['社会救助科'], cooperating: ['各县、区民政局', '市社会救助中心'] },
          { limits: ['10wd'] },
        ),
      },
      {
        title: '社会组织',
        items: [
          item(
            '公开登记信息',
            '公开社会组织成立、变更、注销登记和年检结果。',
            '(社会组织管理科牵头,信息中心配合)',
            { label: '牵头', lead: ['社会组织管理科'], cooperating: ['信息中心'] },
          ),
        ],
      },
    ],
  },
  {
    title: '保障措施',
    sections: [
      {
        title: '加强组织领导',
        items: [],
        own: item(
          '加强组织领导',
          '局机关各科室、各直属单位要高度重视,主要负责人每年至少听取一次工作汇报。',
          '',
          { lead: ['局机关各科室', '各直属单位', '主要负责人'] },
          { limits: ['annual'] },
        ),
      },
      {
        title: '逐级抓好落实',
        items: [],
        own: item(
          '逐级抓好落实',
          '各县、区民政局要结合实际,在5月31日前制定具体实施方案。',
          '',
          { lead: ['各县、区民政局'] },
          { limits: ['before 05-31'] },
        ),
      },
    ],
  },
];

/** The plan's leaves as a person would write them down, in the form of `obligations.json`. */
export function sampleAnswers(): object[] {
  return samplePlan.flatMap((chapter, c) =>
    chapter.sections.flatMap((section, s) => {
      const items = section.own === undefined ? section.items : [section.own];
      return items.map((leaf, i) => ({
        id: [c + 1, s + 1, ...(section.own === undefined ? [i + 1] : [])].join('.'),
        title: leaf.title,
        path: [chapter.title, section.title, ...(section.own === undefined ? [leaf.title] : [])],
        responsibilityLabel: leaf.label,
        lead: leaf.lead,
        cooperating: leaf.cooperating,
        explicitLimits: leaf.limits.map(limit => ({ limit })),
        channels: leaf.channels,
      }));
    }),
  );
}

interface SampleLine {
  readonly level: 0 | 1 | 2 | 3;
  readonly ordinal: number;
  readonly text: string;
}

const numerals = '一二三四五六七八九十';

/** Numbered lines of the outline; level 0 is running text. */
function outlineLines(): SampleLine[] {
  const lines: SampleLine[] = [];
  samplePlan.forEach((chapter, c) => {
    lines.push({ level: 1, ordinal: c + 1, text: chapter.title });
    if (chapter.text !== undefined) lines.push({ level: 0, ordinal: 0, text: chapter.text });
    chapter.sections.forEach((section, s) => {
      lines.push({ level: 2, ordinal: s + 1, text: `${section.title}。` });
      if (section.own)
        lines.push({ level: 0, ordinal: 0, text: `${section.own.body}${section.own.bracket}` });
      section.items.forEach((leaf, i) => {
        lines.push({ level: 3, ordinal: i + 1, text: `${leaf.title}。${leaf.body}${leaf.bracket}` });
      });
    });
  });
  return lines;
}

function mark(line: SampleLine, turn: number): string {
  const numeral = numerals[line.ordinal - 1] ?? '';
  if (line.level === 1) return `${numeral}、`;
  if (line.level === 2) return turn % 2 === 0 ? `(${numeral})` : `（${numeral}）`;
  if (line.level === 3) return [`${line.ordinal}.`, `${line.ordinal}、`, `${line.ordinal}．`][turn % 3] ?? '';
  return '';
}

const basis =
  '根据《云岭市人民政府办公室关于印发云岭市2024年政务公开工作要点的通知》(云府办发〔2024〕12号)和《中华人民共和国政府信息公开条例》要求,结合我局实际,制定本方案。';

export function outlineText(): string {
  const lines = outlineLines().map((line, turn) => `    ${mark(line, turn)}${line.text}`);
  return [
    `关于印发《${sampleTitle}》的通知`,
    '',
    '各县、区民政局,局机关各科室:',
    '',
    '云岭市民政局',
    '2024年4月8日',
    '',
    sampleTitle,
    '',
    `    ${basis}`,
    ...lines,
    '',
    '云岭市民政局',
    '2024年4月8日',
    '',
  ].join('\n');
}

function escapeHtml(text: string): string {
  return text.replaceAll('&', '&amp;').replaceAll('<', '&lt;');
}

/** A page as a content management system makes one, with everything that is not the plan around it. */
export function outlineHtml(): string {
  const body = outlineLines()
    .map((line, turn) => {
      const text = escapeHtml(`${mark(line, turn)}${line.text}`);
      return line.level === 1 ? `<p><strong>${text}</strong></p>` : `<p style="text-indent:2em">${text}</p>`;
    })
    .join('\n');
  return `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>${sampleTitle}_云岭市人民政府</title>
<style>p{color:#333}</style><script>var plan='一、不是正文(责任单位:脚本科)';</script></head><body>
<nav><ul><li><a href="/">首页</a></li><li><a href="/zwgk">政务公开</a></li></ul></nav>
<div>您当前的位置:<a href="/">首页</a> » <a href="/mzj">云岭市民政局</a> » 信息公开制度</div>
<table><tr><td><h1>${sampleTitle}</h1><div>发布时间:2024-04-08 字号:[大 中 小] [我要打印][关闭]</div>
<p>${basis}</p>
${body}
<p>云岭市民政局</p><p>2024年4月8日</p></td></tr></table>
<div>上一篇:<a href="/1">1.云岭市民政局2023年政务公开工作总结</a></div><div>下一篇:</div>
<div>相关信息</div><ul><li><a href="/2">一、云岭市2023年度报告</a></li></ul>
<footer>主办单位:云岭市民政局 网站标识码:0000000000</footer><script>alert(1)</script></body></html>
`;
}

const numbering = {
  config: [
    {
      reference: 'official',
      levels: [
        { level: 0, format: LevelFormat.CHINESE_COUNTING, text: '%1、', alignment: AlignmentType.LEFT },
        { level: 1, format: LevelFormat.CHINESE_COUNTING, text: '(%2)', alignment: AlignmentType.LEFT },
        { level: 2, format: LevelFormat.DECIMAL, text: '%3.', alignment: AlignmentType.LEFT },
      ],
    },
  ],
};

/** A Word document whose numbers Word makes by itself: none of them is text in the file. */
export async function outlineDocx(): Promise<Buffer> {
  const children = outlineLines().map(line => {
    const runs = [
      new TextRun(line.text.slice(0, 5)),
      new TextRun({ text: line.text.slice(5), bold: line.level === 1 }),
    ];
    return line.level === 0
      ? new Paragraph({ children: runs })
      : new Paragraph({ children: runs, numbering: { reference: 'official', level: line.level - 1 } });
  });
  const head = ['云岭市民政局', '2024年政务公开工作实施方案', '', basis].map(text => new Paragraph(text));
  return Packer.toBuffer(new Document({ numbering, sections: [{ children: [...head, ...children] }] }));
}

export interface SampleRow {
  readonly category: string;
  readonly number: string;
  readonly task: string;
  readonly requirement: string;
  readonly responsible: string;
  readonly limit: string;
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
  readonly limits: readonly string[];
}

export const tableTitle = '云岭市民政局2024年政务公开工作任务分工表';
export const tableHeader = ['序号', '工作类别', '工作任务', '具体要求', '责任科室(单位)', '完成时限'];

export const sampleRows: readonly SampleRow[] = [
  {
    category: '政策公开',
    number: '1',
    task: '规范公开政策文件',
    requirement: '集中公开现行有效的规范性文件,及时标注废止、失效情况。',
    responsible: '办公室',
    limit: '2024年6月底前',
    lead: ['办公室'],
    cooperating: [],
    limits: ['before 2024-06-30', 'promptly'],
  },
  {
    category: '政策公开',
    number: '2',
    task: '加强政策解读',
    requirement: '在门户网站、微信公布解读材料。\n解读材料与文件同步发布。',
    responsible: '牵头:政策法规科;配合:各科室、各直属单位',
    limit: '全年',
    lead: ['政策法规科'],
    cooperating: ['各科室', '各直属单位'],
    limits: ['standing', 'in-sync'],
  },
  {
    category: '民生领域',
    number: '3',
    task: '公开养老服务信息',
    requirement: '公开养老机构名称、地址、收费标准和服务热线。',
    responsible: '养老服务科(牵头)、信息中心',
    limit: '9月15日前',
    lead: ['养老服务科'],
    cooperating: ['信息中心'],
    limits: ['before 09-15'],
  },
  {
    category: '民生领域',
    number: '4',
    task: '公开社会救助信息',
    requirement: '公开低保、特困、临时救助的对象人数和资金支出情况。',
    responsible: '社会救助科\n各县、区民政局',
    limit: '每季度',
    lead: ['社会救助科', '各县、区民政局'],
    cooperating: [],
    limits: ['quarterly'],
  },
];

function cellsOf(row: SampleRow): string[] {
  return [row.number, row.category, row.task, row.requirement, row.responsible, row.limit];
}

function spanOf(index: number): number {
  const row = sampleRows[index];
  if (sampleRows[index - 1]?.category === row?.category) return 0;
  return sampleRows.filter(other => other.category === row?.category).length;
}

export function tableHtml(): string {
  const rows = sampleRows.map((row, i) => {
    const cells = cellsOf(row).map((text, column) => {
      if (column === 1 && spanOf(i) === 0) return '';
      const span = column === 1 ? ` rowspan="${spanOf(i)}"` : '';
      return `<td${span}>${text
        .split('\n')
        .map(line => `<p>${escapeHtml(line)}</p>`)
        .join('')}</td>`;
    });
    return `<tr>${cells.join('')}</tr>`;
  });
  const head = tableHeader.map(text => `<th>${text}</th>`).join('');
  return `<!DOCTYPE html><html lang="zh-CN"><head><meta charset="utf-8"><title>任务分工表</title></head><body><h2>${tableTitle}</h2>
<table border="1"><tr>${head}</tr>${rows.join('\n')}</table><p>上一篇:</p></body></html>
`;
}

export async function tableDocx(): Promise<Buffer> {
  const cell = (
    text: string,
    merge?: (typeof VerticalMergeType)[keyof typeof VerticalMergeType],
  ): TableCell =>
    new TableCell({
      children: text.split('\n').map(line => new Paragraph(line)),
      ...(merge === undefined ? {} : { verticalMerge: merge }),
    });
  const rows = sampleRows.map((row, i) => {
    const merge = spanOf(i) === 0 ? VerticalMergeType.CONTINUE : VerticalMergeType.RESTART;
    const cells = cellsOf(row).map((text, column) =>
      column === 1 ? cell(spanOf(i) === 0 ? '' : text, merge) : cell(text),
    );
    return new TableRow({ children: cells });
  });
  const table = new Table({
    rows: [new TableRow({ children: tableHeader.map(text => cell(text)) }), ...rows],
  });
  return Packer.toBuffer(new Document({ sections: [{ children: [new Paragraph(tableTitle), table] }] }));
}

export async function tableXlsx(): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  book.created = new Date(Date.UTC(2024, 3, 8));
  const sheet = book.addWorksheet('任务分工');
  sheet.addRow([tableTitle]);
  sheet.mergeCells(1, 1, 1, tableHeader.length);
  sheet.addRow(tableHeader);
  for (const row of sampleRows) {
    const [, ...rest] = cellsOf(row);
    sheet.addRow([Number(row.number), ...rest]);
  }
  sampleRows.forEach((_, i) => {
    if (spanOf(i) > 1) sheet.mergeCells(i + 3, 2, i + 2 + spanOf(i), 2);
  });
  return Buffer.from(await book.xlsx.writeBuffer());
}

async function main(): Promise<void> {
  const folder = join(import.meta.dirname, '..', 'tests', 'samples', 'plans');
  mkdirSync(folder, { recursive: true });
  const files: Record<string, string | Buffer> = {
    'outline.txt': outlineText(),
    'outline-gb18030.txt': iconv.encode(outlineText(), 'gb18030'),
    'outline.html': outlineHtml(),
    'outline.docx': await outlineDocx(),
    'outline.expected.json': `${JSON.stringify(sampleAnswers(), null, 2)}\n`,
    'task-table.html': tableHtml(),
    'task-table.docx': await tableDocx(),
    'task-table.xlsx': await tableXlsx(),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

if (import.meta.main) await main();
