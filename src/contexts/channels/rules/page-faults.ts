import type { SiteRuleId } from './site-rules.ts';

/** What is wrong with one page, from what was read of it. */

export interface PageLink {
  /** Path on the portal, or the whole address of somebody else's page. */
  readonly to: string;
  readonly isInside: boolean;
  /** Navigation, feeds and the like count as no content. */
  readonly isContent: boolean;
  readonly words: string;
}

export interface PageFacts {
  /** Path on the portal, with its question where it has one. */
  readonly path: string;
  readonly metas: readonly { readonly name: string; readonly content: string }[];
  readonly links: readonly PageLink[];
  /** Pictures, styles, scripts: path on the portal. */
  readonly resources: readonly string[];
  /** Sources of pictures that have no alternative text at all. */
  readonly bareImages: readonly string[];
  /** Days of list entries, `YYYY-MM-DD`. */
  readonly listDays: readonly string[];
  readonly mainText: string;
  readonly footerText: string;
  readonly footerLinks: readonly string[];
}

/** One fault at one place; the same fault on many pages is folded later. */
export interface Fault {
  readonly rule: SiteRuleId;
  readonly subject: string;
  readonly page: string;
  readonly words: string;
}

export type PageKind = 'home' | 'column' | 'article' | 'other';

const itemPath = /\/\d{4}\/\d{2}\/[^/]+$/;

export function isItemPath(path: string): boolean {
  return itemPath.test(path);
}

export function pageKind({ path, metas }: PageFacts, columns: ReadonlySet<string>): PageKind {
  if (path === '/') return 'home';
  if (columns.has(path)) return 'column';
  const has = (name: string) => metas.some(each => each.name === name);
  if (isItemPath(path) || has('ArticleTitle')) return 'article';
  return has('ColumnName') ? 'column' : 'other';
}

const siteTags = ['SiteName', 'SiteDomain', 'SiteIDCode'];
const columnTags = ['ColumnName', 'ColumnDescription', 'ColumnKeywords', 'ColumnType'];
const articleTags = ['ArticleTitle', 'PubDate', 'ContentSource'];
const optionalTags = ['Keywords', 'Author', 'Description', 'Image', 'Url'];
/** The 15 of the annex 网页设计规范. */
export const allTags = [...siteTags, ...columnTags, ...articleTags, ...optionalTags];

const demanded: Readonly<Record<PageKind, readonly string[]>> = {
  home: siteTags,
  other: siteTags,
  column: [...siteTags, ...columnTags],
  article: [...siteTags, ...columnTags, ...articleTags],
};

/** Tags of the site are the same everywhere: one fault for the whole of it. */
function tagSubject(name: string, path: string): string {
  return siteTags.includes(name) ? name : `${path} ${name}`;
}

/** Looked at from its own machine, a site shows nothing of the domain under which others reach it. */
const ownMachine = /^(localhost|127\.[\d.]+|\[::1\])$/;

function tagFaults(facts: PageFacts, kind: PageKind, host: string): Fault[] {
  const { path, metas } = facts;
  return allTags.flatMap(name => {
    const found = metas.filter(each => each.name === name).map(each => each.content.trim());
    const fault = (rule: SiteRuleId, words: string): Fault => ({
      ...{ rule, words, page: path },
      subject: tagSubject(name, path),
    });
    if (found.length === 0)
      return demanded[kind].includes(name) ? [fault('meta-missing', `没有 ${name} 标签。`)] : [];
    const faults: Fault[] = [];
    if (found.length > 1) faults.push(fault('meta-twice', `${name} 标签有${found.length}个。`));
    if (found.includes('')) faults.push(fault('meta-empty', `${name} 标签没有内容。`));
    if (found.some(each => /^(null|undefined|NaN)$/.test(each)))
      faults.push(fault('meta-null', `${name} 标签的内容是“${found[0]}”。`));
    else if (name === 'SiteDomain' && found[0] !== '' && found[0] !== host && !ownMachine.test(host))
      faults.push(fault('meta-domain', `SiteDomain 标签是“${found[0]}”，实际域名是“${host}”。`));
    return faults;
  });
}

interface FooterItem {
  readonly name: string;
  isThere(page: PageFacts): boolean;
}

const inText = (pattern: RegExp) => (page: PageFacts) => pattern.test(page.footerText);
const inLinks = (pattern: RegExp) => (page: PageFacts) => page.footerLinks.some(each => pattern.test(each));

/** What real footers of government sites carry (facts of the standards, 1.4). */
export const footerItems: readonly FooterItem[] = [
  { name: '主办单位', isThere: inText(/主办[^：:]{0,2}[：:]\s*\S/) },
  { name: '联系方式', isThere: inText(/(联系电话|地址|联系我们)[：:]?\s*\S/) },
  { name: '网站标识码', isThere: inText(/网站标识码[：:]\s*(bm\d{8}|\d{10}|N\d{9})/) },
  { name: 'ICP备案号', isThere: inText(/ICP备\s*\d+号/) },
  { name: '公安备案号', isThere: inText(/公网安备\s*\d+号/) },
  {
    name: '党政机关网站标识',
    isThere: page => inLinks(/bszs\.conac\.cn/)(page) || /党政机关/.test(page.footerText),
  },
  { name: '“我为政府网站找错”', isThere: inLinks(/zfwzgl\.www\.gov\.cn|\/exposure\/jiucuo/) },
  { name: '网站地图', isThere: inText(/(网站|站点)地图/) },
];

function footerFaults(page: PageFacts): Fault[] {
  return footerItems
    .filter(item => !item.isThere(page))
    .map(({ name }) => ({
      rule: 'footer-missing',
      subject: name,
      page: page.path,
      words: `页尾没有${name}。`,
    }));
}

const moment = /^\d{4}-\d{2}-\d{2} \d{2}:\d{2}(:\d{2})?$/;
const shownDay = /\d{4}\s*[-年./]\s*\d{1,2}\s*[-月./]\s*\d{1,2}/;

function timeFaults(page: PageFacts): Fault[] {
  const told = page.metas.find(each => each.name === 'PubDate')?.content.trim() ?? '';
  const words = [
    ...(moment.test(told) ? [] : ['PubDate 标签没有写成 2019-06-20 09:00 的形式']),
    ...(shownDay.test(page.mainText) ? [] : ['网页上没有显示发布时间']),
  ];
  if (words.length === 0) return [];
  return [
    {
      rule: 'publish-time-missing',
      subject: page.path,
      page: page.path,
      words: `${words.join('，')}。`,
    },
  ];
}

function imageFaults(page: PageFacts): Fault[] {
  return page.bareImages.map(source => ({
    rule: 'image-alt-missing',
    subject: `${page.path} ${source}`,
    page: page.path,
    words: `图片 ${source} 没有替代文字。`,
  }));
}

/** Everything that one page shows by itself. `host` is the one it is served under, without port. */
export function pageFaults(
  page: PageFacts,
  around: { readonly columns: ReadonlySet<string>; readonly host: string },
): Fault[] {
  const kind = pageKind(page, around.columns);
  return [
    ...tagFaults(page, kind, around.host),
    ...footerFaults(page),
    ...(kind === 'article' ? timeFaults(page) : []),
    ...imageFaults(page),
  ];
}
