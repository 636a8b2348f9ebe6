import { AppError } from '../app-error.ts';

/** One piece of an XML file: an opening tag (`empty` when it closes itself), a closing tag, or text. */
export type XmlToken =
  | { readonly kind: 'open'; readonly name: string; readonly attributes: string; readonly empty: boolean }
  | { readonly kind: 'close'; readonly name: string }
  | { readonly kind: 'text'; readonly text: string };

const named: Record<string, string> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** Replaces the five named references and numeric ones; others cannot occur without a DTD, which is refused. */
export function unescapeXml(text: string): string {
  if (!text.includes('&')) return text;
  return text.replace(/&(#x[0-9a-f]{1,6}|#\d{1,7}|lt|gt|amp|quot|apos);/gi, (whole, name: string) => {
    if (!name.startsWith('#')) return named[name.toLowerCase()] ?? whole;
    const code = name[1]?.toLowerCase() === 'x' ? Number.parseInt(name.slice(2), 16) : Number(name.slice(1));
    return code > 0 && code <= 0x10ffff ? String.fromCodePoint(code) : '';
  });
}

/** Value of one attribute of an opening tag, or undefined. */
export function attribute(attributes: string, name: string): string | undefined {
  let from = attributes.indexOf(name);
  while (from >= 0) {
    const before = from === 0 ? ' ' : attributes[from - 1];
    const match = /^\s*=\s*(?:"([^"]*)"|'([^']*)')/.exec(
      attributes.slice(from + name.length, from + name.length + 4096),
    );
    if (match && /\s/.test(before ?? '')) return unescapeXml(match[1] ?? match[2] ?? '');
    from = attributes.indexOf(name, from + name.length);
  }
  return undefined;
}

function malformed(): AppError {
  return new AppError('unreadable-file', {
    detail: '文件内部结构不完整。请用 Word 或 WPS 打开并另存后重新上传。',
  });
}

/** End of an opening tag: the first `>` outside quotes. */
function tagEnd(xml: string, from: number): number {
  let quote = '';
  for (let i = from; i < xml.length; i++) {
    const c = xml[i] as string;
    if (quote !== '') {
      if (c === quote) quote = '';
    } else if (c === '"' || c === "'") quote = c;
    else if (c === '>') return i;
  }
  throw malformed();
}

function after(xml: string, mark: string, from: number): number {
  const at = xml.indexOf(mark, from);
  if (at < 0) throw malformed();
  return at + mark.length;
}

/**
 * Reads the XML of an office file token by token, in one pass and in bounded memory. A document type declaration
 * is refused, so that no entity can be declared and expanded.
 */
export function* xmlTokens(xml: string): Generator<XmlToken> {
  let at = 0;
  while (at < xml.length) {
    const open = xml.indexOf('<', at);
    if (open !== at) {
      yield { kind: 'text', text: unescapeXml(xml.slice(at, open < 0 ? xml.length : open)) };
      if (open < 0) return;
    }
    if (xml.startsWith('<!--', open)) at = after(xml, '-->', open + 4);
    else if (xml.startsWith('<?', open)) at = after(xml, '?>', open + 2);
    else if (xml.startsWith('<![CDATA[', open)) {
      at = after(xml, ']]>', open + 9);
      yield { kind: 'text', text: xml.slice(open + 9, at - 3) };
    } else if (xml.startsWith('<!', open)) throw malformed();
    else {
      const end = tagEnd(xml, open + 1);
      at = end + 1;
      if (xml[open + 1] === '/') yield { kind: 'close', name: xml.slice(open + 2, end).trim() };
      else yield openingTag(xml, open, end);
    }
  }
}

function openingTag(xml: string, open: number, end: number): XmlToken {
  const empty = xml[end - 1] === '/';
  const inside = xml.slice(open + 1, empty ? end - 1 : end);
  const space = inside.search(/\s/);
  return space < 0
    ? { kind: 'open', name: inside, attributes: '', empty }
    : { kind: 'open', name: inside.slice(0, space), attributes: inside.slice(space), empty };
}
