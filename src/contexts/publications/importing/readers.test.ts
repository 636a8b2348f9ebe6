import { mkdtemp, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { byteRecords } from './byte-records.ts';
import { headingsOf, readRow } from './csv-source.ts';
import { fileBeside } from './folder-files.ts';
import { readPage } from './html-source.ts';
import { readLine } from './jsonl-source.ts';
import { openSource, readColumnTable } from './open-source.ts';

let folder: string;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'gongkai-readers-'));
});
afterAll(() => rm(folder, { recursive: true, force: true }));

const put = async (name: string, content: string | Uint8Array): Promise<string> => {
  await writeFile(join(folder, name), content);
  return join(folder, name);
};

const all = async <T>(things: AsyncIterable<T>): Promise<T[]> => {
  const found: T[] = [];
  for await (const thing of things) found.push(thing);
  return found;
};

/** “标题” in GB18030. */
const gbTitle = Buffer.from([0xb1, 0xea, 0xcc, 0xe2]);
const line = (fields: object) =>
  Buffer.from(JSON.stringify({ title: '标题', publishedAt: '2019-06-03', ...fields }));

describe('迁入：每行一条的 JSONL', () => {
  it.each([
    ['a line that is cut off', Buffer.from('{"title":"标题","publi'), '不是完整的 JSON'],
    ['a list', Buffer.from('[1,2]'), '整条'],
    ['null', Buffer.from('null'), '整条'],
    ['no title', line({ title: undefined }), 'title'],
    ['no time', line({ publishedAt: undefined }), 'publishedAt'],
    ['a field nobody knows', line({ 标题: 'x' }), '不认识的字段：标题'],
    ['a body that is a number', line({ body: 7 }), 'body'],
    ['bytes of no encoding', Buffer.from([0x7b, 0xff, 0xff, 0x7d]), '编码'],
    ['a line of 100 MB', null, '超过 16 MiB'],
  ])('%s is told in words and stops nothing', (_, bytes, words) => {
    const read = readLine(bytes);
    expect(read.article).toBeNull();
    expect(read.words.join('')).toContain(words);
  });

  it('is read in GB18030 as in UTF-8, line by line', () => {
    const gb = Buffer.concat([
      Buffer.from('{"title":"'),
      gbTitle,
      Buffer.from('","publishedAt":"2019-06-03"}'),
    ]);
    expect(readLine(gb).article?.title).toBe('标题');
    expect(readLine(line({})).article?.title).toBe('标题');
  });

  it('passes over what is too long, keeps everything around it, and counts lines', async () => {
    const path = await put('long.jsonl', `a\n${'x'.repeat(5000)}\r\n\nb\n${'y'.repeat(3000)}`);
    const records = await all(byteRecords(path, { quoted: false, longest: 1000 }));
    expect(records.map(each => [each.line, each.bytes?.toString().trim() ?? null])).toEqual([
      [1, 'a'],
      [2, null],
      [4, 'b'],
      [5, null],
    ]);
    expect(records.at(-1)?.until).toBe(5000 + 3000 + 7);
  });

  it('goes on behind the entries that are dealt with', async () => {
    const path = await put('some.jsonl', ['1', '2', '3'].map(id => line({ id })).join('\n'));
    const source = await openSource(path, await readColumnTable(undefined));
    const entries = await all(source.entries(2));
    expect(entries.map(each => [each.place, each.where, each.article?.id])).toEqual([[3, '第 3 行', '3']]);
  });
});

describe('迁入：CSV', () => {
  const headings = (text: string) => headingsOf(Buffer.from(text));

  it('knows Chinese and English headings, also in GB18030, and leaves out what it does not know', () => {
    expect(headings('编号,标题,发布日期,点击数,正文,附件\n')).toEqual([
      ...['id', 'title', 'publishedAt', undefined, 'body', 'attachments'],
    ]);
    expect(headings('\ufeffTitle,publishedAt')).toEqual(['title', 'publishedAt']);
    expect(headingsOf(Buffer.concat([gbTitle, Buffer.from(',publishedAt')]))).toEqual([
      'title',
      'publishedAt',
    ]);
  });

  it.each([
    ['four million columns', ','.repeat(4_000_000), '超过 200 列'],
    ['no title', '编号,正文', '缺少“标题”“发布时间”'],
    ['nothing but a text', '今天天气很好', '缺少'],
  ])('refuses a file with %s', (_, text, words) => {
    expect(() => headings(text)).toThrow(words);
  });

  const fields = headings('标题,发布时间,正文,关键词,附件');
  it('reads quoted cells with commas and breaks, lists, and says nothing of empty cells', () => {
    const row = readRow(Buffer.from('"一,二",2019-06-03,"甲\n""乙""",低保；救助,a.pdf;b/c.pdf\n'), fields);
    expect(row.article).toMatchObject({
      title: '一,二',
      body: '甲\n"乙"',
      keywords: ['低保', '救助'],
      attachments: [{ path: 'a.pdf' }, { path: 'b/c.pdf' }],
    });
    expect(readRow(Buffer.from('标题,2019-06-03,,,'), fields).article?.body).toBe('');
  });

  it.each([
    ['too many cells', Buffer.from('标题,2019-06-03,a,b,c,d'), '6 列'],
    ['no title', Buffer.from(',2019-06-03'), 'title'],
    ['a quote that is never closed', null, '引号没有成对'],
    ['bytes of no encoding', Buffer.from([0x61, 0xff, 0xff]), '编码'],
  ])('a row with %s is told in words', (_, bytes, words) => {
    const read = readRow(bytes, fields);
    expect(read.article).toBeNull();
    expect(read.words.join('')).toContain(words);
  });

  it('loses one line to a quote that is never closed, not the rest of the file', async () => {
    const path = await put('quote.csv', `a,"b\n${'c,d\n'.repeat(400)}e,"f\ng"\n`);
    const records = await all(byteRecords(path, { quoted: true, longest: 1000 }));
    expect(records[0]?.bytes).toBeNull();
    expect(records.slice(1, 401).every(each => each.bytes?.toString() === 'c,d\n')).toBe(true);
    expect(records.at(-1)?.bytes?.toString()).toBe('e,"f\ng"\n');
  });
});

