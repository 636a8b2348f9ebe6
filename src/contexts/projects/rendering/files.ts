import canonicalize from 'canonicalize';
import type { Sheet } from '../../../platform/sheets.ts';
import type { ReleasedStage } from '../contract.ts';

/** Data files of a stage, and the text of its item. */

/** The same stage has the same bytes, and so the same digest: the fields stand in one order. */
export function stageJson(released: ReleasedStage): Uint8Array {
  return new TextEncoder().encode(`${canonicalize(released)}\n`);
}

/** What a released stage says, head and value, in the order in which pages, tables and files show it. */
export function stageLines({ project, stage }: ReleasedStage): (readonly [string, string])[] {
  const lines: (readonly [string, string])[] = [
    ['项目名称', project.title],
    ['项目编号', project.code],
    ['项目类别', project.kindName],
    ['项目领域', project.area],
    ['项目单位', project.organ],
    ['责任科室（单位）', project.unitName],
    ['资金来源', project.funding],
    ['计划金额', `${project.plannedYuan}元`],
    ['项目说明', project.description],
    ['阶段', stage.name],
    ['日期', stage.on],
    ...stage.fields.map(({ name, value }) => [name, value] as const),
    ['文件', stage.documents.join('；')],
    ['说明', stage.note],
  ];
  return lines.filter(([, value]) => value !== '');
}

export function stageSheet(released: ReleasedStage): Sheet {
  const lines = stageLines(released);
  return { name: '项目阶段', heads: lines.map(([head]) => head), rows: [lines.map(([, value]) => value)] };
}

const escaped = (text: string) =>
  text
    .replaceAll('&', '&amp;')
    .replaceAll('<', '&lt;')
    .replaceAll('>', '&gt;')
    .replaceAll('"', '&quot;')
    .replaceAll('\n', '<br>');

export function stageHtml(released: ReleasedStage): string {
  const { project, stage } = released;
  const rows = stageLines(released).map(
    ([head, value]) => `<tr><th scope="row">${escaped(head)}</th><td>${escaped(value)}</td></tr>`,
  );
  const caption = escaped(`${project.title}：${stage.name}`);
  return `<table><caption>${caption}</caption><tbody>${rows.join('')}</tbody></table>
<p>公开期限：${stage.limitWords}，应当于${stage.publishBy}前公开。</p>`;
}
