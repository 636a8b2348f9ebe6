import type { FindingLevel } from '../contract.ts';

/**
 * What the check of our website looks for. The words are those of 《政府网站与政务新媒体检查指标》（国办秘函〔2019〕19号） and
 * 《政府网站发展指引》（国办发〔2017〕47号）. Points of the deductions are not told: the text was not read to that depth.
 */

export interface SiteRule {
  readonly name: string;
  readonly level: FindingLevel;
  /** Indicator of the national list. */
  readonly indicator: string;
  readonly advice: string;
  readonly who: string;
}

const centre = '信息中心';
const section = '栏目责任科室';
const keeper = '系统管理员';

export const siteRules = {
  'site-unreachable': {
    name: '网站不能打开',
    level: 'veto',
    indicator: '站点无法访问',
    advice: '请检查服务器、网络和域名解析，恢复后再次核对。',
    who: keeper,
  },
  'home-stale': {
    name: '首页没有更新',
    level: 'veto',
    indicator: '首页不更新',
    advice: '请尽快发布工作动态、通知公告等信息，发布时间应真实。',
    who: centre,
  },
  'column-stale': {
    name: '栏目没有更新',
    level: 'veto',
    indicator: '栏目不更新',
    advice: '请发布应当公开的信息；确实没有内容的，研究合并或者撤销栏目。',
    who: section,
  },
  'column-empty': {
    name: '空白栏目',
    level: 'veto',
    indicator: '栏目不更新（空白栏目）',
    advice: '请补充内容；暂时没有内容的栏目不对外开放。',
    who: section,
  },
  'withdrawn-open': {
    name: '撤下的网页仍能打开',
    level: 'veto',
    indicator: '安全、泄密事故等严重问题（风险）',
    advice: '请立即查明原因并清除缓存，再到“渠道发布”核对撤下情况。',
    who: centre,
  },
  'dead-link': {
    name: '链接不能打开',
    level: 'deduct',
    indicator: '可用性',
    advice: '请改正或者删去链接；本站网页的，按修订程序更正。',
    who: section,
  },
  'attachment-dead': {
    name: '附件不能下载',
    level: 'deduct',
    indicator: '可用性',
    advice: '请重新上传附件，按修订程序更正。',
    who: section,
  },
  'outside-link': {
    name: '外部链接不能打开',
    level: 'deduct',
    indicator: '可用性',
    advice: '请核对对方网站的新地址，改正或者删去链接。',
    who: section,
  },
  'redirect-loop': {
    name: '循环跳转',
    level: 'deduct',
    indicator: '可用性',
    advice: '请检查网页服务器和旧网址的跳转设置。',
    who: keeper,
  },
  'footer-missing': {
    name: '页尾缺少标识',
    level: 'deduct',
    indicator: '网站标识',
    advice: '请向主管单位取得后填入站点设置（site.yaml），不得编造。',
    who: centre,
  },
  'meta-missing': {
    name: '缺少网页标签',
    level: 'deduct',
    indicator: '网页标签规范',
    advice: '请补全站点设置、栏目说明或者信息的来源、发布时间。',
    who: centre,
  },
  'meta-empty': {
    name: '网页标签是空的',
    level: 'deduct',
    indicator: '网页标签规范',
    advice: '请补全标签内容；没有内容的可选标签不要输出。',
    who: centre,
  },
  'meta-null': {
    name: '网页标签写成 null',
    level: 'deduct',
    indicator: '网页标签规范',
    advice: '请补全标签内容，并报告系统管理员。',
    who: keeper,
  },
  'meta-twice': {
    name: '网页标签重复',
    level: 'deduct',
    indicator: '网页标签规范',
    advice: '同一网页每个标签只应有一个，请报告系统管理员。',
    who: keeper,
  },
  'meta-domain': {
    name: '网站域名标签与实际域名不一致',
    level: 'deduct',
    indicator: '网页标签规范',
    advice: '请把站点设置（site.yaml）的 domain 改为实际域名。',
    who: keeper,
  },
  'publish-time-missing': {
    name: '没有发布时间',
    level: 'deduct',
    indicator: '发布时间（没有发布时间的视为不更新）',
    advice: '请按修订程序补充发布时间，写作 2019-06-20 09:00 的形式。',
    who: section,
  },
  'image-alt-missing': {
    name: '图片没有替代文字',
    level: 'advice',
    indicator: '无障碍',
    advice: '请给图片写明替代文字；只作装饰的写成空的替代文字。',
    who: section,
  },
  'page-too-large': {
    name: '网页过大',
    level: 'advice',
    indicator: '页面加载',
    advice: '请把大段数据改为附件，或者分页显示。',
    who: section,
  },
  'page-slow': {
    name: '网页打开缓慢',
    level: 'advice',
    indicator: '页面加载（不宜超过3秒）',
    advice: '请在不忙的时候再次核对；仍然缓慢的，报告系统管理员。',
    who: keeper,
  },
} as const satisfies Readonly<Record<string, SiteRule>>;

export type SiteRuleId = keyof typeof siteRules;

export function siteRule(id: string): SiteRule | undefined {
  return Object.hasOwn(siteRules, id) ? siteRules[id as SiteRuleId] : undefined;
}
