import type { z } from 'zod';
import type { ChannelKind } from '../contexts/channels/contract.ts';
import type { citation, DisclosureAttribute, unitKind } from '../contexts/organisation/contract.ts';
import type { DutyState, obligationKind, personalData } from '../contexts/plan/contract.ts';
import type {
  InterpretationForm,
  ItemKind,
  ItemMetadata,
  VersionState,
  validity,
  withdrawalKind,
  withholdingGround,
} from '../contexts/publications/contract.ts';

/** The words of the console: one code, one Chinese word, everywhere the same. */

type WordsOf<Schema extends z.ZodType> = Readonly<Record<z.output<Schema> & string, string>>;

export const dutyStateWords: Readonly<Record<DutyState, string>> = {
  'not-yet-due': '未到期',
  due: '应办',
  late: '逾期',
  met: '已履行',
  'met-late': '逾期履行',
  'not-applicable': '不适用',
};

export const versionStateWords: Readonly<Record<VersionState, string>> = {
  draft: '草稿',
  'in-review': '审核中',
  returned: '已退回',
  approved: '待发布',
  scheduled: '定时发布',
  released: '已发布',
  superseded: '已更新替代',
  withdrawn: '已撤下',
  discarded: '已作废',
};

export const itemKindWords: Readonly<Record<ItemKind, string>> = {
  news: '工作动态',
  notice: '通知公告',
  'normative-document': '规范性文件',
  interpretation: '政策解读',
  guide: '公开指南',
  'rules-of-openness': '公开制度',
  'budget-report': '财政资金',
  'personnel-notice': '人事信息',
  'work-plan': '规划计划',
  'meeting-record': '会议公开',
  'training-record': '培训记录',
  'gazette-note': '公报信息',
  'annual-report': '年度报告',
  clarification: '回应澄清',
  statistics: '统计信息',
};

export const attributeWords: Readonly<Record<DisclosureAttribute, string>> = {
  proactive: '主动公开',
  'on-request': '依申请公开',
  withheld: '不予公开',
};

/** Each ground with the article that carries it. */
export const withholdingWords: WordsOf<typeof withholdingGround> = {
  'state-secret': '国家秘密（《政府信息公开条例》第十四条）',
  'law-forbids': '法律、行政法规禁止公开（《政府信息公开条例》第十四条）',
  'security-and-stability': '危及国家安全、公共安全、经济安全、社会稳定（《政府信息公开条例》第十四条）',
  'third-party': '商业秘密、个人隐私等损害第三方合法权益（《政府信息公开条例》第十五条）',
  'internal-affairs': '内部事务信息（《政府信息公开条例》第十六条第一款）',
  'process-information': '过程性信息（《政府信息公开条例》第十六条第二款）',
  'enforcement-file': '行政执法案卷信息（《政府信息公开条例》第十六条第二款）',
  'special-query': '法律、法规规定的专门查询事项（《政府信息公开条例》第三十六条第七项）',
};

export const validityWords: WordsOf<typeof validity> = {
  'in-force': '有效',
  amended: '已修改',
  repealed: '废止',
  expired: '失效',
};

export const withdrawalWords: WordsOf<typeof withdrawalKind> = {
  'published-in-error': '误发布',
  replaced: '被替代',
  repealed: '已废止',
};

export const retentionWords: Readonly<Record<ItemMetadata['retention'], string>> = {
  permanent: '永久',
  '30-years': '30 年',
  '10-years': '10 年',
};

export const metadataWords: Readonly<Record<keyof ItemMetadata, string>> = {
  issuer: '发文机关',
  documentNo: '发文字号',
  topic: '主题分类',
  genre: '体裁分类',
  writtenOn: '成文日期',
  effectiveOn: '施行日期',
  expiresOn: '失效日期',
  validity: '有效性',
  attribute: '公开属性',
  attributeReason: '不主动公开的情形',
  attributeNote: '公开属性说明',
  basis: '公开依据',
  keywords: '关键词',
  source: '信息来源',
  author: '作者（责任编辑）',
  retention: '保管期限',
  statisticalDefinition: '统计口径',
  relations: '文件关系',
  wideEffect: '涉及面广',
  interpretationPlan: '解读方案',
  interpretation: '解读形式和内容',
};

export const interpretationFormWords: Readonly<Record<InterpretationForm, string>> = {
  text: '文字解读',
  questions: '问答解读',
  'benefit-card': '惠民政策明白卡',
  chart: '图表解读',
  audio: '音频解读',
  video: '视频解读',
  comic: '漫画解读',
  interview: '访谈实录',
};

export const channelKindWords: Readonly<Record<ChannelKind, string>> = {
  website: '政府网站',
  wechat: '微信公众号',
  weibo: '官方微博',
  'notice-board': '公告栏',
  gazette: '政府公报',
  'press-conference': '新闻发布会',
  newspaper: '报刊',
  radio: '广播',
  television: '电视',
  interview: '在线访谈',
  'service-hall': '办事大厅',
  'credit-site': '信用网站',
  other: '其他',
};

export const limitSetByWords: Readonly<Record<string, string>> = {
  law: '法定期限',
  plan: '方案规定的期限',
  local: '本机关规定的更严期限',
  default: '系统默认期限',
};

export const obligationKindWords: WordsOf<typeof obligationKind> = {
  disclosure: '公开事项',
  procedure: '程序要求',
  platform: '平台建设',
  safeguard: '保障措施',
};

