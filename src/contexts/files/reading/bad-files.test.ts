import { describe, expect, it } from 'vitest';
import { makeArchive } from '../../../../tests/samples/plans/make-archive.ts';
import { paragraph, wordFile } from '../redaction/files.fixture.ts';
import { readWhole } from './read-whole.ts';
import { svgFault } from './vector-picture.ts';

const MiB = 1024 * 1024;
const word = (document: string | Uint8Array) =>
  makeArchive([{ name: 'word/document.xml', content: document }]);
const compound = Buffer.concat([Buffer.from('d0cf11e0a1b11ae1', 'hex'), Buffer.alloc(600)]);

function nested(levels: number): Buffer {
  let bytes = makeArchive([{ name: '底.txt', content: '底' }]);
  for (let level = 0; level < levels; level += 1)
    bytes = makeArchive([{ name: `${level}.zip`, content: bytes }]);
  return bytes;
}

describe('files that mean harm or are broken are refused with words that say what to do', () => {
  it.each<[string, () => Uint8Array | Promise<Uint8Array>, string, string, string]>([
    ['a Word bomb', () => word(Buffer.alloc(20 * MiB, ' ')), 'a.docx', 'too-large', '压缩炸弹'],
    [
      'a billion laughs',
      () => word('<!DOCTYPE x [<!ENTITY a "ha"><!ENTITY b "&a;&a;&a;">]><w:document>&b;</w:document>'),
      'a.docx',
      'unreadable-file',
      '结构不完整',
    ],
    [
      'an external entity',
      () => word('<!DOCTYPE x SYSTEM "file:///etc/passwd"><w:document/>'),
      'a.docx',
      'unreadable-file',
      '结构不完整',
    ],
    ['broken XML', () => word('<w:document><w:p a="'), 'a.docx', 'unreadable-file', '另存后'],
    ['archives in archives', () => nested(5), 'a.zip', 'too-large', '层数过多'],
    [
      'an archive with two files of one name',
      () =>
        makeArchive([
          { name: 'a.txt', content: '一' },
          { name: 'a.txt', content: '二' },
        ]),
      'a.zip',
      'unreadable-file',
      '重名',
    ],
    [
      'an encrypted archive',
      () => makeArchive([{ name: 'a.txt', content: 'x', flags: 1 }]),
      'a.zip',
      'unreadable-file',
      '取消打开密码',
    ],
    ['an old Office file', () => compound, 'a.doc', 'wrong-type', '旧版'],
    [
      'an Office file with a password',
      () => Buffer.concat([compound, Buffer.from('EncryptedPackage', 'utf16le')]),
      'a.docx',
      'unreadable-file',
      '密码',
    ],
    [
      'slides',
      () =>
        makeArchive([
          { name: '[Content_Types].xml', content: '<a/>' },
          { name: 'ppt/presentation.xml', content: '<a/>' },
        ]),
      'a.pptx',
      'wrong-type',
      '另存为 PDF',
    ],
    [
      'a program',
      () => Buffer.from('MZ\0\0\x01\x02\x03\0'.repeat(50), 'latin1'),
      'a.txt',
      'wrong-type',
      '不是文字',
    ],
    ['an SVG without an end', () => Buffer.from('<svg><text>'), 'a.svg', 'unreadable-file', '导出为 PNG'],
    [
      'a page nested without end',
      () => Buffer.from(`<html><body>${'<div>'.repeat(5_000)}`),
      'a.html',
      'unreadable-file',
      '嵌套',
    ],
  ])('%s', async (_, bytes, name, code, words) => {
    const error = await readWhole(await bytes(), '', name).catch(caught => caught);
    expect([error.code, error.detail]).toEqual([code, expect.stringContaining(words)]);
  });

  it('many archives side by side may not be larger together than one', async () => {
    const big = () => makeArchive([{ name: 'x.bin', content: Buffer.alloc(4 * MiB, ' ') }]);
    const bytes = makeArchive(Array.from({ length: 60 }, (_, i) => ({ name: `${i}.zip`, content: big() })));
    const error = await readWhole(bytes, '', 'a.zip').catch(caught => caught);
    expect([error?.code, error?.detail]).toEqual(['too-large', expect.stringContaining('200 MiB')]);
  });

  it('deep nesting of paragraphs and tables neither overflows nor takes long', async () => {
    const deep = await wordFile({ body: `${'<w:tbl><w:tr><w:tc>'.repeat(20_000)}${paragraph('深')}` });
    await expect(readWhole(deep, '', 'a.docx')).resolves.toBeDefined();
  });
});

describe('a drawing (SVG) is let in only if it does nothing but draw', () => {
  const svg = (inside: string, attributes = '') =>
    `<?xml version="1.0"?><svg xmlns="http://www.w3.org/2000/svg" ${attributes}>${inside}</svg>`;
  it.each<[string, string | undefined]>([
    [svg('<path d="M0 0"/><text x="1">字</text><use href="#a"/>'), undefined],
    [svg('<style>.a{fill:url(#g)}</style><image href="data:image/png;base64,iVBO"/>'), undefined],
    [svg('<script>alert(1)</script>'), 'script'],
    [svg('<s:script xmlns:s="http://www.w3.org/2000/svg"/>'), 'script'],
    [svg('', 'onload="alert(1)"'), 'script'],
    [svg('<a href="javascript:alert(1)"><text>x</text></a>'), 'script'],
    [svg('<foreignObject><body/></foreignObject>'), 'script'],
    [svg('<animate attributeName="href" to="javascript:x"/>'), 'script'],
    [`<!DOCTYPE svg [<!ENTITY x "y">]>${svg('&x;')}`, 'script'],
    [svg('<image href="https://x.invalid/a.png"/>'), 'outside'],
    [svg('<image xlink:href="//x.invalid/a.png"/>'), 'outside'],
    [svg('<style>@import "https://x.invalid/a.css";</style>'), 'outside'],
    [svg('<rect style="fill:url(https://x.invalid/a.svg#g)"/>'), 'outside'],
    [svg('<image href="data:image/svg+xml;base64,PHN2Zz4="/>'), 'outside'],
    ['<svg><g></svg', 'broken'],
  ])('%s: %s', (text, fault) => {
    expect(svgFault(text)).toBe(fault);
  });
});
