import type { ItemKind, ItemMetadata } from '../contexts/publications/contract.ts';

/** Screen words of coded values; the glossary's third column. */

export const kindWords: Readonly<Record<ItemKind, string>> = {
  news: '工作动态',
  notice: '通知公告',
  'normative-document': '行政规范性文件',
  interpretation: '政策解读',
  guide: '公开指南',
  'rules-of-openness': '公开制度',
  'budget-report': '预算决算',
  'personnel-notice': '人事信息',
  'work-plan': '工作计划',
  'meeting-record': '会议记录',
  'training-record': '培训记录',
  'gazette-note': '公报刊登',
  'annual-report': '年度报告',
  clarification: '情况澄清',
  statistics: '统计数据',
};

export const attributeWords: Readonly<Record<ItemMetadata['attribute'], string>> = {
  proactive: '主动公开',
  'on-request': '依申请公开',
  withheld: '不予公开',
};

export const validityWords: Readonly<Record<'in-force' | 'amended' | 'repealed' | 'expired', string>> = {
  'in-force': '有效',
  amended: '已修改',
  repealed: '废止',
  expired: '失效',
};

/** Beside a title in lists, feeds and hits. */
export const validityMarks: Readonly<Record<'amended' | 'repealed' | 'expired', string>> = {
  amended: '已修改',
  repealed: '已废止',
  expired: '已失效',
};

export const withdrawalWords: Readonly<Record<'published-in-error' | 'replaced' | 'repealed', string>> = {
  'published-in-error': '发布有误撤下',
  replaced: '已由新的信息替代',
  repealed: '已废止',
};

export const dutyStateWords = {
  'not-yet-due': '未到期',
  due: '应办',
  late: '逾期',
  met: '已履行',
  'met-late': '逾期履行',
  'not-applicable': '不适用',
} as const;

const shanghai = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hourCycle: 'h23',
});

function parts(at: string): Record<string, string> {
  return Object.fromEntries(shanghai.formatToParts(new Date(at)).map(part => [part.type, part.value]));
}

/** `2019-06-12 09:30`, the form 网页设计规范 asks for. */
export function minuteWords(at: string): string {
  const p = parts(at);
  return `${p['year']}-${p['month']}-${p['day']} ${p['hour']}:${p['minute']}`;
}

/** `2019-06-12` in Asia/Shanghai. */
export function dayOf(at: string): string {
  return minuteWords(at).slice(0, 10);
}

/** `2019年6月12日`, as GB/T 9704 writes a date: no leading zeros. */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

/** `1.2 MB` */
export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  if (bytes < 1024 * 1024) return `${Math.round(bytes / 1024)} KB`;
  return `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}