export const personalDataWords: WordsOf<typeof personalData> = {
  none: '不涉及个人信息',
  mask: '涉及个人信息，须遮盖后公开',
  'do-not-post': '涉及个人名单，不得上网',
};

export const unitKindWords: WordsOf<typeof unitKind> = {
  bureau: '本机关',
  leader: '局领导',
  section: '局机关科室',
  'direct-unit': '直属单位',
  county: '县级民政部门',
};

/** Forms an element takes, as the reader of plans and the packs name them. */
export const elementFormWords: Readonly<Record<string, string>> = {
  text: '文字',
  table: '表格',
  list: '清单',
  document: '文件',
  process: '流程',
  project: '项目',
  case: '案例',
  contact: '联系方式',
  map: '地图',
  action: '工作安排',
};

const breakdownWords: Readonly<Record<string, string>> = {
  item: '逐项',
  class: '分类',
  organisation: '分机构',
  county: '分县',
  facility: '分设施',
};

/** `county+class` → 分县、分类. */
export function breakdownInWords(breakdown: string | null): string {
  if (breakdown === null || breakdown === '') return '—';
  return breakdown
    .split('+')
    .map(part => breakdownWords[part] ?? part)
    .join('、');
}

const limitCodes: Readonly<Record<string, string>> = {
  promptly: '及时',
  immediately: '立即',
  'in-sync': '同步',
  regularly: '定期',
  'on-time': '按时',
  statutory: '法定期限',
  standing: '长期',
  daily: '每日',
  weekly: '每周',
  monthly: '每月',
  quarterly: '每季度',
  'half-yearly': '每半年',
  annual: '每年',
  'before publication': '公开之前',
  'year-end inspection': '年底检查',
  'all results': '全部结果',
  'seal on every item': '逐件盖章',
  'seal on every item unless special case': '逐件盖章，特殊情况除外',
};

/** A limit as the plan states it: `20wd` → 20 个工作日, `before 06-10` → 06-10 之前. */
export function statedLimitWords(limit: string): string {
  const period = /^(\d+)(wd|d|h|m)$/.exec(limit);
  if (period !== null) {
    const unit = { wd: '个工作日', d: '日', h: '小时', m: '个月' }[period[2] as 'wd' | 'd' | 'h' | 'm'];
    return `${period[1]} ${unit}`;
  }
  const before = /^before (\d[\d-]+)$/.exec(limit)?.[1];
  return before === undefined ? (limitCodes[limit] ?? limit) : `${before} 之前`;
}

const digits = '零一二三四五六七八九';

/** 33 → 三十三; article numbers stay below 10 000. */
export function chineseNumber(value: number): string {
  if (value < 10) return digits[value] ?? String(value);
  const places = ['', '十', '百', '千'];
  let words = '';
  let gap = false;
  const text = String(value);
  for (const [index, figure] of [...text].entries()) {
    const digit = Number(figure);
    if (digit === 0) {
      gap = true;
      continue;
    }
    words += `${gap ? '零' : ''}${digits[digit]}${places[text.length - 1 - index]}`;
    gap = false;
  }
  return words.replace(/^一十/, '十');
}

/** 《政府信息公开条例》第三十三条第二款. */
export function citationWords(cited: z.output<typeof citation>): string {
  const { instrument, article, paragraph, item, note } = cited;
  const name = /号$|^GB|^本机关|^[《“]/.test(instrument) ? instrument : `《${instrument}》`;
  return [
    name,
    article === undefined ? '' : `第${chineseNumber(article)}条`,
    paragraph === undefined ? '' : `第${chineseNumber(paragraph)}款`,
    item === undefined ? '' : `第（${chineseNumber(item)}）项`,
    note === undefined || note === '' ? '' : `（${note}）`,
  ].join('');
}

/** 2019-06-10 → 2019年6月10日. */
export function dayWords(day: string): string {
  const [year, month, date] = day.split('-').map(Number);
  return `${year}年${month}月${date}日`;
}

const momentFormat = new Intl.DateTimeFormat('zh-CN', {
  timeZone: 'Asia/Shanghai',
  year: 'numeric',
  month: '2-digit',
  day: '2-digit',
  hour: '2-digit',
  minute: '2-digit',
  hour12: false,
});

/** An instant on the clocks of Beijing, whatever the zone of this machine: 2019-06-10 09:30. */
export function momentWords(instant: string | null): string {
  if (instant === null || Number.isNaN(Date.parse(instant))) return '—';
  const parts = Object.fromEntries(momentFormat.formatToParts(new Date(instant)).map(p => [p.type, p.value]));
  return `${parts['year']}-${parts['month']}-${parts['day']} ${parts['hour']}:${parts['minute']}`;
}

/** 还有 3 个工作日 / 今天到期 / 已超 2 个工作日. */
export function daysLeftWords(daysLeft: number): string {
  if (daysLeft > 0) return `还有 ${daysLeft} 个工作日`;
  return daysLeft === 0 ? '今天到期' : `已超 ${-daysLeft} 个工作日`;
}

export function sizeWords(bytes: number): string {
  if (bytes < 1024) return `${bytes} 字节`;
  return bytes < 1024 * 1024 ? `${(bytes / 1024).toFixed(0)} KB` : `${(bytes / 1024 / 1024).toFixed(1)} MB`;
}

/** Options for a picker from a table of words. */
export function optionsOf<Code extends string>(table: Readonly<Record<Code, string>>) {
  return (Object.keys(table) as Code[]).map(value => ({ value, label: table[value] }));
}
