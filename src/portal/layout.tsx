import type { ComponentChildren } from 'preact';
import { render } from 'preact-render-to-string';
import { trail } from './columns.ts';
import { Link, safeAddress } from './link.tsx';
import { ReadingTools } from './reading-tools.tsx';
import type { ColumnNode, Site } from './view.ts';

/** META tags of 《政府网站发展指引》 annex 网页设计规范： site, column and content tags. */
export interface PageTags {
  readonly column?: ColumnNode | undefined;
  readonly article?: {
    readonly title: string;
    /** `YYYY-MM-DD HH:MM` */
    readonly pubDate: string;
    readonly source: string;
    readonly keywords: string;
    readonly author: string;
    readonly description: string;
    readonly url: string;
  };
}

export interface PageFrame {
  readonly site: Site;
  readonly roots: readonly ColumnNode[];
  readonly title: string;
  /** Path of this page without the base path. */
  readonly path: string;
  readonly tags: PageTags;
  /** Breadcrumb after the home page; the last one is this page. */
  readonly crumbs: readonly { readonly name: string; readonly path?: string }[];
  readonly feed?: string;
  readonly robots?: string;
  /** A script of ours beside the one of every page; path without the base path. */
  readonly moreScript?: string;
  /** Schema.org description as a plain object. */
  readonly structured?: unknown;
}

/** A path inside the portal, with the base path in front. */
export function href(site: Site, path: string): string {
  const { branch } = site;
  return `${branch === undefined || branch.owns(path) ? site.basePath : branch.main}${path}`;
}

/** Style, script, pictures and attachments, which every site takes from the same place. */
export function assetHref(site: Site, path: string): string {
  return `${site.branch?.assets ?? site.basePath}${path}`;
}

const itemPath = /\/\d{4}\/\d{2}\/[^/]+$/;

/** The one address of what stands at a path, with scheme and host: that of an item is on the main portal. */
export function addressOf(site: Site, path: string): string {
  const { branch } = site;
  const own = branch !== undefined && itemPath.test(path) ? `${branch.main}${path}` : href(site, path);
  return own.startsWith('/') ? site.origin + own : own;
}

export function crumbsOf(column: ColumnNode): { name: string; path: string }[] {
  return trail(column).map(node => ({ name: node.name, path: node.path }));
}

function Tag(props: { name: string; content: string }) {
  return props.content === '' ? null : <meta name={props.name} content={props.content} />;
}

function columnTags(column: ColumnNode) {
  const words = column.keywords.length > 0 ? column.keywords.join(',') : column.name;
  const types = column.types.length > 0 ? column.types.join(',') : column.name;
  return [
    <Tag name="ColumnName" content={column.name} />,
    <Tag name="ColumnDescription" content={column.description} />,
    <Tag name="ColumnKeywords" content={words} />,
    <Tag name="ColumnType" content={types} />,
  ];
}

/** A description for search engines; nothing in it can end the element. */
function Described({ what }: { what: unknown }) {
  const html = JSON.stringify(what).replaceAll('<', '\\u003c');
  return <script type="application/ld+json" dangerouslySetInnerHTML={{ __html: html }} />;
}

/** The way to this page, as schema.org has it. */
function breadcrumbs({ site, crumbs, path }: PageFrame): unknown {
  const steps = [{ name: '首页', path: '/' }, ...crumbs];
  return {
    '@context': 'https://schema.org',
    '@type': 'BreadcrumbList',
    itemListElement: steps.map((step, at) => ({
      '@type': 'ListItem',
      position: at + 1,
      name: step.name,
      item: addressOf(site, step.path ?? path),
    })),
  };
}

/** How a link to this page is shown elsewhere (Open Graph). */
function OpenGraph({ frame }: { frame: PageFrame }) {
  const { site, tags, title, path } = frame;
  const about = tags.article?.description ?? tags.column?.description ?? site.description;
  const properties = [
    ['og:site_name', site.name],
    ['og:title', title],
    ['og:type', tags.article === undefined ? 'website' : 'article'],
    ['og:url', addressOf(site, path)],
    ['og:description', about],
    ['og:locale', 'zh_CN'],
  ];
  return (
    <>
      {properties.map(([property, content]) =>
        content === '' ? null : <meta property={property} content={content} />,
      )}
    </>
  );
}

