import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import { AppError } from '../../../platform/app-error.ts';
import { decodeText } from '../../../platform/office-text/encoding.ts';
import { declaredEncoding, readHtml } from '../../../platform/office-text/html.ts';
import type { HiddenBy } from '../contract/reading.ts';
import type { ReadingBuilder } from './reading-builder.ts';

/** Everything in an HTML page: what a browser shows, and comments, scripts, hidden parts, attributes. */

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

const attributeWords: Readonly<Record<string, string>> = {
  alt: '图片替代文字',
  title: '提示文字',
  value: '表单内容',
  placeholder: '表单提示',
  content: '页面元数据',
  label: '标签',
  summary: '表格说明',
};
/** Attributes that make a browser fetch something as soon as the page is opened. */
const fetching: Readonly<Record<string, readonly string[]>> = {
  src: ['img', 'script', 'iframe', 'frame', 'embed', 'audio', 'video', 'source', 'input', 'track'],
  href: ['link', 'image', 'use'],
  data: ['object'],
  poster: ['video'],
  background: ['body', 'table', 'td'],
};
const invisible: ReadonlySet<string> = new Set([
  'template',
  'noscript',
  'style',
  'textarea',
  'select',
  'datalist',
]);
const outside = /^\s*(?:https?:)?\/\//i;

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function isHidden(element: Element): boolean {
  const value = (name: string): string | undefined => element.attrs.find(each => each.name === name)?.value;
  if (invisible.has(element.tagName) || value('hidden') !== undefined) return true;
  return /display\s*:\s*none|visibility\s*:\s*hidden|mso-hide\s*:\s*all|font-size\s*:\s*0|opacity\s*:\s*0(?![.\d])/i.test(
    value('style') ?? '',
  );
}

class Unseen {
  readonly #out: ReadingBuilder;
  #texts: string[] = [];

  constructor(out: ReadingBuilder) {
    this.#out = out;
  }

  /** Without recursion: a page may be nested deeper than the stack. */
  read(root: Node): void {
    const stack: { node: Node; why: HiddenBy | undefined }[] = [{ node: root, why: undefined }];
    for (let next = stack.pop(); next !== undefined; next = stack.pop()) {
      const { node } = next;
      if (node.nodeName === '#text' && 'value' in node) {
        if (next.why !== undefined) this.#collect(node.value, next.why);
      } else if (node.nodeName === '#comment' && 'data' in node)
        this.#out.add('网页注释', node.data.trim(), 'comment');
      else this.#enter(node, next.why, stack);
    }
    this.#flush('hidden-text');
  }

  #enter(node: Node, why: HiddenBy | undefined, stack: { node: Node; why: HiddenBy | undefined }[]): void {
    let inside = why;
    if (isElement(node)) {
      this.#attributes(node);
      if (node.tagName === 'script') {
        this.#script(node);
        return;
      }
      if (isHidden(node)) inside = 'hidden-text';
      if (node.tagName === 'template' && 'content' in node)
        stack.push({ node: (node as unknown as { content: Node }).content, why: 'hidden-text' });
    }
    if (!('childNodes' in node)) return;
    for (let i = node.childNodes.length - 1; i >= 0; i -= 1)
      stack.push({ node: node.childNodes[i] as Node, why: inside });
  }

  #collect(text: string, why: HiddenBy): void {
    const plain = text.replace(/\s+/g, ' ').trim();
    if (plain === '') return;
    this.#texts.push(plain);
    if (this.#texts.length >= 50) this.#flush(why);
  }

  #flush(why: HiddenBy): void {
    this.#out.add('网页隐藏部分', this.#texts.join('\t'), why);
    this.#texts = [];
  }

  #script(element: Element): void {
    const text = element.childNodes.map(child => ('value' in child ? child.value : '')).join('');
    this.#out.add('网页脚本', text.trim(), 'script');
    this.#out.notice('script', '网页', '网页含有脚本。请另存为不含脚本的网页或 PDF 后上传。');
  }

  #attributes(element: Element): void {
    for (const { name, value } of element.attrs) {
      const words = attributeWords[name] ?? (name.startsWith('data-') ? '附加数据' : undefined);
      if (words !== undefined) this.#out.add(`网页${words}`, value.trim(), 'property');
      if (name.startsWith('on') || /^\s*javascript:/i.test(value))
        this.#out.notice('script', '网页', '网页含有脚本。请另存为不含脚本的网页或 PDF 后上传。');
      if (name === 'href' && element.tagName === 'a') this.#out.add('网页链接地址', value, 'property');
      const fetches = fetching[name]?.includes(element.tagName) === true || name === 'srcset';
      if (
        (fetches && outside.test(value)) ||
        (name === 'style' && /url\(\s*["']?(?:https?:)?\/\//i.test(value))
      )
        this.#out.notice(
          'outside-link',
          '网页',
          '网页打开时会从其他网站读取内容。请把图片等内容放进文件，或改传 PDF。',
        );
    }
  }
}

/** Reads an HTML page. Faults: those of decoding, `unreadable-file` for one nested too deep. */
export function readWebPage(bytes: Uint8Array, out: ReadingBuilder): void {
  const { blocks, title } = readHtml(bytes);
  if (title !== undefined) out.add('网页标题', title);
  let tables = 0;
  let paragraphs = 0;
  for (const block of blocks) {
    if (block.kind === 'paragraph') {
      if (block.text.trim() !== '') out.add(`网页第${++paragraphs}段`, block.text);
      continue;
    }
    tables += 1;
    block.rows.forEach((row, i) => {
      out.add(`网页表格${tables}第${i + 1}行`, row.map(cell => cell.replace(/\s+/g, ' ')).join('\t'));
    });
  }
  const { text } = decodeText(bytes, declaredEncoding(bytes));
  try {
    new Unseen(out).read(parse(text));
  } catch (cause) {
    if (cause instanceof AppError) throw cause;
    throw new AppError('unreadable-file', {
      detail: '网页结构异常，系统无法读取。请另存为 PDF 后上传。',
      cause,
    });
  }
  out.tellHidden();
}
