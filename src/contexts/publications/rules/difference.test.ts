import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { attachmentDifference, blockDifference, characterDifference, fieldDifference } from './difference.ts';

describe('what changed between two versions', () => {
  it('shows a changed block as removed and added', () => {
    expect(blockDifference(['甲', '乙', '丙'], ['甲', '丁', '丙'])).toEqual([
      { kind: 'same', text: '甲' },
      { kind: 'removed', text: '乙' },
      { kind: 'added', text: '丁' },
      { kind: 'same', text: '丙' },
    ]);
  });

  it('joins neighbouring characters of one kind', () => {
    expect(characterDifference('2018年标准', '2019年标准')).toEqual([
      { kind: 'same', text: '201' },
      { kind: 'removed', text: '8' },
      { kind: 'added', text: '9' },
      { kind: 'same', text: '年标准' },
    ]);
  });

  it('gives back both texts, whatever they are', () => {
    const blocks = fc.array(fc.constantFrom('甲', '乙', '丙', '丁'), { maxLength: 12 });
    fc.assert(
      fc.property(blocks, blocks, (before, after) => {
        const pieces = blockDifference(before, after);
        expect(pieces.filter(each => each.kind !== 'added').map(each => each.text)).toEqual(before);
        expect(pieces.filter(each => each.kind !== 'removed').map(each => each.text)).toEqual(after);
      }),
    );
  });

  it('answers at once for two long texts that have nothing in common', () => {
    const before = Array.from({ length: 20_000 }, (_, i) => `旧${i}`);
    const after = Array.from({ length: 20_000 }, (_, i) => `新${i}`);
    expect(blockDifference(before, after)).toHaveLength(40_000);
  });

  it('tells a replaced file from a kept one', () => {
    const kept = { fileDigest: 'a', name: '表.xlsx' };
    expect(
      attachmentDifference(
        [kept, { fileDigest: 'b', name: '图.pdf' }],
        [kept, { fileDigest: 'c', name: '图.pdf' }],
      ),
    ).toEqual([
      { kind: 'removed', name: '图.pdf' },
      { kind: 'same', name: '表.xlsx' },
      { kind: 'added', name: '图.pdf' },
    ]);
  });

  it('names only the fields that changed, in Chinese', () => {
    const before = { issuer: '甲局', keywords: ['低保'], writtenOn: null };
    expect(
      fieldDifference(before, { issuer: '甲局', keywords: ['低保', '标准'], writtenOn: '2019-06-03' }),
    ).toEqual([
      { field: '关键词', before: '低保', after: '低保、标准' },
      { field: '成文日期', before: '', after: '2019-06-03' },
    ]);
  });
});
