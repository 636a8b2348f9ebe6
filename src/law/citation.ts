/** Where a rule comes from, as a value that reaches the screen, the letter and the log. */

/** Short names of every text in scope; `instruments.ts` says what each is and how far it is carried out. */
export type InstrumentName =
  | '政府信息公开条例'
  | '民法典'
  | '行政复议法'
  | '行政复议法实施条例'
  | '行政诉讼法'
  | '行政处罚法'
  | '行政许可法'
  | '预算法'
  | '政府采购法'
  | '政府采购法实施条例'
  | '个人信息保护法'
  | '保守国家秘密法'
  | '保守国家秘密法实施条例'
  | '邮政法'
  | '社会救助暂行办法'
  | '重大行政决策程序暂行条例'
  | '全国年节及纪念日放假办法'
  | '部分节假日安排的通知'
  | '政府信息公开信息处理费管理办法'
  | '国办公开办函〔2015〕207号'
  | '国办公开办函〔2016〕235号'
  | '国办公开办函〔2021〕30号'
  | '国办函〔2021〕132号'
  | '国办发〔2016〕61号'
  | '国办发〔2016〕80号'
  | '国办发〔2018〕118号'
  | '国发〔2019〕5号'
  | '发改办财金〔2018〕424号'
  | '民办函〔2019〕52号'
  | '民发〔2021〕57号'
  | '特困人员认定办法'
  | '法释〔2018〕1号'
  | '法释〔2025〕8号'
  | '政府信息公开目录系统实施指引'
  | '党政机关公文格式'
  | 'GB 32100-2015'
  | 'GB 11714'
  | 'GB 11643-1999'
  | '本机关规定';

/** One place in one text. A text without articles (a notice, a standard) is cited whole or by `part`. */
export interface Citation {
  readonly instrument: InstrumentName;
  readonly article?: number;
  readonly paragraph?: number;
  /** Number of the item （一）（二）… */
  readonly item?: number;
  /** A named part where the text has no articles, e.g. `一（一）`. */
  readonly part?: string;
}

/** How sure we are of a rule that is not read word for word in the text. It travels with every answer built on it. */
export type Mark = 'unverified' | 'inference';

/** The words a person reads beside a marked rule. */
export const markWords: Readonly<Record<Mark, string>> = {
  unverified: '此项依据尚未与原文逐字核对，按可配置的默认值计算，请法制机构确认。',
  inference: '此项由条文推断得出，按可配置的默认值计算，请法制机构确认。',
};

/** A citation: `cite('政府信息公开条例', 33, 2)` is article 33 paragraph 2. */
export function cite(
  instrument: InstrumentName,
  article?: number,
  paragraph?: number,
  item?: number,
): Citation {
  return {
    instrument,
    ...(article === undefined ? {} : { article }),
    ...(paragraph === undefined ? {} : { paragraph }),
    ...(item === undefined ? {} : { item }),
  };
}

/** A citation of a named part of a text without articles. */
export function citePart(instrument: InstrumentName, part: string): Citation {
  return { instrument, part };
}

const digits = ['零', '一', '二', '三', '四', '五', '六', '七', '八', '九'] as const;
const units = ['', '十', '百', '千'] as const;

/** 33 → 三十三, 110 → 一百一十; whole numbers from 0 to 9999, else a `RangeError`. */
export function chineseNumber(value: number): string {
  if (!Number.isInteger(value) || value < 0 || value > 9999) throw new RangeError('只能书写0至9999的整数。');
  if (value < 10) return digits[value] ?? '';
  let words = '';
  let gap = false;
  for (let power = 3; power >= 0; power -= 1) {
    const digit = Math.floor(value / 10 ** power) % 10;
    if (digit === 0) {
      gap = words !== '';
      continue;
    }
    words += `${gap ? '零' : ''}${digits[digit]}${units[power]}`;
    gap = false;
  }
  return words.startsWith('一十') ? words.slice(1) : words;
}

function titled(instrument: InstrumentName): string {
  // A document number or a standard's number stands alone; a title stands in book-title marks.
  return /号$|^GB |^本机关/.test(instrument) ? instrument : `《${instrument}》`;
}

/** 《政府信息公开条例》第三十三条第二款第（一）项. */
export function citationWords(citation: Citation): string {
  const { instrument, article, paragraph, item, part } = citation;
  return [
    titled(instrument),
    article === undefined ? '' : `第${chineseNumber(article)}条`,
    paragraph === undefined ? '' : `第${chineseNumber(paragraph)}款`,
    item === undefined ? '' : `第（${chineseNumber(item)}）项`,
    part ?? '',
  ].join('');
}

/** Several citations joined by 、. */
export function citationsWords(citations: readonly Citation[]): string {
  return citations.map(citationWords).join('、');
}

/** Equal in every part. */
export function sameCitation(a: Citation, b: Citation): boolean {
  return citationWords(a) === citationWords(b);
}
