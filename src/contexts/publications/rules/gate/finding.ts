import type { HiddenBy } from '../../../files/contract.ts';
import type { Finding } from '../../contract.ts';
import { maskedExcerpt, type PlacedText } from './text-place.ts';

/** One finding at a place in a text; says so where a reader of the file would not see that place. */

const hiddenWords: Readonly<Record<HiddenBy, string>> = {
  comment: '批注',
  'tracked-change': '修订痕迹',
  'hidden-text': '隐藏文字',
  'hidden-sheet': '隐藏工作表',
  'hidden-row': '隐藏行',
  'hidden-column': '隐藏列',
  'defined-name': '定义的名称',
  property: '文档属性',
  'embedded-file': '嵌入的文件',
  annotation: '注释',
  script: '脚本',
  'cached-data': '缓存数据',
};

/** 隐藏列中的内容读者看不到，但会随文件一同公开。 Empty for what everybody sees. */
export function hiddenAdvice(hidden: HiddenBy | undefined): string {
  return hidden === undefined
    ? ''
    : `该内容在文件的${hiddenWords[hidden]}中，打开文件时不易看到，但会随文件一同公开。`;
}

export interface FoundWords {
  readonly rule: string;
  readonly severity: Finding['severity'];
  readonly advice: string;
  readonly basis: readonly string[];
  readonly from: number;
  readonly to: number;
  /** How the found words themselves are shown, where they are no number. */
  readonly hide?: (found: string) => string;
  /** Absent: it may be let pass. */
  readonly overridable?: boolean;
}

export function findingAt(place: PlacedText, found: FoundWords): Finding {
  const { rule, severity, advice, basis, from, to, hide, overridable = true } = found;
  return {
    rule,
    severity,
    where: place.where,
    excerpt: maskedExcerpt(place.text, from, to, hide),
    advice: `${hiddenAdvice(place.hidden)}${advice}`,
    basis: [...basis],
    overridable,
  };
}
