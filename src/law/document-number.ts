/**
 * Document numbers (发文字号): agency code + 〔year〕 + serial + 号, and orders: issuer + 令第 + serial + 号.
 * Source: 党政机关公文格式 (year in six-sided brackets in full, serial without leading zero and without 第).
 */

export interface NumberedDocument {
  readonly kind: 'numbered';
  /** E.g. 国办发. */
  readonly agencyCode: string;
  readonly year: number;
  readonly serial: number;
  /** The one form we store and show: 国办发〔2017〕47号. */
  readonly text: string;
}

export interface OrderDocument {
  readonly kind: 'order';
  /** E.g. 国务院, 民政部. */
  readonly issuer: string;
  readonly serial: number;
  /** 国务院令第711号. */
  readonly text: string;
}

export type DocumentNumber = NumberedDocument | OrderDocument;

// Brackets that old pages use for 〔〕; one opening may meet another kind of closing after a paste.
const opening = '〔﹝\\[［(（【〖﹙<＜〈';
const closing = '〕﹞\\]］)）】〗﹚>＞〉';
const numberedPattern = `([\\u4e00-\\u9fa5A-Za-z]{1,20})\\s*[${opening}]\\s*((?:19|20)\\d{2})\\s*年?\\s*[${closing}]\\s*第?\\s*0*([1-9]\\d{0,4})\\s*号`;
const serialWords = '[0-9〇零一二三四五六七八九十百千]{1,8}';
const orderPattern = `([\\u4e00-\\u9fa5]{2,20}?)令\\s*[${opening}]?\\s*第?\\s*(${serialWords})\\s*号\\s*[${closing}]?`;
const reversedOrderPattern = `([\\u4e00-\\u9fa5]{2,20}?)第\\s*(${serialWords})\\s*号令`;

const numberedForm = new RegExp(`^${numberedPattern}$`);
const orderForm = new RegExp(`^${orderPattern}$`);
const reversedOrderForm = new RegExp(`^${reversedOrderPattern}$`);
const countryName = '中华人民共和国';

/** Full-width digits and letters become half-width; length does not change. */
export function halfWidth(text: string): string {
  return text.replace(/[０-９Ａ-Ｚａ-ｚ]/g, char => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

const chineseDigits = '零一二三四五六七八九';

function serialOf(words: string): number | undefined {
  const plain = words.replaceAll('〇', '零');
  if (!/[十百千]/.test(plain)) {
    // Digits one by one: 711, 七一一.
    const digits = plain.replace(/[零一二三四五六七八九]/g, char => `${chineseDigits.indexOf(char)}`);
    return Number(digits) || undefined;
  }
  let [total, digit] = [0, 0];
  for (const char of plain) {
    const unit = { 十: 10, 百: 100, 千: 1000 }[char];
    const value = chineseDigits.indexOf(char);
    if (unit === undefined && value < 0) return undefined;
    if (unit !== undefined) total += (digit || 1) * unit;
    digit = unit === undefined ? value : 0;
  }
  return total + digit || undefined;
}

function numbered(agencyCode: string, year: string, serial: string): NumberedDocument {
  const text = `${agencyCode}〔${year}〕${Number(serial)}号`;
  return { kind: 'numbered', agencyCode, year: Number(year), serial: Number(serial), text };
}

function order(issuerWords: string, serialText: string): OrderDocument | undefined {
  const serial = serialOf(serialText);
  const issuer = issuerWords.startsWith(countryName) ? issuerWords.slice(countryName.length) : issuerWords;
  if (serial === undefined || issuer === '') return undefined;
  return { kind: 'order', issuer, serial, text: `${issuer}令第${serial}号` };
}

/** Reads a document number in any bracket style; nothing if the text is none. */
export function parseDocumentNumber(text: string): DocumentNumber | undefined {
  const plain = halfWidth(text).trim();
  const asNumbered = numberedForm.exec(plain);
  if (asNumbered !== null) return numbered(asNumbered[1]!, asNumbered[2]!, asNumbered[3]!);
  const asOrder = orderForm.exec(plain) ?? reversedOrderForm.exec(plain);
  return asOrder === null ? undefined : order(asOrder[1]!, asOrder[2]!);
}

/** The one written form: `国办发[2017]047号` → `国办发〔2017〕47号`; nothing if the text is no document number. */
export function normaliseDocumentNumber(text: string): string | undefined {
  return parseDocumentNumber(text)?.text;
}

/** A document number found in running text; `from`/`to` are positions in that text. */
export interface FoundDocumentNumber {
  readonly from: number;
  readonly to: number;
  readonly number: NumberedDocument;
}

/**
 * All numbered documents that running text cites, for search and linking. Words that stand before the agency code
 * (根据国办发…) can not be told from it and stay in `agencyCode`; compare by the end of the text.
 */
export function findDocumentNumbers(text: string): FoundDocumentNumber[] {
  return [...halfWidth(text).matchAll(new RegExp(numberedPattern, 'g'))].map(match => ({
    from: match.index,
    to: match.index + match[0].length,
    number: numbered(match[1]!, match[2]!, match[3]!),
  }));
}

/** Running text with every document number in the one written form; for the search index and for queries. */
export function withNormalDocumentNumbers(text: string): string {
  let [result, at] = ['', 0];
  for (const { from, to, number } of findDocumentNumbers(text)) {
    result += text.slice(at, from) + number.text;
    at = to;
  }
  return result + text.slice(at);
}
