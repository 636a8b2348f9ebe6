import { describe, expect, it } from 'vitest';
import { residentCheckDigit } from '../../../law/resident-id.ts';
import { maskTexts } from './masking.ts';

const first17 = '52240119900307662';
const id = `${first17}${residentCheckDigit(first17)}`;
const stars = '*'.repeat(16);

function body(bodyHtml: string, lists: 'mask' | 'remove-columns' | 'remove-table' = 'mask', only?: number[]) {
  return maskTexts({ title: '公示', summary: '', bodyHtml }, lists, only && new Set(only)).bodyHtml;
}

const list = `<table><tbody><tr><th>姓名</th><th>身份证号</th><th>金额</th></tr><tr><td>张丽华</td><td>${id}</td><td>560</td></tr></tbody></table>`;

describe('政府信息公开条例第十五条: masking the text of an item', () => {
  it.each([
    ['a number in a paragraph', `<p>证件${id}。</p>`, `<p>证件52${stars}。</p>`],
    [
      'a number cut by bold and a link',
      `<p>${id.slice(0, 2)}<strong>${id.slice(2, 3)}</strong>${id.slice(3, 9)}<a href="/x">${id.slice(9)}</a></p>`,
      `<p>52<strong>*</strong>******<a href="/x">*********</a></p>`,
    ],
    [
      'digits in an address of a page stay',
      `<p><a href="/files/${id}">附件</a></p>`,
      `<p><a href="/files/${id}">附件</a></p>`,
    ],
    [
      'numbers of two paragraphs do not join',
      `<p>${id.slice(0, 9)}</p><p>${id.slice(9)}</p>`,
      `<p>${id.slice(0, 9)}</p><p>${id.slice(9)}</p>`,
    ],
    [
      'amounts, codes and office telephones stay',
      '<p>13812345678元，0857-8222222，91520502MA6DLXXX9C</p>',
      '<p>13812345678元，0857-8222222，91520502MA6DLXXX9C</p>',
    ],
    ['a labelled name, everywhere', '<p>户主：张丽华</p><p>张丽华家</p>', '<p>户主：张**</p><p>张**家</p>'],
    [
      'markup that looks like words is left alone',
      '<p>&lt;b&gt; 13812345678</p>',
      '<p>&lt;b&gt; 138****5678</p>',
    ],
  ])('%s', (_, before, after) => {
    expect(body(before)).toBe(after);
  });

  it('masks the cells of a list, or takes its columns or the whole of it out', () => {
    expect(body(list)).toBe(list.replace('张丽华', '张**').replace(id, `52${stars}`));
    expect(body(list, 'remove-columns')).toBe(
      '<table><tbody><tr><th>姓名</th><th>金额</th></tr><tr><td>张**</td><td>560</td></tr></tbody></table>',
    );
    expect(body(`<p>前</p>${list}`, 'remove-table')).toBe('<p>前</p>');
  });

  it('shows each replacement with its place and never what is hidden', () => {
    const texts = {
      title: `关于${id}的公示`,
      summary: '电话13812345678',
      bodyHtml: `<p>姓名：张丽华，证件${id}</p>`,
    };
    const { replacements } = maskTexts(texts, 'mask');
    expect(replacements.map(({ no, words, where }) => [no, words, where])).toEqual([
      [0, '公民身份号码', '标题'],
      [1, '手机号码', '摘要'],
      [2, '姓名', '正文第1段'],
      [3, '公民身份号码', '正文第1段'],
    ]);
    const shown = replacements.map(each => each.after).join();
    for (const secret of [id.slice(6), '1234567', '丽华']) expect(shown).not.toContain(secret);
  });

  it('does only what the drafter chose, and nothing the second time', () => {
    const html = '<p>值班13812345678，家属13912345678</p>';
    expect(body(html, 'mask', [1])).toBe('<p>值班13812345678，家属139****5678</p>');
    expect(maskTexts({ title: '', summary: '', bodyHtml: body(html) }, 'mask').replacements).toEqual([]);
  });
});
