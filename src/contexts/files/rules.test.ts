import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { acceptedTypes } from './contract.ts';
import { byteRange, contentDisposition } from './routes.ts';
import { cleanName, decideType } from './rules.ts';

const parts = (...names: string[]) => ({
  mediaType: 'application/zip',
  parts: new Set(['[Content_Types].xml', ...names]),
});

describe('the type of an attachment is what its content is', () => {
  it.each([
    [{ mediaType: 'application/pdf' }, '年报.PDF', 'application/pdf'],
    [{ mediaType: 'image/jpeg' }, '现场.jpeg', 'image/jpeg'],
    [
      parts('word/document.xml'),
      '通知.docx',
      'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
    ],
    [
      parts('xl/workbook.xml'),
      '台账.xlsx',
      'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
    ],
    [{ mediaType: 'application/zip', parts: new Set(['甲.pdf']) }, '材料.zip', 'application/zip'],
    [{ mediaType: undefined, text: 'html' as const }, '公告.htm', 'text/html'],
    [{ mediaType: undefined, text: 'plain' as const }, '名单.CSV', 'text/csv'],
    [{ mediaType: undefined, text: 'html' as const }, '标签说明.txt', 'text/plain'],
    [{ mediaType: undefined, text: 'json' as const }, 'data.json', 'application/json'],
    [{ mediaType: undefined, text: 'json' as const }, '说明.txt', 'text/plain'],
    [{ mediaType: 'application/xml', text: 'svg' as const }, '流程图.svg', 'image/svg+xml'],
  ])('%j as %s is accepted', (content, name, mediaType) => {
    expect(decideType(content, name)).toEqual({ ok: true, mediaType });
  });

  it.each([
    ['slides', parts('ppt/presentation.xml'), '通知.pptx', '不属于其中任何一种'],
    [
      'a ZIP renamed to DOCX',
      { mediaType: 'application/zip', parts: new Set(['word/document.xml']) },
      'a.docx',
      '文件内容是 ZIP',
    ],
    ['a workbook named DOCX', parts('xl/workbook.xml'), '通知.docx', '扩展名与之不符'],
    ['a document with macros', parts('word/document.xml', 'word/vbaProject.bin'), '通知.docx', '宏'],
    ['an old or locked Office file', { mediaType: 'application/x-cfb' }, '通知.doc', '旧版 Office'],
    ['a program', { mediaType: 'application/x-msdownload' }, '年报.pdf', '不属于'],
    ['bytes of no kind', { mediaType: undefined }, '年报.html', '不属于'],
    ['a page named PDF', { mediaType: undefined, text: 'html' as const }, '年报.pdf', '文件内容是 HTML'],
    [
      'a drawing with scripts',
      { mediaType: undefined, text: 'svg' as const, fault: '图片含有脚本' },
      '图.svg',
      '图片含有脚本',
    ],
    ['JSON that does not parse', { mediaType: undefined, text: 'plain' as const }, 'data.json', '扩展名'],
    ['a drawing named HTML', { mediaType: undefined, text: 'svg' as const }, '图.html', '文件内容是 SVG'],
    ['a PDF without an ending', { mediaType: 'application/pdf' }, '年报', '扩展名与之不符'],
  ])('%s is refused and says why', (_, content, name, words) => {
    expect(decideType(content, name)).toMatchObject({ ok: false, message: expect.stringContaining(words) });
  });
});

describe('the name of an attachment', () => {
  it.each([
    ['附件 1.xlsx', '附件 1.xlsx'],
    ['C:\\资料\\年报.PDF', '年报.pdf'],
    ['../../etc/年报.pdf', '年报.pdf'],
    ['年报\u202Excod.exe.docx', '年报xcod.exe.docx'],
    ['年\u0000报\u200B\n2019.pdf', '年报2019.pdf'],
    ['.pdf', 'pdf'],
    [' <a>.png', '_a_.png'],
    ['', '未命名'],
  ])('%j becomes %j', (name, clean) => {
    expect(cleanName(name)).toBe(clean);
  });

  it('is always short, without invisible characters, and stays as it is when cleaned again', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'binary', maxLength: 300 }), name => {
        const clean = cleanName(name);
        expect([...clean].length).toBeLessThanOrEqual(130);
        expect(clean).not.toMatch(/[\p{Cc}\p{Cf}/\\]/u);
        expect(cleanName(clean)).toBe(clean);
      }),
    );
  });

  it('keeps an ending of an accepted type however long the name is', () => {
    for (const ending of Object.values(acceptedTypes).flat())
      expect(cleanName(`${'长'.repeat(500)}.${ending}`)).toMatch(new RegExp(`\\.${ending}$`));
  });
});

describe('headers of a file', () => {
  it('carry a Chinese name as RFC 8187 says, and never a quote or line break', () => {
    expect(contentDisposition('attachment', "附件'1'.pdf")).toBe(
      `attachment; filename="__'1'.pdf"; filename*=UTF-8''%E9%99%84%E4%BB%B6%271%27.pdf`,
    );
    expect(contentDisposition('inline', 'a"b\r\nc.png')).toBe(
      `inline; filename="a_b__c.png"; filename*=UTF-8''a%22b%0D%0Ac.png`,
    );
  });

  it.each([
    [undefined, undefined],
    ['bytes=0-3', { first: 0, last: 3 }],
    ['bytes=6-', { first: 6, last: 9 }],
    ['bytes=-4', { first: 6, last: 9 }],
    ['bytes=5-99', { first: 5, last: 9 }],
    ['bytes=10-', 'unsatisfiable'],
    ['bytes=5-2', undefined],
    ['bytes=0-1,3-4', undefined],
    ['lines=1-2', undefined],
  ])('%s of ten bytes is %j', (header, range) => {
    expect(byteRange(header, 10)).toEqual(range);
  });
});
