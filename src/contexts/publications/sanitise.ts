import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5';
import sanitizeHtml from 'sanitize-html';
import { AppError } from '../../platform/app-error.ts';

/**
 * What of a pasted text is kept. Whatever the editor did, the server lets through only these elements and attributes:
 * Word's and WPS's styles, scripts, handlers and foreign addresses stay outside.
 */

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

/** Bytes (UTF-8) of a body as it is stored. */
export const maximumBodySize = 4 * 1024 * 1024;
/** Bytes of a body as it is pasted: Word's markup is several times the text. */
export const maximumPasteSize = 8 * 1024 * 1024;
const deepestNesting = 256;

const blockNames = new Set(
  'p h1 h2 h3 h4 h5 h6 ul ol li table caption thead tbody tfoot tr td th blockquote hr div section article figure figcaption dl dt dd pre center'.split(
    ' ',
  ),
);
const alignments = new Set(['left', 'center', 'right', 'justify']);
const alignedNames = new Set(['p', 'h2', 'h3', 'h4', 'td', 'th']);
const fileAddress = /^\/files\/[0-9a-f]{64}\/[^/?#]{1,200}$/;

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function hasBlockInside(element: Element): boolean {
  return element.childNodes.some(
    child => isElement(child) && (blockNames.has(child.tagName) || hasBlockInside(child)),
  );
}

function tooDeep(root: Parent): boolean {
  let level: Node[] = [...root.childNodes];
  for (let depth = 0; level.length > 0; depth += 1) {
    if (depth > deepestNesting) return true;
    level = level.flatMap(node => (isElement(node) ? node.childNodes : []));
  }
  return false;
}

/** Elements that need no end tag, or that an open one of the same kind closes: they do not nest without a limit. */
const selfEnding =
  /^(?:p|li|t[dhr]|tbody|thead|tfoot|col|dt|dd|option|br|hr|img|input|meta|link|wbr|area|base|embed|source|track|param)$/;
const mostOpenTags = 2000;

/** Counts open tags before the parser runs: its time grows with the square of the depth. */
function opensTooMany(html: string): boolean {
  let open = 0;
  for (const [, end, name, last] of html.matchAll(/<(\/?)([a-z][a-z0-9]*)[^<>]*?(\/?)>/gi)) {
    if (selfEnding.test(name!.toLowerCase()) || last === '/') continue;
    open = Math.max(0, open + (end === '/' ? -1 : 1));
    if (open > mostOpenTags) return true;
  }
  return false;
}

function nestedTooDeep(): AppError {
  return new AppError('bad-input', { detail: '粘贴的内容嵌套层次过深，无法处理。请先粘贴为纯文本再排版。' });
}

const blockSpelling = /^(?:div|section|article|center|figure|figcaption|dl|dt|dd|pre)$/;

/** Boxes of a web page become paragraphs where they hold a line of text, and fall away where they hold blocks. */
function unboxed(parent: Parent): void {
  const children: Node[] = [];
  for (const child of parent.childNodes) {
    if (!isElement(child)) {
      children.push(child);
      continue;
    }
    unboxed(child);
    if (blockSpelling.test(child.tagName) && hasBlockInside(child)) children.push(...child.childNodes);
    else {
      if (blockSpelling.test(child.tagName)) child.tagName = child.nodeName = 'p';
      children.push(child);
    }
  }
  for (const child of children) child.parentNode = parent;
  parent.childNodes = children;
}

/** `style="text-align:center"` and `align="center"` become a class of ours; every other style falls away. */
function classesOf(attribs: Readonly<Record<string, string>>): Record<string, string> {
  const styled = /(?:^|;)\s*text-align\s*:\s*([a-z]+)/i.exec(attribs.style ?? '')?.[1];
  const kept = /(?:^|\s)align-(left|center|right|justify)(?:\s|$)/.exec(attribs.class ?? '')?.[1];
  const wanted = (styled ?? attribs.align ?? kept ?? '').toLowerCase();
  return alignments.has(wanted) && wanted !== 'left' ? { class: `align-${wanted}` } : {};
}

function spans(attribs: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['colspan', 'rowspan']) {
    const value = Number(attribs[name]);
    if (Number.isInteger(value) && value > 1 && value <= 1000) kept[name] = `${value}`;
  }
  if (['col', 'row', 'colgroup', 'rowgroup'].includes(attribs.scope ?? '')) kept.scope = attribs.scope!;
  return kept;
}