function Head({ frame }: { frame: PageFrame }) {
  const { site, tags } = frame;
  const article = tags.article;
  return (
    <head>
      <meta charset="utf-8" />
      <meta name="viewport" content="width=device-width, initial-scale=1" />
      <title>{frame.title === site.name ? site.name : `${frame.title}-${site.name}`}</title>
      <Tag name="SiteName" content={site.name} />
      <Tag name="SiteDomain" content={site.domain} />
      <Tag name="SiteIDCode" content={site.idCode} />
      {tags.column !== undefined && columnTags(tags.column)}
      {article !== undefined && [
        <Tag name="ArticleTitle" content={article.title} />,
        <Tag name="PubDate" content={article.pubDate} />,
        <Tag name="ContentSource" content={article.source} />,
        <Tag name="Keywords" content={article.keywords} />,
        <Tag name="Author" content={article.author} />,
        <Tag name="Description" content={article.description} />,
        <Tag name="Url" content={article.url} />,
      ]}
      {frame.robots !== undefined && <meta name="robots" content={frame.robots} />}
      <link rel="canonical" href={safeAddress(addressOf(site, frame.path))} />
      <link rel="stylesheet" href={assetHref(site, site.assets.style)} />
      <link rel="icon" href={assetHref(site, '/assets/icon.svg')} type="image/svg+xml" />
      {frame.feed !== undefined && (
        <link rel="alternate" type="application/atom+xml" title={frame.title} href={href(site, frame.feed)} />
      )}
      {frame.robots === undefined && <OpenGraph frame={frame} />}
      {frame.structured !== undefined && <Described what={frame.structured} />}
      {frame.crumbs.length > 0 && <Described what={breadcrumbs(frame)} />}
      <script src={assetHref(site, site.assets.script)} defer />
      {frame.moreScript !== undefined && <script src={assetHref(site, frame.moreScript)} defer />}
    </head>
  );
}

function Header({ frame }: { frame: PageFrame }) {
  const { site, roots } = frame;
  const current = frame.tags.column === undefined ? null : (trail(frame.tags.column)[0]?.id ?? null);
  return (
    <header class="site-header">
      <div class="band">
        <div class="wide bar">
          <Link to={href(site, '/')} class="wordmark">
            <span class="wordmark-name">{site.bureau}</span>
            <span class="wordmark-sub">政务公开</span>
          </Link>
          <form class="search" action={href(site, '/search')} method="get" role="search">
            <label class="visually-hidden" for="site-search">
              搜索公开信息
            </label>
            <input
              id="site-search"
              name="q"
              type="search"
              placeholder="标题、正文、文号或索引号"
              maxLength={200}
            />
            <button type="submit">搜索</button>
          </form>
        </div>
      </div>
      <nav class="main-nav" aria-label="主导航">
        <div class="wide">
          <ul>
            <li>
              <Link to={href(site, '/')} current={frame.path === '/'}>
                首页
              </Link>
            </li>
            {roots.map(root => (
              <li>
                <Link to={href(site, root.path)} current={root.id === current}>
                  {root.name}
                </Link>
              </li>
            ))}
            <li>
              <Link to={href(site, '/ledger/')} current={frame.path.startsWith('/ledger/')}>
                公开台账
              </Link>
            </li>
            <li>
              <Link to={href(site, '/data/')} current={frame.path.startsWith('/data/')}>
                数据
              </Link>
            </li>
          </ul>
        </div>
      </nav>
    </header>
  );
}

/** Links of the site this one is part of. */
function SurroundingLinks({ site }: { site: Site }) {
  const links = site.headerLinks ?? [];
  if (links.length === 0) return null;
  return (
    <nav class="above" aria-label="上级网站和相关网站">
      <ul class="wide">
        {links.map(({ name, url }) => (
          <li>
            <Link to={url}>{name}</Link>
          </li>
        ))}
      </ul>
    </nav>
  );
}

/** Head or foot of the site this one is part of, as that site writes it. */
function Surround({ html, place }: { html: string | undefined; place: 'header' | 'footer' }) {
  if (html === undefined || html === '') return null;
  return <div class={`surround-${place}`} dangerouslySetInnerHTML={{ __html: html }} />;
}

