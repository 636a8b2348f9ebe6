import { createHash } from 'node:crypto';
import type { Posting, PostingPicture, PostingPreview } from '../carrier.ts';
import { escaped } from '../carrier-parts/phone-page.ts';
import type { DraftArticle } from './api.ts';
import { type ArticleBlock, type ArticleBody, readArticle } from './article-html.ts';
import type { WechatSettings } from './settings.ts';

/** What becomes of a posting as an article: its words within the limits, and what a reader of the draft must know. */

type Problem = PostingPreview['problems'][number];

export interface Article {
  readonly title: string;
  readonly author: string;
  readonly digest: string;
  /** HTML whose pictures still have our own addresses. */
  readonly html: string;
  /** The pictures that the HTML shows, in order. */
  readonly pictures: readonly PostingPicture[];
  readonly isAbridged: boolean;
  readonly problems: readonly Problem[];
}

/** Characters counted for a picture's address: WeChat's own are longer than ours. */
const longestPictureAddress = 400;
const wideTable = 5;

const abridgedNote =
  '<p style="text-align:center">（篇幅所限，以上为节选。全文请点击文末“阅读原文”查看。）</p>';
const tableNote = '<p style="text-align:center">（此处表格请点击文末“阅读原文”查看。）</p>';
const homeNote = '<p>文中链接和附件请点击文末“阅读原文”查看。</p>';

/** The first `most` characters, whole ones, the last of them `…` where something is missing. */
export function cut(text: string, most: number): string {
  const characters = [...text];
  return characters.length <= most ? text : `${characters.slice(0, Math.max(0, most - 1)).join('')}…`;
}

function fits(html: string, pictures: number, { bodyCharacters, bodyBytes }: WechatSettings['limits']) {
  const room = pictures * longestPictureAddress;
  return html.length + room < bodyCharacters && Buffer.byteLength(html) + room < bodyBytes;
}

function picturesIn(html: string): number {
  return html.split('<img').length - 1;
}

function closing(body: ArticleBody): string {
  const lines = body.addresses.map((address, at) => `<p>[${at + 1}] ${escaped(address)}</p>`);
  const list = lines.length === 0 ? '' : `<p><strong>文中网址</strong></p>${lines.join('')}`;
  return `${list}${body.linksHome ? homeNote : ''}`;
}

/** As many whole blocks as there is room for; a table that is too large gives way to a line. */
function abridged(
  opening: string,
  blocks: readonly ArticleBlock[],
  limits: WechatSettings['limits'],
  summary: string,
) {
  let html = opening;
  let kept = 0;
  for (const block of blocks) {
    const next = fits(`${html}${block.html}${abridgedNote}`, picturesIn(html + block.html), limits)
      ? block.html
      : block.isTable
        ? tableNote
        : undefined;
    if (next === undefined || !fits(`${html}${next}${abridgedNote}`, picturesIn(html + next), limits)) break;
    html += next;
    kept += 1;
  }
  const instead = kept === 0 ? `<p>${escaped(cut(summary, 500))}</p>` : '';
  return `${html}${instead}${abridgedNote}`;
}

function composed(posting: Posting, opening: string, settings: WechatSettings) {
  const sources = new Set(posting.pictures.map(picture => picture.source));
  const { limits } = settings;
  for (const isStyled of [true, false]) {
    const body = readArticle(posting.bodyHtml, sources, { isStyled, isNumbered: true });
    const html = `${opening}${body.blocks.map(block => block.html).join('')}${closing(body)}`;
    if (fits(html, picturesIn(html), limits)) return { body, html, isAbridged: false };
  }
  const body = readArticle(posting.bodyHtml, sources, { isStyled: false, isNumbered: false });
  return { body, html: abridged(opening, body.blocks, limits, posting.summary), isAbridged: true };
}