function size(attribs: Readonly<Record<string, string>>): Record<string, string> {
  const kept: Record<string, string> = {};
  for (const name of ['width', 'height']) {
    const value = Number(attribs[name]?.replace(/px$/, ''));
    if (Number.isInteger(value) && value > 0 && value <= 4000) kept[name] = `${value}`;
  }
  return kept;
}

type Attribs = Readonly<Record<string, string>>;
type Transform = (tagName: string, attribs: Attribs) => sanitizeHtml.Tag;

function renamed(name: string): Transform {
  return (_, attribs) => ({ tagName: name, attribs: alignedNames.has(name) ? classesOf(attribs) : {} });
}

const transforms: Record<string, Transform> = {
  h1: renamed('h2'),
  h2: renamed('h2'),
  h3: renamed('h3'),
  h4: renamed('h4'),
  h5: renamed('h4'),
  h6: renamed('h4'),
  p: renamed('p'),
  b: renamed('strong'),
  i: renamed('em'),
  strike: renamed('s'),
  del: renamed('s'),
  td: (tagName, attribs) => ({ tagName, attribs: { ...classesOf(attribs), ...spans(attribs) } }),
  th: (tagName, attribs) => ({ tagName, attribs: { ...classesOf(attribs), ...spans(attribs) } }),
  ol: (tagName, attribs) => {
    const start = Number(attribs.start);
    return { tagName, attribs: Number.isInteger(start) && start > 1 ? { start: `${start}` } : {} };
  },
  img: (tagName, attribs) => ({
    tagName,
    attribs: { src: attribs.src ?? '', alt: attribs.alt ?? '', ...size(attribs) },
  }),
  a: (tagName, attribs) => ({ tagName, attribs: linkOf(attribs) }),
};

