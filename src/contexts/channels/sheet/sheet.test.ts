import { extractText, getDocumentProxy } from 'unpdf';
import { describe, expect, it } from 'vitest';
import { sheetBlocks } from './blocks.ts';
import type { SheetContent } from './content.ts';
import { readList } from './list.ts';
import { sheetPdf } from './pdf.ts';
import { gridOf } from './table.ts';

/** What comes out of the printer: read back from the bytes by another program. */

const tall = Array.from(
  { length: 60 },
  (_, at) => `<tr><td>${at + 1}</td><td>示范县${at + 1}</td><td>600</td></tr>`,
);
const html = `<p>各县（市、区）民政局：</p><h2>一、标准</h2><p>自2019年7月1日起执行。</p>
<ul><li>城市标准；</li><li>农村标准<ol><li>甲类</li></ol></li></ul>
<table><caption>低保标准</caption><thead><tr><th>序号</th><th>县（市、区）</th><th>元/月</th></tr></thead><tbody>${tall.join('')}</tbody></table>
<p class="align-right">联系电话：0857-0000000</p><p><img src="/files/x/y.png" alt="示意图"></p>`;

const content: SheetContent = {
  paper: 'A4',
  organ: '某市民政局',
  title: '关于公布2019年最低生活保障标准的通知',
  documentNo: '某民发〔2019〕12号',
  indexNo: 'A0001/2019-00012',
  blocks: sheetBlocks(html),
  signedOn: '2019-06-20',
  period: { from: '2019-06-20', until: '2019-07-20' },
  codes: [{ address: 'https://www.example.gov.cn/x.html', words: '扫码看网页' }],
  notes: ['本张贴稿与门户网站公开的第1版内容一致。'],
};

async function read(bytes: Uint8Array): Promise<{ pages: string[]; width: number; height: number }> {
  const pdf = await getDocumentProxy(bytes.slice());
  const { text } = await extractText(pdf, { mergePages: false });
  const [, , width = 0, height = 0] = (await pdf.getPage(1)).view as number[];
  return {
    pages: text.map(page => page.replace(/\s+/g, '')),
    width: Math.round(width),
    height: Math.round(height),
  };
}

describe('the sheet of a notice board', () => {
  it('says title, text, table, organ, day, period and place of the seal, on pages that count themselves', async () => {
    const { pages, width, height } = await read(await sheetPdf(content));
    const all = pages.join('');
    expect([width, height]).toEqual([595, 842]);
    for (const words of [
      '关于公布2019年最低生活保障标准的通知',
      '某民发〔2019〕12号',
      '各县（市、区）民政局：',
      '自2019年7月1日起执行。',
      '1.甲类',
      '低保标准',
      '示范县60',
      '联系电话：0857-0000000',
      '（图片：示意图，见网页）',
      '（盖章处）',
      '2019年6月20日',
      '扫码看网页',
    ])
      expect(all, words).toContain(words);
    expect(pages.length).toBeGreaterThan(2);
    pages.forEach((page, at) => {
      expect(page).toContain(`第${at + 1}页/共${pages.length}页`);
      expect(page).toContain('索引号：A0001/2019-00012');
      expect(page).toContain('张贴期间：2019年6月20日至2019年7月20日');
    });
  });

  it('repeats the head of a table on every page that the table reaches', async () => {
    const { pages } = await read(await sheetPdf(content));
    const withRows = pages.filter(page => page.includes('示范县'));
    expect(withRows.length).toBeGreaterThan(1);
    for (const page of withRows) expect(page).toContain('序号');
  });

  it('on A3 is the same page larger', async () => {
    const [a4, a3] = await Promise.all([
      sheetPdf(content).then(read),
      sheetPdf({ ...content, paper: 'A3' }).then(read),
    ]);
    expect([a3.width, a3.height]).toEqual([842, 1191]);
    expect(a3.pages).toEqual(a4.pages);
  });

  it('is the same bytes for the same content', async () => {
    expect(Buffer.from(await sheetPdf(content)).equals(Buffer.from(await sheetPdf(content)))).toBe(true);
  });

  it('names the characters that no font of ours can draw, instead of printing empty boxes', async () => {
    const odd = sheetPdf({ ...content, title: '关于𝌆的通知' });
    await expect(odd).rejects.toMatchObject({ code: 'bad-input', problems: [{ where: 'U+1D306' }] });
  });

  it('keeps a row together, spans included', () => {
    const [table] = sheetBlocks(
      '<table><tr><th rowspan="2">甲</th><th colspan="2">乙</th></tr><tr><td>1</td><td>2</td></tr></table>',
    );
    if (table?.kind !== 'table') throw new Error('no table');
    const { rows, columns, covered } = gridOf(table);
    expect(columns).toBe(3);
    expect(rows[1]?.map(each => each.column)).toEqual([1, 2]);
    expect([...covered]).toEqual(['1 0']);
  });
});

describe('a list for the board of a village (constitution 7)', () => {
  const csv = (text: string) => readList(Buffer.from(text, 'utf8'), '名单.csv');

  it('is read as a table whose first row is its head', async () => {
    const table = await csv('\uFEFF户主,村组,人数\n"张某某","一组",3\n\n李某某,二组\n');
    expect(table.headRows).toBe(1);
    expect(table.rows.map(row => row.map(cell => cell.text))).toEqual([
      ['户主', '村组', '人数'],
      ['张某某', '一组', '3'],
      ['李某某', '二组', ''],
    ]);
  });

  it('says what is wrong with a file that is none', async () => {
    await expect(csv('户主,人数\n')).rejects.toMatchObject({ code: 'unreadable-file' });
    await expect(csv('"户主,人数\n甲')).rejects.toMatchObject({ code: 'unreadable-file' });
    await expect(readList(Buffer.from('x'), '名单.pdf')).rejects.toMatchObject({ code: 'wrong-type' });
    await expect(csv(`a,b\n${'1,2\n'.repeat(3001)}`)).rejects.toMatchObject({ code: 'too-large' });
  });
});
