import { describe, expect, it } from 'vitest';
import { itemMetadata } from '../../../contexts/publications/contract.ts';
import { type DraftContent, differingFields, mergeContent, properDocumentNo } from './draft-content.ts';

const content: DraftContent = {
  columnId: 'finance',
  title: '三公经费决算',
  summary: '',
  bodyHtml: '<p>正文</p>',
  metadata: itemMetadata.parse({}),
  attachments: [],
  meets: [],
  releaseAt: '2019-06-10T01:00:00.000Z',
  channels: [],
};

describe('two officers at once on one draft', () => {
  it('names the parts that differ and no others', () => {
    const theirs = { ...content, title: '三公经费决算表', metadata: { ...content.metadata, topic: '财政' } };
    expect(differingFields(content, theirs)).toEqual(['title', 'metadata']);
  });

  it('does not call one instant written in two zones a difference', () => {
    expect(differingFields(content, { ...content, releaseAt: '2019-06-10T09:00:00+08:00' })).toEqual([]);
  });

  it('keeps mine except for the parts taken over', () => {
    const theirs = { ...content, title: '对方的标题', bodyHtml: '<p>对方的正文</p>' };
    const mine = { ...content, title: '我的标题', summary: '我的摘要' };
    expect(mergeContent(mine, theirs, new Set(['bodyHtml']))).toEqual({
      ...mine,
      bodyHtml: '<p>对方的正文</p>',
    });
  });
});

describe('GB/T 9704: the form of a document number', () => {
  it.each([
    ['毕民发[2019]12号', '毕民发〔2019〕12号'],
    ['毕民发（2019） 012 号', '毕民发〔2019〕12号'],
    ['国办发〔2017〕47号', '国办发〔2017〕47号'],
    ['国务院令第711号', '国务院令第711号'],
  ])('writes %s as %s', (typed, proper) => {
    expect(properDocumentNo(typed)).toBe(proper);
  });

  it('says nothing of what is no document number', () => {
    expect(properDocumentNo('关于公开的通知')).toBeUndefined();
  });
});