function Breadcrumb({ frame }: { frame: PageFrame }) {
  if (frame.crumbs.length === 0) return null;
  const { site } = frame;
  return (
    <nav class="breadcrumb wide" aria-label="当前位置">
      <span aria-hidden="true">当前位置：</span>
      <ol>
        {site.parentSite !== null && (
          <li>
            <Link to={site.parentSite.url}>{site.parentSite.name}</Link>
          </li>
        )}
        <li>
          <Link to={href(site, '/')}>首页</Link>
        </li>
        {frame.crumbs.map((crumb, at) => (
          <li>
            {at === frame.crumbs.length - 1 || crumb.path === undefined ? (
              <span aria-current="page">{crumb.name}</span>
            ) : (
              <Link to={href(site, crumb.path)}>{crumb.name}</Link>
            )}
          </li>
        ))}
      </ol>
    </nav>
  );
}

function Footer({ frame }: { frame: PageFrame }) {
  const { site } = frame;
  const page = encodeURIComponent(addressOf(site, frame.path));
  return (
    <footer class="site-footer">
      <div class="wide">
        <ul class="footer-links">
          <li>
            <Link to={href(site, '/sitemap.html')}>网站地图</Link>
          </li>
          <li>
            <Link to={href(site, '/normative/')}>规范性文件</Link>
          </li>
          <li>
            <Link to={href(site, '/log/')}>公开日志</Link>
          </li>
          <li>
            <Link to={href(site, '/calculator')}>期限计算器</Link>
          </li>
          <li>
            <Link to={href(site, '/feed.xml')}>订阅</Link>
          </li>
          <li>
            <Link to={href(site, '/accessibility')}>无障碍说明</Link>
          </li>
          {site.idCode !== '' && (
            <li>
              <Link
                to={`https://zfwzgl.www.gov.cn/exposure/jiucuo.html?site_code=${site.idCode}&url=${page}`}
                rel="external"
              >
                我为政府网站找错
              </Link>
            </li>
          )}
          <li>
            <Link to={href(site, '/console/')}>工作人员登录</Link>
          </li>
        </ul>
        {(site.friendLinks ?? []).length > 0 && (
          <ul class="footer-links" aria-label="友情链接">
            {site.friendLinks?.map(({ name, url }) => (
              <li>
                <Link to={url} rel="external">
                  {name}
                </Link>
              </li>
            ))}
          </ul>
        )}
        <p>
          主办单位：{site.sponsor}
          {site.organiser !== '' && `  承办单位：${site.organiser}`}
        </p>
        <p>
          {site.address !== '' && `地址：${site.address}  `}
          {site.postcode !== '' && `邮政编码：${site.postcode}  `}
          {site.phone !== '' && `联系电话：${site.phone}`}
        </p>
        <p>
          {site.idCode !== '' && `网站标识码：${site.idCode}  `}
          {site.icp !== '' && `${site.icp}  `}
          {site.police}
        </p>
      </div>
    </footer>
  );
}

function Page({ frame, children }: { frame: PageFrame; children: ComponentChildren }) {
  const { site } = frame;
  return (
    <html lang="zh-CN">
      <Head frame={frame} />
      <body>
        <a class="skip" href="#main">
          跳到主要内容
        </a>
        <ReadingTools />
        {site.isDemo && (
          <p class="demo-mark" role="note">
            演示数据：本站内容均为虚构，仅用于展示系统功能，不代表任何真实机关和个人。
          </p>
        )}
        <Surround html={site.surround?.header} place="header" />
        <SurroundingLinks site={site} />
        <Header frame={frame} />
        <Breadcrumb frame={frame} />
        <main id="main" class="wide" tabIndex={-1}>
          {children}
        </main>
        <Footer frame={frame} />
        <Surround html={site.surround?.footer} place="footer" />
      </body>
    </html>
  );
}

/** A whole page as bytes-to-be. */
export function renderPage(frame: PageFrame, body: ComponentChildren): string {
  return `<!doctype html>\n${render(<Page frame={frame}>{body}</Page>)}`;
}
