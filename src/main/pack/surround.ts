import { existsSync } from 'node:fs';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5';
import type { Site } from '../../portal/view.ts';
import type { Findings } from './checks.ts';
import type { PackProblem } from './source.ts';

/**
 * site-header.html and site-footer.html: head and foot of the site that the portal is a column of, as that site writes
 * them, for a portal behind its reverse proxy. Nothing in them runs: our policy for content would stop it anyway, and a
 * page whose head is half there helps nobody.
 */

export type Surround = NonNullable<Site['surround']>;

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;

/** Bytes. */
const mostBytes = 256 * 1024;
const refused = new Set([
  ...[
    'script',
    'iframe',
    'frame',
    'object',
    'embed',
    'applet',
    'base',
    'meta',
    'link',
    'template',
    'noscript',
  ],
  ...['html', 'head', 'body', 'title', 'main', 'h1'],
]);
const addresses = new Set(['href', 'src', 'action', 'formaction', 'poster', 'background', 'xlink:href']);
/** Of the same host: another's would not be loaded. */
const fetched = new Set(['src', 'action', 'formaction', 'poster', 'background']);

function attributeFault(element: Element, name: string, value: string): string | undefined {
  const where = `<${element.tagName} ${name}="${value.slice(0, 60)}">`;
  if (name.startsWith('on')) return `${where}是脚本，网页不执行。请删去。`;
  if (name === 'srcset' || name === 'srcdoc') return `${where}不能使用。请改用 src。`;
  if (name === 'id' && ['main', 'site-search'].includes(value))
    return `${where}与本站页面的编号重复。请改名或删去。`;
  if (!addresses.has(name)) return undefined;
  const address = value.trim();
  if (/^(?!https?:|mailto:|tel:)[a-z][a-z0-9+.-]*:/i.test(address))
    return `${where}不是网址。请改为以“/”或 https:// 开头的地址。`;
  if (fetched.has(name) && !/^\/(?!\/)/.test(address))
    return `${where}不在本网站上，浏览器不会加载。请改为同一域名下以“/”开头的地址。`;
  return undefined;
}

function faultsIn(nodes: readonly Node[]): { line: number; message: string }[] {
  return nodes.flatMap(node => {
    if (!('tagName' in node)) return [];
    const line = node.sourceCodeLocation?.startLine ?? 1;
    const own = refused.has(node.tagName)
      ? [{ line, message: `页头、页脚中不能有 <${node.tagName}>。请删去。` }]
      : node.attrs.flatMap(({ name, value }) => {
          const message = attributeFault(node, name, value);
          return message === undefined ? [] : [{ line, message }];
        });
    return [...own, ...faultsIn(node.childNodes)];
  });
}

async function readPart(folder: string, file: string): Promise<{ html: string; problems: PackProblem[] }> {
  if (!existsSync(join(folder, file))) return { html: '', problems: [] };
  const bytes = await readFile(join(folder, file));
  if (bytes.length > mostBytes)
    return { html: '', problems: [{ where: file, message: '文件超过256千字节。请只保留页头或页脚。' }] };
  let text: string;
  try {
    text = new TextDecoder('utf-8', { fatal: true }).decode(bytes);
  } catch {
    return {
      html: '',
      problems: [{ where: file, message: '文件不是UTF-8编码。请用编辑器另存为UTF-8。' }],
    };
  }
  const fragment = parseFragment(text, { sourceCodeLocationInfo: true });
  const problems = faultsIn(fragment.childNodes).map(({ line, message }) => ({
    where: `${file}:${line}`,
    message,
  }));
  // Written anew by the parser: what is left open there closes here, and not over our page.
  return { html: serialize(fragment), problems };
}

export async function readSurround(
  folder: string,
): Promise<{ readonly value: Surround; readonly findings: Findings }> {
  const [header, footer] = await Promise.all([
    readPart(folder, 'site-header.html'),
    readPart(folder, 'site-footer.html'),
  ]);
  const problems = [...header.problems, ...footer.problems];
  return { value: { header: header.html, footer: footer.html }, findings: { problems, warnings: [] } };
}
