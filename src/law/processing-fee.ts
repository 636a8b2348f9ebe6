/**
 * The processing fee (政府信息公开信息处理费管理办法, 国办函〔2020〕109号). One method per request, never both (art 3);
 * both are progressive on the excess. Amounts in whole yuan.
 */
import type { Mark } from './citation.ts';
import { lawDefaults } from './marked-defaults.ts';

/** A stretch of requests or pages at one price; `to` is absent for the last, open tier. */
export interface FeeTier {
  readonly from: number;
  readonly to?: number;
  readonly priceYuan: number;
  /** How many of the counted units fall into this tier. */
  readonly count: number;
  readonly subtotalYuan: number;
}

export interface Fee {
  readonly totalYuan: number;
  readonly tiers: readonly FeeTier[];
  /** Present where the amount rests on a reading of the text: by case, above 30 requests. */
  readonly mark?: Mark;
}

interface Price {
  readonly from: number;
  readonly to?: number;
  readonly priceYuan: number;
}

/** Most units one question may ask about; more than any month or request holds. */
export const mostFeeUnits = 100_000;

/** Art 5, per single request. */
const pagePrices: readonly Price[] = [
  { from: 1, to: 30, priceYuan: 0 },
  { from: 31, to: 100, priceYuan: 10 },
  { from: 101, to: 200, priceYuan: 20 },
  { from: 201, priceYuan: 40 },
];

function checkUnits(units: number): void {
  if (!Number.isInteger(units) || units < 0 || units > mostFeeUnits) {
    throw new RangeError(`件数或者页数应为0至${mostFeeUnits}的整数。`);
  }
}

function feeOf(units: number, prices: readonly Price[]): Fee {
  checkUnits(units);
  const tiers = prices
    .filter(price => price.from <= Math.max(units, 1))
    .map(price => {
      const count = Math.max(0, Math.min(units, price.to ?? units) - price.from + 1);
      return { ...price, count, subtotalYuan: count * price.priceYuan };
    });
  return { totalYuan: tiers.reduce((sum, tier) => sum + tier.subtotalYuan, 0), tiers };
}

/** Art 4: prices up to the `requests`-th request of one applicant in one calendar month. */
function casePrices(requests: number, stepYuan: number): Price[] {
  const prices: Price[] = [
    { from: 1, to: 10, priceYuan: 0 },
    { from: 11, to: 30, priceYuan: 100 },
  ];
  for (let from = 31; from <= requests; from += 10) {
    prices.push({ from, to: from + 9, priceYuan: 100 + stepYuan * ((from - 21) / 10) });
  }
  return prices;
}

/**
 * By case: all requests of one applicant in one calendar month (art 4). Above 30 the price rises with each ten; that
 * reading is a marked default (`lawDefaults.feeStepYuan`). Throws a `RangeError` for a count that is none.
 */
export function feeByCase(requestsInMonth: number, stepYuan: number = lawDefaults.feeStepYuan.value): Fee {
  checkUnits(requestsInMonth);
  const fee = feeOf(requestsInMonth, casePrices(requestsInMonth, stepYuan));
  return requestsInMonth > 30 ? { ...fee, mark: lawDefaults.feeStepYuan.mark } : fee;
}

/** What the k-th request of the month costs. */
export function caseFeeOfRequest(nthInMonth: number): number {
  return feeByCase(nthInMonth).totalYuan - feeByCase(Math.max(0, nthInMonth - 1)).totalYuan;
}

/** By page: the pages of one request, not added up across requests (art 5). Throws a `RangeError` as above. */
export function feeByPage(pages: number): Fee {
  return feeOf(pages, pagePrices);
}
