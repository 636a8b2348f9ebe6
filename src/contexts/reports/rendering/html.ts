import { escapedHtml } from '../../../platform/escaped-html.ts';
import type { LaidCell, LaidTable, SectionView } from '../contract.ts';
import { linesOf } from '../rules/texts.ts';

/** The report as HTML with real tables: header cells with scope, merged cells, captions. */

/** A finished report, ready to be drawn in any format. */
export interface ReportDocument {
  readonly title: string;
  /** Under the title; '' for a complete year. */
  readonly remark: string;
  readonly introduction: string;
  readonly sections: readonly SectionView[];
  readonly tables: readonly LaidTable[];
}

export interface Chapter {
  readonly heading: string;
  readonly lines: ReturnType<typeof linesOf>;
  readonly table: LaidTable | null;
}

/** The six sections in order: 一, 五 and 六 as text, 二 to 四 as tables. */
export function chaptersOf({ sections, tables }: ReportDocument): Chapter[] {
  const text = (key: string): Chapter => {
    const { no, title, rendered } = sections.find(each => each.key === key)!;
    return { heading: `${no}、${title}`, lines: linesOf(rendered), table: null };
  };
  const numbers = ['二', '三', '四'];
  const ofTables = tables.map((table, at) => ({
    heading: `${numbers[at]}、${table.caption}`,
    lines: [],
    table,
  }));
  return [text('overview'), ...ofTables, text('problems'), text('other')];
}

function cellHtml({ text, header, colspan, rowspan }: LaidCell): string {
  const spans = `${colspan > 1 ? ` colspan="${colspan}"` : ''}${rowspan > 1 ? ` rowspan="${rowspan}"` : ''}`;
  return header === null
    ? `<td${spans}>${escapedHtml(text)}</td>`
    : `<th${spans} scope="${header}">${escapedHtml(text)}</th>`;
}

export function tableHtml({ caption, groups }: LaidTable): string {
  const bodies = groups.map(({ isHead, rows }) => {
    const name = isHead ? 'thead' : 'tbody';
    const lines = rows.map(cells => `<tr>${cells.map(cellHtml).join('')}</tr>`);
    return `<${name}>\n${lines.join('\n')}\n</${name}>`;
  });
  return `<table>\n<caption>${escapedHtml(caption)}</caption>\n${bodies.join('\n')}\n</table>`;
}

function linesHtml(lines: Chapter['lines']): string {
  return lines
    .map(({ isHeading, text }) =>
      isHeading ? `<h3>${escapedHtml(text)}</h3>` : `<p>${escapedHtml(text)}</p>`,
    )
    .join('\n');
}

/** Body of the item that carries the report to the public: headings from the second level on, no style. */
export function itemHtml(report: ReportDocument): string {
  const chapters = chaptersOf(report).map(({ heading, lines, table }) =>
    [`<h2>${escapedHtml(heading)}</h2>`, linesHtml(lines), table === null ? '' : tableHtml(table)]
      .filter(part => part !== '')
      .join('\n'),
  );
  return [`<p>${escapedHtml(report.introduction)}</p>`, ...chapters].join('\n');
}

/** Colours at least 4.5 to 1; tables scroll by themselves where the screen is narrow, and the keyboard reaches them. */
const style = `
:root { color-scheme: light }
body { margin: 0; color: #1a1a1a; background: #fff; font: 16px/1.9 "FangSong", "FangSong_GB2312", "仿宋_GB2312", "仿宋", "Noto Serif CJK SC", serif }
main { max-width: 900px; margin: 0 auto; padding: 32px 16px 64px }
h1 { margin: 16px 0 8px; text-align: center; font: 400 28px/1.5 "FZXiaoBiaoSong-B05S", "方正小标宋简体", "SimSun", "Noto Serif CJK SC", serif }
h2 { margin: 32px 0 12px; font: 400 20px/1.6 "SimHei", "黑体", "Noto Sans CJK SC", sans-serif }
h3 { margin: 16px 0 4px; font: 400 17px/1.8 "KaiTi", "楷体", "KaiTi_GB2312", serif }
p { margin: 0 0 8px; text-indent: 2em; overflow-wrap: anywhere }
p.remark { text-indent: 0; text-align: center; color: #9c1c14 }
.scroll { overflow-x: auto }
.scroll:focus { outline: 3px solid #1c4f9c; outline-offset: 2px }
table { width: 100%; border-collapse: collapse; font: 14px/1.5 "SimSun", "宋体", "Noto Serif CJK SC", serif }
caption { padding: 4px 0 8px; text-align: left; font-weight: 700 }
th, td { padding: 4px 6px; border: 1px solid #555; text-align: center; font-weight: 400; min-width: 2.6em }
th { background: #f2f5fa }
th[scope="row"] { text-align: left; min-width: 12em }
.t4 th, .t4 td { min-width: 3.2em }
@page { size: A4; margin: 37mm 26mm 35mm 28mm }
@media print { main { max-width: none; padding: 0 } .scroll { overflow: visible } table { font-size: 9pt } th, td { min-width: 0; padding: 1px 2px } th[scope="row"] { min-width: 0 } tr { break-inside: avoid } }
`;

/** The whole report as one page that needs nothing else. */
export function reportHtml(report: ReportDocument): string {
  const chapters = chaptersOf(report).map(({ heading, lines, table }) => {
    const scroll =
      table === null
        ? ''
        : `<div class="scroll ${table.key}" tabindex="0" role="region" aria-label="${escapedHtml(table.caption)}（可左右滚动）">\n${tableHtml(table)}\n</div>`;
    return `<section>\n<h2>${escapedHtml(heading)}</h2>\n${linesHtml(lines)}${scroll}\n</section>`;
  });
  const remark = report.remark === '' ? '' : `<p class="remark">${escapedHtml(report.remark)}</p>\n`;
  return `<!DOCTYPE html>
<html lang="zh-CN">
<head>
<meta charset="utf-8">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escapedHtml(report.title)}</title>
<style>${style}</style>
</head>
<body>
<main>
<h1>${escapedHtml(report.title)}</h1>
${remark}<p>${escapedHtml(report.introduction)}</p>
${chapters.join('\n')}
</main>
</body>
</html>
`;
}
