import type { CitedDocument } from './plan-reading.ts';
import { bare, plainPunctuation } from './punctuation.ts';

const opening = '[〔\\[［(（【〈]';
const closing = '[〕\\]］)）】〉]';

/** 国办发〔2019〕14号 and its variants: any bracket, 第14号, full-width digits, spaces. */
const documentNumber = new RegExp(
  `([\\u4e00-\\u9fa5]{1,12}(?:\\s?[-—]\\s?\\d)?)\\s?${opening}\\s?([0-9０-９]{4})\\s?${closing}\\s?第?\\s?([0-9０-９]{1,5})\\s?号`,
  'g',
);

const lawEnding =
  /(条例|办法|规定|意见|通知|方案|要点|规划|纲要|细则|法|规范|标准|决定|公告|指南|目录|指引|准则)(\([^()]*\))?$/;

/** Words that stand in front of a number and are no part of the issuer's sign. */
const notSign = /^.*(?:根据|按照|依据|贯彻|落实|印发|文件|和|及|与|的|以|见|由|参照|依照|执行|转发)(?=.{2})/;

/** Documents with a number, in the order of the text, each number once; names are what stands in 《》 in front. */
export function readCitedDocuments(text: string): CitedDocument[] {
  const found = new Map<string, CitedDocument>();
  for (const match of text.matchAll(documentNumber)) {
    const sign = (match[1] ?? '').replace(notSign, '').replace(/\s/g, '');
    const number = `${sign}〔${plainPunctuation(match[2] ?? '')}〕${Number(plainPunctuation(match[3] ?? ''))}号`;
    const before = text.slice(Math.max(0, match.index - 200), match.index);
    const name = /《([^《》]*(?:《[^《》]*》[^《》]*)*)》\s*[(（〔[【]?\s*$/.exec(before)?.[1] ?? null;
    if (sign !== '' && !found.has(number)) found.set(number, { name, number });
  }
  return [...found.values()];
}

/** Names of laws and plans in 《》 that stand without a number, each once; the plan's own title is left out. */
export function readNamedDocuments(
  text: string,
  ownTitle: string,
  numbered: readonly CitedDocument[],
): string[] {
  const known = new Set([ownTitle, ...numbered.map(document => document.name ?? '')].map(bare));
  const names: string[] = [];
  for (const match of text.matchAll(/《([^《》\n]{3,80})》/g)) {
    const name = (match[1] ?? '').trim();
    if (!lawEnding.test(plainPunctuation(name)) || known.has(bare(name)) || bare(name) === '条例') continue;
    known.add(bare(name));
    names.push(name);
  }
  return names;
}
