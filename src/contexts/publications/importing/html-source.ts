import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { basename, join } from 'node:path';
import { type DefaultTreeAdapterTypes, parse, serialize } from 'parse5';
import { AppError } from '../../../platform/app-error.ts';
import { decodeText } from '../../../platform/office-text/encoding.ts';
import { oldArticle } from '../contract/importing.ts';
import { longestRecord } from './byte-records.ts';
import { filesBelow, type ListedFile } from './folder-files.ts';
import { type OldSource, type SourceEntry, shownTitle, wordsOfIssues } from './source.ts';

/** A folder of an old site's pages; what they are is told by their META tags (国办函〔2018〕47号 names them). */

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** Where the usual systems put the text of an article. The first that is on the page counts. */
const usualContent = [
  ...['.TRS_Editor', '.TRS_UEDITOR', '#UCAP-CONTENT', '#zoom', '#Zoom', '#js_content', '#vsb_content'],
  ...['.v_news_content', '.article-content', '.article_content', '#content', '.content', 'article', 'main'],
];

function* elementsIn(parent: Parent): Generator<Element> {
  for (const child of parent.childNodes) {
    if (!('tagName' in child)) continue;
    yield child;
    yield* elementsIn(child);
  }
}

function attribute(element: Element, name: string): string | undefined {
  return element.attrs.find(each => each.name === name)?.value;
}

function matches(element: Element, selector: string): boolean {
  const name = selector.slice(1);
  if (selector.startsWith('#')) return attribute(element, 'id') === name;
  if (selector.startsWith('.')) return (attribute(element, 'class') ?? '').split(/\s+/).includes(name);
  return element.tagName === selector.toLowerCase();
}

function textOf(node: Node | Parent): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  if (['script', 'style'].includes(node.nodeName)) return '';
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

/** META tags by lower-case name; the first of a name counts. */
function metaTags(elements: readonly Element[]): Map<string, string> {
  const tags = new Map<string, string>();
  for (const element of elements) {
    if (element.tagName !== 'meta') continue;
    const name = (attribute(element, 'name') ?? attribute(element, 'property') ?? '').trim().toLowerCase();
    const content = (attribute(element, 'content') ?? '').trim();
    if (name !== '' && content !== '' && !tags.has(name)) tags.set(name, content);
  }
  return tags;
}

const datePattern =
  /(?:发布|发表|更新|成文)?(?:时间|日期)\s*[：:]\s*(\d{4}\s*[-年/.]\s*\d{1,2}\s*[-月/.]\s*\d{1,2}日?(?:\s+\d{1,2}:\d{2}(?::\d{2})?)?)/;

function declaredEncoding(bytes: Uint8Array): string | undefined {
  const head = Buffer.from(bytes.subarray(0, 2048)).toString('latin1');
  return /<meta[^>]+charset\s*=\s*["']?\s*([\w-]+)/i.exec(head)?.[1];
}

type Read = Pick<SourceEntry, 'title' | 'article' | 'words'>;

function unread(words: string, title = ''): Read {
  return { title, article: null, words: [words] };
}

function titleOf(elements: readonly Element[], meta: ReadonlyMap<string, string>): string {
  const of = (name: string) => {
    const found = elements.find(each => each.tagName === name);
    return found === undefined ? '' : textOf(found);
  };
  const candidates = [meta.get('articletitle') ?? '', of('h1'), meta.get('og:title') ?? '', of('title')];
  return (candidates.map(each => each.replace(/\s+/g, ' ').trim()).find(each => each !== '') ?? '').slice(
    0,
    300,
  );
}

/** One page as an article, or why it is none. `path` is its place in the folder; `content` are selectors asked first. */
export function readPage(html: string, path: string, content: readonly string[]): Read {
  const page = parse(html);
  const elements = [...elementsIn(page)];
  const meta = metaTags(elements);
  const title = titleOf(elements, meta);
  const body = [...content, ...usualContent]
    .map(selector => elements.find(each => matches(each, selector)))
    .find(each => each !== undefined);
  if (body === undefined)
    return unread('没有找到正文所在的部分。请在栏目对照表的 content 中写明，如“#content”。', title);
  const text = () => textOf(page).replace(/\s+/g, ' ');
  const publishedAt = meta.get('pubdate') ?? meta.get('publishdate') ?? datePattern.exec(text())?.[1];
  if (publishedAt === undefined)
    return unread('没有发布时间（META 标签 PubDate，或页面上的“发布时间：”），像是列表页或首页。', title);
  const optional = (value: string | undefined, name: string, most: number) =>
    value === undefined ? {} : { [name]: value.slice(0, most) };
  const read = oldArticle.safeParse({
    title,
    body: serialize(body),
    publishedAt: publishedAt.replace(/\s*([-年/.月])\s*/g, '$1'),
    column: meta.get('columnname') ?? '',
    url: meta.get('url') ?? `/${path.split('/').map(encodeURIComponent).join('/')}`,
    keywords: (meta.get('keywords') ?? '')
      .split(/[，,；;、|\s]+/)
      .filter(word => word !== '' && word.length <= 50)
      .slice(0, 30),
    ...optional(meta.get('contentsource'), 'source', 200),
    ...optional(meta.get('author'), 'author', 100),
    ...optional(meta.get('description') ?? meta.get('abstract'), 'summary', 2000),
  });
  if (read.success) return { title, article: read.data, words: [] };
  return { title, article: null, words: wordsOfIssues(read.error.issues) };
}

async function readFileAt(folder: string, file: ListedFile, content: readonly string[]): Promise<Read> {
  if (file.isLink) return unread('是指向别处的链接，不予读取。', basename(file.path));
  if (file.size > longestRecord)
    return unread(`超过 ${longestRecord / 1024 / 1024} MiB，没有读取。`, basename(file.path));
  try {
    const bytes = await readFile(join(folder, file.path));
    return readPage(decodeText(bytes, declaredEncoding(bytes)).text, file.path, content);
  } catch (error) {
    if (error instanceof AppError) return unread(error.message, basename(file.path));
    const { code } = error as NodeJS.ErrnoException;
    if (code === undefined) throw error;
    return unread('文件无法打开，请检查权限后重试。', basename(file.path).slice(0, shownTitle));
  }
}

export async function htmlSource(folder: string, content: readonly string[]): Promise<OldSource> {
  const files = await filesBelow(folder, /\.s?html?$/i);
  if (files.length === 0) throw new AppError('bad-input', { detail: `文件夹 ${folder} 中没有 HTML 文件。` });
  const hash = createHash('sha256');
  for (const { path, size, changedMs } of files) hash.update(`${path}\t${size}\t${changedMs}\n`);
  return {
    name: basename(folder),
    digest: hash.digest('hex'),
    size: files.length,
    folder,
    async *entries(position) {
      for (const [at, file] of files.entries()) {
        if (at < position) continue;
        const read = await readFileAt(folder, file, content);
        yield { place: at + 1, where: file.path, base: file.path, until: at + 1, ...read };
      }
    },
  };
}