describe('迁入：网页（国办函〔2018〕47号的 META 标签）', () => {
  const page = (head: string, body: string) => `<html><head>${head}</head><body>${body}</body></html>`;
  const meta = (name: string, content: string) => `<meta name="${name}" content="${content}">`;

  it('reads the tags, and the text from where the usual systems put it', () => {
    const html = page(
      meta('ArticleTitle', '标题') + meta('PubDate', '2019-06-03 10:00') + meta('ColumnName', '工作动态'),
      '<h1>别的</h1><div class="x TRS_Editor"><p>正文</p><script>alert(1)</script></div><div>页脚</div>',
    );
    const { article } = readPage(html, '2019/t1.html', []);
    expect(article).toMatchObject({ title: '标题', publishedAt: '2019-06-03 10:00', column: '工作动态' });
    expect([article?.url, article?.body.includes('页脚')]).toEqual(['/2019/t1.html', false]);
  });

  it('takes the heading and the date that stands on the page where there are no tags', () => {
    const html = page(
      '<title>站名</title>',
      '<h1> 标 题 </h1>发布时间： 2019年6月3日<div id="nr">正文</div>',
    );
    expect(readPage(html, 'a.html', ['#nr']).article).toMatchObject({
      title: '标 题',
      publishedAt: '2019年6月3日',
    });
  });

  it.each([
    ['a list page', page('', '<main><ul></ul></main>'), '没有发布时间'],
    ['a page without a text', page(meta('PubDate', '2019-06-03'), '<div>x</div>'), '没有找到正文'],
    ['a page without a title', page(meta('PubDate', '2019-06-03'), '<main>x</main>'), '标题'],
  ])('%s is no article, and is told so', (_, html, words) => {
    const read = readPage(html, 'a.html', []);
    expect(read.article).toBeNull();
    expect(read.words.join('')).toContain(words);
  });

  it('follows no link, neither to a page nor to a file beside it', async () => {
    const outside = await mkdtemp(join(tmpdir(), 'gongkai-outside-'));
    await writeFile(join(outside, 'secret.html'), 'x');
    await symlink(join(outside, 'secret.html'), join(folder, 'link.html'));
    const source = await openSource(folder, await readColumnTable(undefined));
    const [entry] = await all(source.entries(0));
    expect([entry?.where, entry?.words.join('')]).toEqual(['link.html', expect.stringContaining('链接')]);
    expect(await fileBeside(folder, 'a.html', 'link.html')).toMatchObject({ ok: false });
    expect(await fileBeside(folder, 'a.html', '../../etc/passwd')).toMatchObject({
      words: expect.stringContaining('以外'),
    });
    expect(await fileBeside(folder, 'a.html', 'gone.pdf')).toMatchObject({
      words: expect.stringContaining('找不到'),
    });
    await rm(outside, { recursive: true });
  });
});

describe('迁入：来源和栏目对照表', () => {
  it.each([
    ['a path where nothing is', 'gone.jsonl', '找不到'],
    ['a kind of file that is none', 'x.docx', '不认识'],
  ])('%s is refused in words', async (_, name, words) => {
    await put('x.docx', 'x');
    await expect(openSource(join(folder, name), await readColumnTable(undefined))).rejects.toThrow(words);
  });

  it.each([
    ['columns: {a: b\n', 'YAML'],
    ['列: 1', '不认识的字段：列'],
    ['kind: poem', 'kind'],
  ])('a table “%s” is refused in words', async (text, words) => {
    const path = await put('columns.yaml', text);
    await expect(readColumnTable(path)).rejects.toThrow(words);
  });
});
