import { AppError } from '../../../platform/app-error.ts';
import { XmlCursor } from '../../../platform/office-text/xml-cursor.ts';
import type { ReadingBuilder } from './reading-builder.ts';

/** SVG: a picture that may carry scripts, foreign pages and addresses. Only one that carries none is let in. */

const acting: ReadonlySet<string> = new Set([
  ...['script', 'foreignObject', 'iframe', 'object', 'embed', 'audio', 'video', 'handler', 'set'],
  ...['animate', 'animateMotion', 'animateTransform', 'discard', 'a'],
]);
const refersOutside = /(?:href|src)\s*=\s*["']?\s*(?!#|data:image\/(?:png|jpeg|gif|webp);)[^"'\s>]/i;

/** True for bytes that begin as an SVG does. */
export function looksLikeSvg(bytes: Uint8Array): boolean {
  const head = Buffer.from(bytes.subarray(0, 8_192)).toString('latin1').replaceAll('\u0000', '');
  return /^[^<]{0,8}(?:<\?[^>]*>|<!--[\s\S]*?-->|<!DOCTYPE[^>[]*(?:\[[\s\S]*?\])?[^>]*>|\s)*<(?:[\w-]+:)?svg[\s>]/i.test(
    head,
  );
}

export type SvgFault = 'script' | 'outside' | 'broken';

/** What speaks against the picture; nothing if it only draws. */
export function svgFault(text: string): SvgFault | undefined {
  // Entities and style sheets are ways round everything below.
  if (/<!ENTITY|<!DOCTYPE[^>]*\[|<\?xml-stylesheet/i.test(text)) return 'script';
  const at = new XmlCursor(text.replace(/<!DOCTYPE[^>[]*>/i, ''));
  let root = '';
  try {
    while (at.next()) {
      if (at.kind === 'text') {
        if (/@import|url\(\s*["']?(?!["']?#)/i.test(at.text)) return 'outside';
        continue;
      }
      if (at.kind !== 'open') continue;
      if (root === '') root = at.name;
      if (acting.has(at.name)) return 'script';
      const { attributes } = at;
      if (/\son\w+\s*=/i.test(attributes) || /(?:java|vb)script:|data:text/i.test(attributes))
        return 'script';
      if (refersOutside.test(attributes) || /url\(\s*["']?(?!["']?#)/i.test(attributes)) return 'outside';
    }
  } catch (error) {
    if (error instanceof AppError) return 'broken';
    throw error;
  }
  return root === 'svg' && at.depth <= 0 ? undefined : 'broken';
}

export const svgFaultWords: Readonly<Record<SvgFault, string>> = {
  script: 'SVG 图片含有脚本、链接或动画，不能公开。请导出为 PNG，或去掉这些内容后重新上传。',
  outside: 'SVG 图片引用了文件以外的内容，不能公开。请把引用的内容嵌入图片，或导出为 PNG 后重新上传。',
  broken: 'SVG 图片结构不完整，系统无法读取。请重新导出，或导出为 PNG 后上传。',
};

/** Texts in the picture; scripts and outside references are told, since files inside archives come here unasked. */
export function readVectorPicture(text: string, out: ReadingBuilder): void {
  const fault = svgFault(text);
  if (fault === 'broken') throw new AppError('unreadable-file', { detail: svgFaultWords.broken });
  if (fault !== undefined)
    out.notice(fault === 'script' ? 'script' : 'outside-link', '图片', svgFaultWords[fault]);
  const at = new XmlCursor(text.replace(/<!DOCTYPE[^>[]*>/i, ''));
  const open: string[] = [];
  while (at.next()) {
    if (at.kind === 'open') {
      if (!at.empty) open.push(at.name);
    } else if (at.kind === 'close') open.pop();
    else if (at.text.trim() !== '') {
      const name = open.at(-1) ?? '';
      const isSeen = open.includes('text');
      out.add(
        '图片文字',
        at.text.trim(),
        isSeen ? undefined : name === 'script' || name === 'style' ? 'script' : 'property',
      );
    }
  }
  for (const [, comment] of text.matchAll(/<!--([\s\S]*?)-->/g))
    out.add('图片注释', comment?.trim() ?? '', 'comment');
}