const linkForm = /^(?:https?:\/\/|mailto:|tel:|\/(?![/\\])|#)/i;

/** A link keeps its address only; one that leads nowhere we allow loses it. */
function linkOf(attribs: Attribs): Record<string, string> {
  const href = (attribs.href ?? '').trim();
  if (!linkForm.test(href)) return {};
  return { href, ...(/^https?:/i.test(href) ? { rel: 'noopener noreferrer' } : {}) };
}

const policy: sanitizeHtml.IOptions = {
  allowedTags:
    'p h2 h3 h4 strong em u s sub sup br hr blockquote ul ol li table caption thead tbody tfoot tr th td a img'.split(
      ' ',
    ),
  allowedAttributes: {
    p: ['class'],
    h2: ['class'],
    h3: ['class'],
    h4: ['class'],
    td: ['class', 'colspan', 'rowspan'],
    th: ['class', 'colspan', 'rowspan', 'scope'],
    ol: ['start'],
    a: ['href', 'rel'],
    img: ['src', 'alt', 'width', 'height'],
  },
  allowedClasses: { '*': ['align-center', 'align-right', 'align-justify'] },
  allowedSchemes: ['http', 'https', 'mailto', 'tel'],
  allowedSchemesByTag: { img: [] },
  allowProtocolRelative: false,
  transformTags: transforms,
  nonTextTags: [
    'script',
    'style',
    'textarea',
    'option',
    'noscript',
    'template',
    'title',
    'xml',
    'svg',
    'math',
    'iframe',
    'object',
  ],
  exclusiveFilter: ({ tag, attribs, text, mediaChildren }) =>
    (tag === 'img' && !fileAddress.test(attribs.src ?? '')) ||
    (tag === 'a' && attribs.href === undefined && text.trim() === '' && mediaChildren.length === 0),
};

/** Characters that neither the database nor a canonical form can hold: NUL, other controls, lone surrogates. */
export function wellFormed(text: string): string {
  // biome-ignore lint/suspicious/noControlCharactersInRegex: removing them is the point.
  return text.toWellFormed().replace(/[\u0000-\u0008\u000b\u000c\u000e-\u001f\ufffe\uffff]/g, '');
}

function emptyParagraphs(html: string): string {
  return html
    .replace(/<(p|h[2-4])(?: class="[^"]*")?>(?:\s|&nbsp;|\u00a0|<br ?\/?>)*<\/\1>/g, '')
    .replace(/<a>((?:(?!<\/?a[ >]).)*)<\/a>/gs, '$1')
    .trim();
}

/** Read as a browser does (Word's `<![if …]>` and comments fall away), unbox, keep what the policy allows. */
function cleanedOnce(html: string): string {
  if (opensTooMany(html)) throw nestedTooDeep();
  const tree = parseFragment(html);
  if (tooDeep(tree)) throw nestedTooDeep();
  unboxed(tree);
  return emptyParagraphs(sanitizeHtml(serialize(tree), policy));
}

/** What is taken out can leave something to be taken out; in practice the second turn changes nothing. */
const mostTurns = 8;

/**
 * Cleans pasted HTML. The result is stable: cleaning it again changes nothing. Faults: `too-large` above 8 MiB pasted
 * or 4 MiB kept, `bad-input` for markup nested deeper than any document is.
 */
export function sanitise(html: string): string {
  if (html === '') return '';
  if (Buffer.byteLength(html) > maximumPasteSize)
    throw new AppError('too-large', {
      detail: '粘贴的内容超过 8 MiB，没有保存。请将图片和大表格作为附件上传，正文只保留文字。',
    });
  let kept = cleanedOnce(wellFormed(html));
  for (let turn = 1; turn < mostTurns; turn += 1) {
    const next = cleanedOnce(kept);
    if (next === kept) break;
    kept = next;
  }
  if (Buffer.byteLength(kept) > maximumBodySize)
    throw new AppError('too-large', {
      detail: '正文超过 4 MiB，没有保存。请将大表格作为附件上传，正文只保留摘要。',
    });
  return kept;
}

function textOf(node: Parent, out: string[], row: boolean): void {
  for (const child of node.childNodes) {
    if (!isElement(child)) {
      if (child.nodeName === '#text') out.push((child as { value: string }).value.replace(/\s+/g, ' '));
      continue;
    }
    const { tagName } = child;
    if (tagName === 'script' || tagName === 'style') continue;
    // Inside a table row, blocks are parted by spaces and cells by tabs, so that a row stays one line.
    const isCell = tagName === 'td' || tagName === 'th';
    const isBlock = blockNames.has(tagName) && !isCell;
    const brk = row ? ' ' : '\n';
    if (tagName === 'br' || tagName === 'hr') out.push(brk);
    if (isBlock) out.push(tagName === 'tr' ? '\n' : brk);
    textOf(child, out, row || tagName === 'tr');
    if (isCell) out.push('\t');
    if (isBlock) out.push(tagName === 'tr' ? '\n' : brk);
  }
}

/** The text of a clean body: one block per line, the cells of a table row parted by tabs. */
export function htmlText(html: string): string {
  const out: string[] = [];
  textOf(parseFragment(html), out, false);
  return out
    .join('')
    .split('\n')
    .map(line =>
      line
        .replace(/\t\s*$/, '')
        .replace(/ *\t */g, '\t')
        .replace(/ {2,}/g, ' ')
        .replace(/^ +| +$/g, ''),
    )
    .filter(line => line.trim() !== '')
    .join('\n');
}

/** The blocks of a clean body, for comparing versions. */
export function htmlBlocks(html: string): string[] {
  const text = htmlText(html);
  return text === '' ? [] : text.split('\n');
}

/** Digests of our own files that the body shows as pictures, in order, each once. */
export function imageDigests(html: string): string[] {
  return [
    ...new Set([...html.matchAll(/<img[^>]* ?src="\/files\/([0-9a-f]{64})\//g)].map(match => match[1]!)),
  ];
}

/** Pictures without words for those who do not see them. */
export function imagesWithoutWords(html: string): number {
  return [...html.matchAll(/<img[^>]*\balt(?:=""|(?=[\s>]))[^>]*>/g)].length;
}

/** Links of a clean body: where they lead and the words that carry them. */
export function htmlLinks(html: string): { url: string; words: string }[] {
  const links: { url: string; words: string }[] = [];
  const walk = (node: Parent): void => {
    for (const child of node.childNodes) {
      if (!isElement(child)) continue;
      const url = child.tagName === 'a' ? child.attrs.find(each => each.name === 'href')?.value : undefined;
      const words: string[] = [];
      if (url !== undefined) textOf(child, words, true);
      if (url !== undefined) links.push({ url, words: words.join('').trim() });
      walk(child);
    }
  };
  if (html.includes('<a ')) walk(parseFragment(html));
  return links;
}
