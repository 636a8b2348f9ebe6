import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { caseFeeOfRequest, feeByCase, feeByPage, mostFeeUnits } from './processing-fee.ts';

describe('《政府信息公开信息处理费管理办法》第四条：by case, one applicant in one calendar month', () => {
  it.each([
    [0, 0],
    [1, 0],
    [10, 0],
    [11, 100],
    [30, 2000],
    [31, 2200],
    [40, 4000],
    [41, 4300],
    [50, 7000],
    [51, 7400],
  ])('%i requests cost %i yuan', (requests, totalYuan) => {
    expect(feeByCase(requests).totalYuan).toBe(totalYuan);
  });

  it.each([
    [1, 0],
    [10, 0],
    [11, 100],
    [30, 100],
    [31, 200],
    [40, 200],
    [41, 300],
    [61, 500],
  ])('the request with number %i costs %i yuan', (nth, yuan) => {
    expect(caseFeeOfRequest(nth)).toBe(yuan);
  });

  it('marks amounts that rest on the reading of the last tier', () => {
    expect(feeByCase(31).mark).toBe('inference');
    expect(feeByCase(30)).not.toHaveProperty('mark');
  });

  it('shows its tiers', () => {
    expect(feeByCase(12).tiers).toEqual([
      { from: 1, to: 10, priceYuan: 0, count: 10, subtotalYuan: 0 },
      { from: 11, to: 30, priceYuan: 100, count: 2, subtotalYuan: 200 },
    ]);
    expect(feeByCase(0).tiers).toEqual([{ from: 1, to: 10, priceYuan: 0, count: 0, subtotalYuan: 0 }]);
  });

  it('follows another step where a bureau reads the last tier otherwise', () => {
    expect(feeByCase(41, 50).totalYuan).toBe(2000 + 10 * 150 + 200);
  });
});

describe('《政府信息公开信息处理费管理办法》第五条：by page, one request', () => {
  it.each([
    [0, 0],
    [30, 0],
    [31, 10],
    [100, 700],
    [101, 720],
    [200, 2700],
    [201, 2740],
    [250, 4700],
  ])('%i pages cost %i yuan', (pages, totalYuan) => {
    expect(feeByPage(pages).totalYuan).toBe(totalYuan);
  });

  it('leaves the last tier open', () => {
    expect(feeByPage(201).tiers.at(-1)).toEqual({ from: 201, priceYuan: 40, count: 1, subtotalYuan: 40 });
  });
});

describe('《政府信息公开信息处理费管理办法》第三条：progressive on the excess', () => {
  it('adds up, counts every unit once, and never falls', () => {
    fc.assert(
      fc.property(fc.nat({ max: 3000 }), fc.constantFrom(feeByCase, feeByPage), (units, method) => {
        const fee = method(units);
        expect(fee.tiers.reduce((sum, { count }) => sum + count, 0)).toBe(units);
        expect(fee.tiers.reduce((sum, { subtotalYuan }) => sum + subtotalYuan, 0)).toBe(fee.totalYuan);
        expect(method(units + 1).totalYuan >= fee.totalYuan).toBe(true);
      }),
    );
  });

  it.each([-1, 1.5, Number.NaN, mostFeeUnits + 1])('refuses %d units', units => {
    expect(() => feeByCase(units)).toThrow(RangeError);
    expect(() => feeByPage(units)).toThrow(RangeError);
  });
});
