import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { goodMetadata } from '../items.fixture.ts';
import { canonicalBytes, digestOf, type SignedContent } from './digest.ts';
import { publicRecord } from './record.ts';

const content: SignedContent = {
  kind: 'notice',
  path: '/tzgg/2019/06/aaaaaaaa.html',
  columnId: 'notices',
  ownerUnitId: 'finance',
  title: '标题',
  summary: '摘要',
  bodyHtml: '<p>正文</p>',
  metadata: goodMetadata,
  attachments: [
    { fileDigest: 'a', name: '甲.pdf' },
    { fileDigest: 'b', name: '乙.pdf' },
  ],
  meets: [{ dutyId: 'x', elements: [1, 2] }],
  releaseAt: null,
};

describe('what a signature covers (constitution 1)', () => {
  const changes: [string, Partial<SignedContent>][] = [
    ['title', { title: '标题 ' }],
    ['summary', { summary: '' }],
    ['body', { bodyHtml: '<p>正文。</p>' }],
    ['column', { columnId: 'other' }],
    ['owner', { ownerUnitId: 'other' }],
    ['address', { path: '/x.html' }],
    ['planned release', { releaseAt: '2019-06-10T01:00:00.000Z' }],
    [
      'name of an attachment',
      { attachments: [{ fileDigest: 'a', name: '丙.pdf' }, content.attachments[1]!] },
    ],
    [
      'bytes of an attachment',
      { attachments: [{ fileDigest: 'c', name: '甲.pdf' }, content.attachments[1]!] },
    ],
    ['order of attachments', { attachments: [...content.attachments].reverse() }],
    ['duties met', { meets: [{ dutyId: 'x', elements: [1] }] }],
    ['channel', { channels: ['notice-board'] }],
  ];
  for (const [what, change] of changes) {
    it(`another ${what} is another digest`, () => {
      expect(digestOf({ ...content, ...change })).not.toBe(digestOf(content));
    });
  }

  it('every field of the metadata counts', () => {
    const fields = Object.keys(goodMetadata) as (keyof typeof goodMetadata)[];
    expect(fields.length).toBeGreaterThan(15);
    for (const field of fields) {
      const metadata = { ...goodMetadata, [field]: 'other' } as typeof goodMetadata;
      expect(digestOf({ ...content, metadata }), field).not.toBe(digestOf(content));
    }
  });

  it('what was signed before there were channels keeps its digest', () => {
    expect(canonicalBytes({ ...content, channels: [] })).toBe(canonicalBytes(content));
    expect(canonicalBytes(content)).not.toContain('channels');
  });

  it('the order of channels does not count', () => {
    const both = { ...content, channels: ['weibo', 'wechat'] };
    expect(digestOf(both)).toBe(digestOf({ ...content, channels: ['wechat', 'weibo', 'weibo'] }));
  });

  it('the order of keys and of duties does not count', () => {
    const reordered = Object.fromEntries(Object.entries(goodMetadata).reverse()) as typeof goodMetadata;
    const meets = [{ dutyId: 'x', elements: [2, 1] }];
    expect(digestOf({ ...content, metadata: reordered, meets })).toBe(digestOf(content));
  });

  it('text can not be moved from one field to its neighbour', () => {
    fc.assert(
      fc.property(fc.string({ unit: 'grapheme' }), fc.string({ unit: 'grapheme', minLength: 1 }), (a, b) => {
        const left = digestOf({ ...content, title: a + b, summary: '' });
        expect(left).not.toBe(digestOf({ ...content, title: a, summary: b }));
      }),
    );
  });
});

describe('the public record (constitution 6 and 7)', () => {
  const record = publicRecord({
    ...content,
    indexNo: '11522400009660001X/2019-00001',
    versionNo: 1,
    metadata: { ...goodMetadata, author: '责任编辑', attributeNote: '内部说明' },
    attachments: [{ fileDigest: 'a', name: '甲.pdf', mediaType: 'application/pdf', size: 3 }],
    releasedAt: new Date('2019-06-10T01:00:00Z'),
  });

  it('names no staff and nothing that is kept inside', () => {
    expect(record).not.toMatch(/责任编辑|内部说明|retention|author|drafter/);
  });

  it('is JSON with sorted keys', () => {
    const keys = Object.keys(JSON.parse(record));
    expect(keys).toEqual([...keys].sort());
    expect(JSON.parse(record)).toMatchObject({ version: 1, releasedAt: '2019-06-10T01:00:00.000Z' });
  });
});
