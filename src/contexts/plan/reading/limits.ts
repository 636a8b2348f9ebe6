import { numeralValue } from './outline-marks.ts';
import type { PlanLimit } from './plan-reading.ts';
import { plainPunctuation } from './punctuation.ts';

const number = '(\\d{1,4}|[一二两三四五六七八九十百]{1,5})';

function amount(text: string | undefined): number {
  return numeralValue((text ?? '').replaceAll('两', '二'));
}

/** Last day of a month as the plan's `MM-DD`; February as the 28th, since the year need not be known. */
function monthEnd(month: number): string {
  const last = month === 2 ? 28 : [4, 6, 9, 11].includes(month) ? 30 : 31;
  return monthDay(month, last);
}

function monthDay(month: number, day: number): string {
  return `${String(month).padStart(2, '0')}-${String(day).padStart(2, '0')}`;
}

function before(year: string | undefined, rest: string): string {
  return `before ${year === undefined ? '' : `${year}-`}${rest}`;
}

type Reader = (match: RegExpExecArray) => string | undefined;

const monthOf = (text: string | undefined): number | undefined => {
  const month = amount(text);
  return month >= 1 && month <= 12 ? month : undefined;
};

const year = '(?:(\\d{4})\\s*年\\s*)?';
const prior = '\\s*(?:以前|之前|前)';

/** Limits with a number: each occurrence counts. In order; a stretch once read is not read again. */
const exact: readonly (readonly [RegExp, Reader])[] = [
  [new RegExp(`${number}\\s*个?\\s*(?:法定)?工作日`, 'g'), m => `${amount(m[1])}wd`],
  [new RegExp(`${number}\\s*个?\\s*(?:小时|钟头)(?:之?内|以内)?`, 'g'), m => `${amount(m[1])}h`],
  [
    new RegExp(`${year}${number}\\s*月\\s*${number}\\s*[日号]${prior}`, 'g'),
    m => {
      const month = monthOf(m[2]);
      const day = amount(m[3]);
      return month === undefined || !(day >= 1 && day <= 31) ? undefined : before(m[1], monthDay(month, day));
    },
  ],
  [
    new RegExp(`${year}${number}\\s*月\\s*(?:底|末)(?:${prior})?`, 'g'),
    m => {
      const month = monthOf(m[2]);
      return month === undefined ? undefined : before(m[1], monthEnd(month));
    },
  ],
  [
    new RegExp(`${year}${number}\\s*月\\s*(上|中|下)旬(?:${prior})?`, 'g'),
    m => {
      const month = monthOf(m[2]);
      if (month === undefined) return undefined;
      return before(
        m[1],
        m[3] === '上' ? monthDay(month, 10) : m[3] === '中' ? monthDay(month, 20) : monthEnd(month),
      );
    },
  ],
  [/(?:(\d{4})\s*年\s*)?(?:年底|年末|年终)\s*(?:以前|之前|前)/g, m => before(m[1], '12-31')],
  [
    /(?:第?([一二三四1-4])季度)\s*(?:结束)?\s*(?:以前|之前|前|内|底)/g,
    m => `before ${['03-31', '06-30', '09-30', '12-31'][amount(m[1]) - 1]}`,
  ],
  [new RegExp(`${number}\\s*(?:个?自然日|日|天)\\s*(?:之内|以内|内)`, 'g'), m => `${amount(m[1])}d`],
  [new RegExp(`${number}\\s*个\\s*月\\s*(?:之内|以内|内)`, 'g'), m => `${amount(m[1])}m`],
];

/** Limits without a number: each kind counts once in an item. */
const worded: readonly (readonly [RegExp, string])[] = [
  [/每半年|半年度?一次/g, 'half-yearly'],
  [/每个?季度|(?<![一二三四1-4])季度|按季/g, 'quarterly'],
  [/每个?月|按月|月度/g, 'monthly'],
  [/每周|按周/g, 'weekly'],
  [/每日|每天|每个?工作日/g, 'daily'],
  [/每年|年度内|按年度?(?=公|发|开|编)|一年一次|每年度/g, 'annual'],
  [/同步|同时(?=公开|公布|发布|组织|部署|报)/g, 'in-sync'],
  [/立即|第一时间|即时|即日起?/g, 'immediately'],
  [/及时/g, 'promptly'],
  [/定期/g, 'regularly'],
  [/按时|不超时|如期/g, 'on-time'],
  [/(?:规定|法定)的?(?:时限|期限|时间|时间内)内?|在规定时间/g, 'statutory'],
  [/长期坚持|持续推进|常态化(?=公开|推进|落实)|全年(?=推进|坚持|开展)/g, 'standing'],
  [/年终(?:检查|考核|验收)/g, 'year-end inspection'],
  [
    /(?:审查|审核|审批|备案|核准)[^。;]{0,60}后(?:予以|方可|方能|再|才能|才可)(?:公开|发布)/g,
    'before publication',
  ],
  [/(?:结果|情况|信息|事项|数据)全部(?=通过|在|予以|公开|公示|纳入)/g, 'all results'],
];

