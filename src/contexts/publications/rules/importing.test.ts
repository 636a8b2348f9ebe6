import { describe, expect, it } from 'vitest';
import { columnTable } from '../contract/importing.ts';
import { oldInstant } from '../importing/old-instant.ts';
import { addressesAsked, asHtml, columnFor, oldAddress, oldIdOf, pathInside } from './importing.ts';

const now = new Date('2026-11-23T08:00:00Z');

describe('迁入：原网站的发布时间', () => {
  it.each([
    ['2019-06-03', '2019-06-02T16:00:00.000Z'],
    ['2019/6/3 10:00:05', '2019-06-03T02:00:05.000Z'],
    ['2019年6月3日 10:00', '2019-06-03T02:00:00.000Z'],
    ['2019年06月03日10时05分', '2019-06-03T02:05:00.000Z'],
    ['20190603', '2019-06-02T16:00:00.000Z'],
    ['2019-06-03T10:00:00+08:00', '2019-06-03T02:00:00.000Z'],
    ['2019-06-03T02:00:00Z', '2019-06-03T02:00:00.000Z'],
  ])('%s is %s', (text, instant) => {
    expect(oldInstant(text, now)?.toISOString()).toBe(instant);
  });

  it.each(['', '2019-02-30', '2019-13-01', '2019-06-03 25:00', '昨天', '2030-01-01', '6/3/2019'])(
    '“%s” is no time at which an old site can have published',
    text => {
      expect(oldInstant(text, now)).toBeUndefined();
    },
  );
});

describe('迁入：原网址', () => {
  it.each([
    ['http://mzj.example.gov.cn/xw/t1.html', 'mzj.example.gov.cn', '/xw/t1.html'],
    ['//MZJ.example.gov.cn//xw//t1.html#top', 'mzj.example.gov.cn', '/xw/t1.html'],
    ['/xw/show.jsp?id=5', '', '/xw/show.jsp?id=5'],
    ['xw/t 1.html', '', '/xw/t%201.html'],
    ['/a/../../etc/passwd', '', '/etc/passwd'],
  ])('%s is looked up as %s %s', (url, host, address) => {
    expect(oldAddress(url)).toEqual({ host, address });
  });

  it.each(['', '/', 'javascript:alert(1)', 'mailto:a@example.cn', 'http://'])('“%s” leads nowhere', url => {
    expect(oldAddress(url)).toBeUndefined();
  });

  it('is found with marks behind it, and as the first page of its folder', () => {
    expect(addressesAsked('/xw/t1.html?from=weixin')).toEqual(['/xw/t1.html?from=weixin', '/xw/t1.html']);
    expect(addressesAsked('/xw/')).toContain('/xw/index.html');
    expect(addressesAsked('/%c0%ae')).toEqual(['/%c0%ae']);
  });

  it('tells articles apart where they have no number', () => {
    expect(oldIdOf({ id: ' 7 ', url: '/a' })).toBe('7');
    expect(oldIdOf({ url: 'http://a.cn/x?id=1' })).toBe('a.cn/x?id=1');
    expect(oldIdOf({ id: '', url: '' })).toBeUndefined();
  });
});

describe('迁入：栏目对照', () => {
  const table = columnTable.parse({
    columns: { 工作动态: 'only-news', 'xw/': 'notices', '/xw/gs/': 'statutory' },
  });
  const ours = new Set(['notices']);
  it.each([
    [{ column: '工作动态' }, 'only-news'],
    [{ column: '', url: '/xw/1.html' }, 'notices'],
    [{ column: '', url: '/xw/gs/1.html' }, 'statutory'],
    [{ column: 'notices' }, 'notices'],
    [{ column: '别的' }, undefined],
    [{ column: 'constructor' }, undefined],
  ])('%j goes to %s', (article, column) => {
    expect(columnFor(article, table, ours)).toBe(column);
  });

  it('sends the rest where the table says', () => {
    expect(columnFor({ column: '别的' }, { ...table, otherwise: 'notices' }, ours)).toBe('notices');
  });
});

describe('迁入：文件路径', () => {
  it.each([
    ['2019/06/a.html', 'img/1.png', '2019/06/img/1.png'],
    ['2019/06/a.html', '../1.png', '2019/1.png'],
    ['2019/a.html', '/files/%E9%99%84.pdf', 'files/附.pdf'],
    ['a.html', './x.pdf?v=2', 'x.pdf'],
  ])('from %s, %s is %s', (base, path, inside) => {
    expect(pathInside(base, path)).toBe(inside);
  });

  it.each([
    '../../etc/passwd',
    '..%2f..%2fetc/passwd',
    '..\\..\\etc\\passwd',
    'http://elsewhere.cn/x.pdf',
    '//elsewhere.cn/x.pdf',
    'file:///etc/passwd',
    'c:\\x.pdf',
    'a\u0000.pdf',
    '',
  ])('%s leads out of the folder or nowhere', path => {
    expect(pathInside('a.html', path)).toBeUndefined();
  });
});

describe('迁入：纯文本的正文', () => {
  it('becomes paragraphs with every sign as it was, and HTML stays what it is', () => {
    expect(asHtml('第一段\r\n\r\n a<b>&c ')).toBe('<p>第一段</p><p>a&lt;b&gt;&amp;c</p>');
    expect(asHtml('<p>一</p>')).toBe('<p>一</p>');
  });
});
