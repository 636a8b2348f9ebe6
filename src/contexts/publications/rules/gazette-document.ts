/**
 * A normative document as the gazette's editors get it: blocks of text by the numbering of official documents
 * (一、 （一） 1. （1）), tables, signature. From it come the DOCX and the XML.
 */

export type GazetteBlock =
  | { readonly kind: 'paragraph'; readonly level: 0 | 1 | 2 | 3; readonly text: string }
  | { readonly kind: 'table'; readonly rows: readonly (readonly string[])[] };

export interface GazetteDocument {
  readonly title: string;
  readonly documentNo: string;
  readonly issuer: string;
  readonly indexNo: string;
  readonly topic: string;
  readonly genre: string;
  /** Civil days; empty where the document has none. */
  readonly writtenOn: string;
  readonly effectiveOn: string;
  readonly expiresOn: string;
  /** 有效 … on the day of handing over. */
  readonly validity: string;
  readonly releasedAt: string;
  readonly address: string;
  readonly versionNo: number;
  /** SHA-256 of the public record that the log vouches for. */
  readonly recordDigest: string;
  readonly blocks: readonly GazetteBlock[];
  readonly attachments: readonly { readonly name: string; readonly digest: string; readonly size: number }[];
}

function levelOf(text: string): 0 | 1 | 2 | 3 {
  if (/^第[一二三四五六七八九十百]+[章节]/.test(text) || /^[一二三四五六七八九十]+、/.test(text)) return 1;
  if (/^（[一二三四五六七八九十]+）/.test(text)) return 2;
  return /^\d+[.．]/.test(text) ? 3 : 0;
}

/** Blocks from the body's lines, where the cells of a table row are parted by tabs. */
export function gazetteBlocks(lines: readonly string[]): GazetteBlock[] {
  const blocks: GazetteBlock[] = [];
  for (const line of lines) {
    if (!line.includes('\t')) {
      const text = line.trim();
      if (text !== '') blocks.push({ kind: 'paragraph', level: levelOf(text), text });
      continue;
    }
    const row = line.split('\t').map(cell => cell.trim());
    const last = blocks.at(-1);
    if (last?.kind === 'table') blocks[blocks.length - 1] = { kind: 'table', rows: [...last.rows, row] };
    else blocks.push({ kind: 'table', rows: [row] });
  }
  return blocks;
}

const escapes: Readonly<Record<string, string>> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };

/** Text that stands in XML 1.0: marks escaped, characters that XML does not hold left out. */
function xml(text: string): string {
  const held = [...text].filter(char => {
    const code = char.codePointAt(0) ?? 0;
    const isControl = code < 0x20 && code !== 0x9 && code !== 0xa && code !== 0xd;
    return !isControl && !(code >= 0xd800 && code <= 0xdfff) && code !== 0xfffe && code !== 0xffff;
  });
  return held.join('').replace(/[&<>"]/g, char => escapes[char] ?? char);
}

function element(name: string, text: string): string {
  return text === '' ? '' : `  <${name}>${xml(text)}</${name}>\n`;
}

function blockXml(block: GazetteBlock): string {
  if (block.kind === 'paragraph')
    return `    <paragraph level="${block.level}">${xml(block.text)}</paragraph>\n`;
  const rows = block.rows.map(
    row => `      <row>${row.map(cell => `<cell>${xml(cell)}</cell>`).join('')}</row>\n`,
  );
  return `    <table>\n${rows.join('')}    </table>\n`;
}

/** The namespace of the format described in docs/gazette-xml.md. */
export const gazetteNamespace = 'urn:gongkai:gazette:1';

/** The document as XML in UTF-8, as docs/gazette-xml.md describes it. */
export function gazetteXml(document: GazetteDocument): string {
  const { attachments, blocks, recordDigest, versionNo } = document;
  const files = attachments.map(
    ({ name, digest, size }) =>
      `    <attachment sha256="${digest}" bytes="${size}">${xml(name)}</attachment>\n`,
  );
  return [
    '<?xml version="1.0" encoding="UTF-8"?>\n',
    `<gazetteDocument xmlns="${gazetteNamespace}">\n`,
    element('title', document.title),
    element('documentNo', document.documentNo),
    element('issuer', document.issuer),
    element('indexNo', document.indexNo),
    element('topic', document.topic),
    element('genre', document.genre),
    element('writtenOn', document.writtenOn),
    element('effectiveOn', document.effectiveOn),
    element('expiresOn', document.expiresOn),
    element('validity', document.validity),
    element('releasedAt', document.releasedAt),
    element('address', document.address),
    `  <source version="${versionNo}" recordSha256="${recordDigest}"/>\n`,
    `  <body>\n${blocks.map(blockXml).join('')}  </body>\n`,
    files.length === 0 ? '' : `  <attachments>\n${files.join('')}  </attachments>\n`,
    '</gazetteDocument>\n',
  ].join('');
}
