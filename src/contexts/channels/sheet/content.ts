import type { SheetBlock } from './blocks.ts';

/** What a notice-board sheet says. */
export interface SheetContent {
  readonly paper: 'A3' | 'A4';
  readonly organ: string;
  readonly title: string;
  /** '' where there is none. */
  readonly documentNo: string;
  readonly indexNo: string;
  readonly blocks: readonly SheetBlock[];
  /** Civil day under the text. */
  readonly signedOn: string;
  readonly period: { readonly from: string; readonly until: string | null } | null;
  /** Addresses as QR codes, each with what it leads to. */
  readonly codes: readonly { readonly address: string; readonly words: string }[];
  /** Small print above the signature. */
  readonly notes: readonly string[];
}

/** 2019年6月20日 */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

export function periodWords(period: SheetContent['period']): string {
  if (period === null) return '';
  const until = period.until === null ? '长期张贴' : `至${dayWords(period.until)}`;
  return `张贴期间：${dayWords(period.from)}${period.until === null ? '起' : ''}${until}`;
}