function problemsOf(
  posting: Posting,
  { body, isAbridged }: { body: ArticleBody; isAbridged: boolean },
  names: { title: string; author: string; wantedAuthor: string; digest: string },
  { limits }: WechatSettings,
): Problem[] {
  const found: Problem[] = [];
  const note = (code: string, advice: string): void => void found.push({ code, advice, blocks: false });
  if (names.title !== posting.title)
    note(
      'wechat-title-cut',
      `标题超过公众号允许的${limits.title}字，将显示为“${names.title}”，正文开头会写出标题全文。`,
    );
  if (names.author !== names.wantedAuthor)
    note(
      'wechat-author-left-out',
      `作者“${names.wantedAuthor}”超过公众号允许的${limits.author}字，将不显示作者；需要显示的，请系统管理员在接口设置中填写简称。`,
    );
  if (names.digest !== posting.summary)
    note('wechat-digest-cut', `摘要超过公众号允许的${limits.digest}字，后面的部分不显示。`);
  if (isAbridged)
    note(
      'wechat-abridged',
      '正文超过公众号允许的长度，公众号上只发节选，并注明全文请点击文末“阅读原文”查看。',
    );
  if (body.addresses.length > 0 && !isAbridged)
    note('wechat-links-as-text', '公众号不保留外部链接，文中的链接改为编号，网址列在文末。');
  if (body.linksHome)
    note('wechat-links-home', '文中指向本网站的链接和附件不能在公众号中打开，将提示读者点击“阅读原文”。');
  if (body.strangePictures > 0)
    note(
      'wechat-picture-left-out',
      `有${body.strangePictures}张图片不在本稿件的图片之列，公众号会滤掉，请核对稿件。`,
    );
  if (body.widestTable > wideTable)
    note(
      'wechat-wide-table',
      `文中有${body.widestTable}列的表格，在手机上不易看清，建议另附图表或者请读者查看原文。`,
    );
  return found;
}

/** The article within the limits. Pure: the same posting and settings give the same article. */
export function articleOf(posting: Posting, settings: WechatSettings): Article {
  const { limits } = settings;
  const title = cut(posting.title, limits.title);
  const wantedAuthor = settings.author === '' ? posting.author : settings.author;
  const author = [...wantedAuthor].length <= limits.author ? wantedAuthor : '';
  const digest = cut(posting.summary, limits.digest);
  const opening = title === posting.title ? '' : `<p><strong>${escaped(posting.title)}</strong></p>`;
  const made = composed(posting, opening, settings);
  const shown = new Set([...made.html.matchAll(/<img src="([^"]*)"/g)].map(found => found[1]!));
  const pictures = posting.pictures.filter(picture => shown.has(escapedSource(picture.source)));
  const names = { title, author, wantedAuthor, digest };
  return {
    title,
    author,
    digest,
    html: made.html,
    pictures: [...new Map(pictures.map(picture => [picture.source, picture])).values()],
    isAbridged: made.isAbridged,
    problems: problemsOf(posting, made, names, settings),
  };
}

/** As the serialiser writes an address into an attribute. */
function escapedSource(source: string): string {
  return source.replaceAll('&', '&amp;').replaceAll('\u00a0', '&nbsp;').replaceAll('"', '&quot;');
}

/** The HTML with each picture's address replaced. Every picture must be named. */
export function withPictures(html: string, addressOf: (source: string) => string): string {
  return html.replace(/<img src="([^"]*)"/g, (_, source: string) => {
    const plain = source.replaceAll('&quot;', '"').replaceAll('&nbsp;', '\u00a0').replaceAll('&amp;', '&');
    return `<img src="${escapedSource(addressOf(plain))}"`;
  });
}

/** The draft as WeChat takes it. */
export function draftOf(
  article: Article,
  parts: { readonly publicUrl: string; readonly coverId: string; addressOf(source: string): string },
): DraftArticle {
  return {
    title: article.title,
    ...(article.author === '' ? {} : { author: article.author }),
    ...(article.digest === '' ? {} : { digest: article.digest }),
    content: withPictures(article.html, parts.addressOf),
    content_source_url: parts.publicUrl,
    thumb_media_id: parts.coverId,
    need_open_comment: 0,
  };
}

/** A short name for a picture in a task's progress. */
export function pictureKey(source: string): string {
  return `picture.${createHash('sha256').update(source).digest('hex').slice(0, 16)}`;
}
