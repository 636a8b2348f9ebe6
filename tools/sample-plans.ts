/**
 * Makes the sample plans of `tests/samples/plans`: one synthetic plan of a bureau that does not exist, in every shape
 * that officials send one. The model, `sample-plan.ts` beside them, is also the
 * expected answer.
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
import {
  type SampleRow,
  samplePlan,
  sampleRows,
  sampleTitle,
  tableHeader,
  tableTitle,
} from '../tests/samples/plans/sample-plan.ts';

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
    'task-table.html': tableHtml(),
    'task-table.docx': await tableDocx(),
    'task-table.xlsx': await tableXlsx(),
  };
  for (const [name, content] of Object.entries(files)) writeFileSync(join(folder, name), content);
}

if (import.meta.main) await main();