function seal(sentence: string): string | undefined {
  if (!/加盖(?:印章|公章|单位公章)/.test(sentence)) return undefined;
  return /除特殊情况/.test(sentence) ? 'seal on every item unless special case' : 'seal on every item';
}

/** The clauses around a limit, at most 40 characters: enough for a person to see what it is about. */
function subject(sentence: string, from: number, to: number): string {
  const start = sentence.lastIndexOf(',', from - 1) + 1;
  const stop = sentence.indexOf(',', to);
  let text = sentence.slice(start, stop < 0 ? sentence.length : stop);
  if (text.length - (to - from) < 8 && start > 0) {
    text = sentence.slice(sentence.lastIndexOf(',', start - 2) + 1, stop < 0 ? sentence.length : stop);
  }
  const trimmed = text.trim();
  return trimmed.length > 40 ? `${trimmed.slice(0, 39)}…` : trimmed;
}

interface Hit {
  readonly from: number;
  readonly limit: PlanLimit;
}

function exactHits(sentence: string): { hits: Hit[]; left: string } {
  const hits: Hit[] = [];
  let left = sentence;
  for (const [pattern, read] of exact) {
    for (const match of left.matchAll(pattern)) {
      const limit = read(match as RegExpExecArray);
      if (limit === undefined || /NaN|undefined/.test(limit)) continue;
      const to = match.index + match[0].length;
      hits.push({
        from: match.index,
        limit: { what: subject(sentence, match.index, to), limit, raw: match[0] },
      });
      left = left.slice(0, match.index) + '\u0001'.repeat(match[0].length) + left.slice(to);
    }
  }
  return { hits, left };
}

/**
 * Limits and cadences a text states, in the order of the text. Numbers of working days, days, months and hours, days of
 * the year, cadences, and the words 及时, 同步, 定期, 按时, 规定时限. `limit` is in the vocabulary of `PlanLimit`.
 */
export function readLimits(text: string): PlanLimit[] {
  const found: PlanLimit[] = [];
  const add = (limit: PlanLimit, once: boolean): void => {
    if (!found.some(known => known.limit === limit.limit && (once || known.what === limit.what)))
      found.push(limit);
  };
  for (const sentence of plainPunctuation(text).split(/[。;\n]/)) {
    const { hits, left } = exactHits(sentence);
    for (const { limit } of hits.sort((a, b) => a.from - b.from)) add(limit, false);
    for (const [pattern, limit] of worded) {
      const match = new RegExp(pattern.source).exec(left);
      if (match === null) continue;
      const what = subject(sentence, match.index, match.index + match[0].length);
      add({ what, limit, raw: match[0] }, true);
    }
    const sealed = seal(sentence);
    if (sealed !== undefined)
      add({ what: sentence.trim().slice(0, 40), limit: sealed, raw: '加盖印章' }, true);
  }
  return found;
}

/** A cell or bracket that holds nothing but a limit: what the words above do not read is kept as written. */
export function readStatedLimit(text: string, what: string): PlanLimit[] {
  const raw = text.replace(/\s+/g, ' ').trim();
  if (raw === '' || /^[-—–/无]+$/.test(raw)) return [];
  const plain = plainPunctuation(raw);
  const day =
    /^(\d{4})-(\d{2})-(\d{2})$/.exec(plain) ?? /^(\d{4})[./年](\d{1,2})[./月](\d{1,2})日?$/.exec(plain);
  if (day !== null) {
    return [{ what, limit: `before ${day[1]}-${monthDay(Number(day[2]), Number(day[3]))}`, raw }];
  }
  const open = /^(\d{4}年)?\s*(\d{1,2})月(?:(\d{1,2})日)?$/.exec(plain);
  const known = readLimits(open === null ? plain : `${plain}${open[3] === undefined ? '底' : ''}前`);
  if (known.length > 0) return known.map(limit => ({ ...limit, what, raw }));
  const standing = /^(全年|长期|持续|常年|长期坚持)/.test(plain)
    ? 'standing'
    : /^年底|年末/.test(plain)
      ? 'before 12-31'
      : raw;
  return [{ what, limit: standing, raw }];
}
