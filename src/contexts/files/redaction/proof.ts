/** The copy read again by other means than those that made it: nothing that was hidden may be found anywhere in it. */
import { inflateSync } from 'node:zlib';
import { readWhole } from '../reading/read-whole.ts';
import type { Parts } from './package.ts';
import type { TermIndex } from './term-index.ts';

export interface Proof {
  /** Where something was found after all. Empty: the copy may go out. */
  readonly found: readonly string[];
  /** What was read again, in words for the report. */
  readonly words: readonly string[];
}

const entities: Readonly<Record<string, string>> = { lt: '<', gt: '>', amp: '&', quot: '"', apos: "'" };

/** The text of a part between its tags, runs joined; and what stands in its attributes. */
function plainTexts(xml: string): string[] {
  const unescaped = (text: string) =>
    text.replace(/&(lt|gt|amp|quot|apos);/g, (_, name: string) => entities[name] ?? '');
  const joined = xml.replace(/<\/(?:\w+:)?(?:p|si|c|tr|row|v)>/g, '\n').replace(/<[^>]*>/g, '');
  const attributes = [...xml.matchAll(/="([^"]*)"/g)]
    .map(match => match[1]!)
    .filter(value => value.length > 1);
  return [...unescaped(joined).split('\n'), ...attributes.map(unescaped)];
}

function isFound(texts: Iterable<string>, gone: TermIndex): boolean {
  for (const text of texts) if (gone.find(text).length > 0) return true;
  return false;
}

const pictureParts = /\.(?:png|jpe?g|gif|tiff?|webp)$/i;

/** Every part of an office package as raw text and without its tags, and the names of the parts. */
function packageFound(parts: Parts, gone: TermIndex): string[] {
  return [...parts].flatMap(([name, bytes]) => {
    if (isFound([name], gone)) return ['部件名称'];
    if (pictureParts.test(name)) return [];
    return isFound(plainTexts(bytes.toString('utf8')), gone) ? [name] : [];
  });
}

/** What a copy may not carry unseen, whatever it says. */
const carried: ReadonlySet<string> = new Set([
  'hidden-content',
  'macro',
  'script',
  'embedded-file',
  'place-in-picture',
]);

/** The product's reader of whole files takes another way through the copy than the engine that made it. */
async function readerFound(bytes: Uint8Array, name: string, gone: TermIndex): Promise<string[]> {
  const { parts, notices } = await readWhole(bytes, '', name);
  const texts = parts.filter(part => isFound(part.text.split(/[\t\n]/), gone)).map(part => part.where);
  return [...texts, ...notices.filter(each => carried.has(each.kind)).map(each => each.where)];
}

export async function proveOffice(
  bytes: Uint8Array,
  parts: Parts,
  ending: string,
  gone: TermIndex,
): Promise<Proof> {
  const found = [...packageFound(parts, gone), ...(await readerFound(bytes, `copy.${ending}`, gone))];
  return { found, words: [`逐个检查了副本解压后的 ${parts.size} 个部件，并用另一读取程序重新读取全文。`] };
}

/** Every stream of a PDF, inflated where it is packed. Pictures stay as they are: their bytes are no text. */
function streamsOf(bytes: Buffer): string[] {
  const texts: string[] = [];
  const raw = bytes.toString('latin1');
  for (const match of raw.matchAll(/<<((?:(?!stream|endobj)[\s\S])*?)>>\s*stream\r?\n/g)) {
    const from = match.index + match[0].length;
    const to = raw.indexOf('endstream', from);
    if (to < 0 || /\/DCTDecode/.test(match[1] ?? '')) continue;
    const packed = bytes.subarray(from, to);
    try {
      texts.push((/FlateDecode/.test(match[1] ?? '') ? inflateSync(packed) : packed).toString('latin1'));
    } catch {
      texts.push(packed.toString('latin1'));
    }
  }
  texts.push(raw.replace(/stream\r?\n[\s\S]*?endstream/g, ''));
  return texts;
}

export async function provePdf(bytes: Buffer, gone: TermIndex): Promise<Proof> {
  const unpdf = await import('unpdf');
  const document = await unpdf.getDocumentProxy(new Uint8Array(bytes), { verbosity: 0 });
  try {
    const { text } = await unpdf.extractText(document, { mergePages: false });
    const lines = text.map(page => page.split(/\r?\n/));
    const pages = lines.flatMap((page, i) => (isFound(page, gone) ? [`第${i + 1}页`] : []));
    const streams = streamsOf(bytes);
    const read = await readerFound(bytes, 'copy.pdf', gone);
    const inStreams = streams.some(stream =>
      isFound(
        [...stream.split(/\r?\n/), ...Buffer.from(stream, 'latin1').toString('utf8').split(/\r?\n/)],
        gone,
      ),
    );
    const found = [...pages, ...read, ...(inStreams ? ['文件内部'] : [])];
    return {
      found,
      words: [`重新读取了副本 ${document.numPages} 页的文字，并检查了解压后的 ${streams.length} 段内容。`],
    };
  } finally {
    await document.loadingTask.destroy().catch(() => {});
  }
}

export function proveText(bytes: Buffer, gone: TermIndex): Proof {
  const found = isFound(bytes.toString('utf8').split(/[\r\n\t]+/), gone) ? ['文字'] : [];
  return { found, words: ['重新检查了副本的全文。'] };
}

/** A picture says nothing but what it shows: its metadata are read again. */
export async function provePicture(bytes: Uint8Array): Promise<Proof> {
  const { default: sharp } = await import('sharp');
  const { exif, xmp, iptc } = await sharp(bytes).metadata();
  const found = [exif, xmp, iptc].some(each => each !== undefined) ? ['图片信息'] : [];
  return { found, words: ['重新读取了副本的图片信息：没有拍摄地点、时间和设备。'] };
}
