import { AppError } from '../../../platform/app-error.ts';
import type { HiddenBy } from '../contract/reading.ts';
import { elementTexts, type ReadInside } from './office-package.ts';
import { openPdf, type PdfDocument, unreadable } from './pdf-document.ts';
import { type PlacedRun, readableLines } from './pdf-lines.ts';
import { readScans } from './pdf-scans.ts';
import type { ReadingBuilder } from './reading-builder.ts';
import type { Recognition } from './text-recognition.ts';

/** Everything a PDF holds: text of each page, annotations, form fields, properties, bookmarks, attached files. */

type PdfPage = Awaited<ReturnType<PdfDocument['getPage']>>;

/** Pages read; a longer file is cut. */
const mostPages = 5_000;
/** Earlier states of the file that are read too. */
const mostRevisions = 3;

async function pageLines(page: PdfPage): Promise<string[]> {
  const { items } = await page.getTextContent({ disableNormalization: false });
  const runs: PlacedRun[] = [];
  for (const item of items) {
    if (!('str' in item)) continue;
    const [a = 0, b = 0, , , x = 0, y = 0] = item.transform as number[];
    const height = item.height || Math.hypot(a, b);
    runs.push({ text: item.str, x, y, width: item.width, height, endsLine: item.hasEOL });
  }
  return readableLines(runs).filter(line => line.trim() !== '');
}

interface Annotation {
  readonly subtype?: string;
  readonly contentsObj?: { readonly str?: string };
  readonly titleObj?: { readonly str?: string };
  readonly richText?: { readonly str?: string };
  readonly fieldName?: string;
  readonly fieldValue?: unknown;
  readonly alternativeText?: string;
  readonly textContent?: readonly string[];
  readonly url?: string;
  readonly unsafeUrl?: string;
  readonly hidden?: boolean;
  readonly actions?: object | null;
  readonly fileId?: string;
  readonly file?: { readonly filename?: string };
  readonly richMedia?: { readonly fileId?: string; readonly filename?: string } | null;
}

/** A file that hangs on the document or on one of its pages. */
interface Attached {
  readonly id: string;
  readonly name: string;
}

function fieldText(value: unknown): string {
  if (Array.isArray(value)) return value.map(fieldText).join(' ');
  return typeof value === 'string' && value !== 'Off' ? value : '';
}

async function addAnnotations(
  page: PdfPage,
  label: string,
  out: ReadingBuilder,
  attached: Attached[],
): Promise<void> {
  for (const each of (await page.getAnnotations()) as Annotation[]) {
    const field = fieldText(each.fieldValue);
    const why: HiddenBy | undefined = each.hidden === true ? 'annotation' : undefined;
    if (field !== '') out.add(`${label}表单项“${each.fieldName ?? ''}”`, field, why);
    const note =
      [each.contentsObj?.str, each.richText?.str].find(text => text !== undefined && text.trim() !== '') ??
      '';
    if (note !== '' && each.fieldName === undefined) out.add(`${label}注释`, note, 'annotation');
    else if (each.subtype === 'FreeText' && each.textContent)
      out.add(`${label}注释`, each.textContent.join('\n'), 'annotation');
    if (each.fieldName === undefined) out.add(`${label}注释作者`, each.titleObj?.str ?? '', 'property');
    out.add(`${label}替代文字`, each.alternativeText ?? '', 'property');
    out.add(`${label}链接地址`, each.url ?? each.unsafeUrl ?? '', 'property');
    if (each.actions) out.notice('script', label, scriptWords);
    const id = each.fileId ?? each.richMedia?.fileId;
    if (id !== undefined) attached.push({ id, name: each.file?.filename ?? each.richMedia?.filename ?? '' });
  }
}

async function addFile(
  name: string,
  content: Uint8Array,
  out: ReadingBuilder,
  readInside: ReadInside,
): Promise<void> {
  out.notice(
    'embedded-file',
    `PDF 附件“${name}”`,
    'PDF 中附有另一个文件，会随它一起公开。请确认需要公开，否则删除后另存。',
  );
  await readInside(content, name, out.within(`PDF 附件“${name}”`, true));
}

const scriptWords = 'PDF 含有脚本（JavaScript）。请打印为新的 PDF 后上传。';

const infoWords: Readonly<Record<string, string>> = {
  Title: '标题',
  Author: '作者',
  Subject: '主题',
  Keywords: '关键词',
};
const plainInfo =
  /^(?:PDFFormatVersion|Language|EncryptFilterName|Is\w+|Creator|Producer|CreationDate|ModDate|Trapped)$/;

async function addProperties(document: PdfDocument, out: ReadingBuilder): Promise<void> {
  const { info, metadata } = (await document.getMetadata()) as unknown as {
    info: Record<string, unknown>;
    metadata: { getRaw?(): unknown } | null;
  };
  const custom = (info['Custom'] ?? {}) as Record<string, unknown>;
  const known = new Set<string>();
  for (const [name, value] of [...Object.entries(info), ...Object.entries(custom)]) {
    if (typeof value !== 'string' || plainInfo.test(name)) continue;
    known.add(value.trim());
    out.add(`文档属性“${infoWords[name] ?? name}”`, value, 'property');
  }
  const raw = metadata?.getRaw?.();
  if (typeof raw === 'string') addXmp(raw, known, out);
}

/** Texts of an XMP packet that the properties did not say already. */
function addXmp(xml: string, known: ReadonlySet<string>, out: ReadingBuilder): void {
  try {
    for (const { name, text } of elementTexts(xml))
      if (
        !known.has(text) &&
        !/(?:Date|ID|Tool|format|Producer|when|softwareAgent|action|part|conformance)$/i.test(name)
      )
        out.add(`元数据（XMP）“${name}”`, text, 'property');
  } catch (error) {
    if (!(error instanceof AppError)) throw error;
    out.notice('hidden-content', '元数据（XMP）', '文件的元数据不完整，系统没有读到。请重新导出后上传。');
  }
}

interface OutlineEntry {
  readonly title: string;
  readonly items: readonly OutlineEntry[];
}

function addOutline(entries: readonly OutlineEntry[], out: ReadingBuilder, depth = 0): void {
  for (const { title, items } of entries) {
    out.add('书签', title);
    if (depth < 20) addOutline(items, out, depth + 1);
  }
}

async function addDocumentLevel(
  document: PdfDocument,
  out: ReadingBuilder,
  attached: Attached[],
): Promise<void> {
  await addProperties(document, out);
  addOutline(((await document.getOutline()) ?? []) as OutlineEntry[], out);
  const scripts = await document.getJSActions().catch(() => null);
  if (scripts !== null && Object.keys(scripts).length > 0) {
    out.notice('script', '文件', scriptWords);
    for (const text of Object.values(scripts).flat()) out.add('脚本', String(text), 'script');
  }
  for (const [id, { filename, description }] of (await document.getAttachments()) ?? []) {
    out.add('PDF 附件说明', description, 'embedded-file');
    attached.push({ id, name: filename });
  }
}

async function addAttached(
  document: PdfDocument,
  attached: readonly Attached[],
  out: ReadingBuilder,
  readInside: ReadInside,
): Promise<void> {
  const done = new Set<string>();
  for (const { id, name } of attached) {
    if (done.has(id)) continue;
    done.add(id);
    const content = await document.getAttachmentContent(id);
    if (content !== null) await addFile(name, content, out, readInside);
  }
}

const garbledWords = '该页的字体没有字符编码，系统读出的文字不可靠。请人工核对，或重新导出 PDF。';

/** Characters that no text has: of a font that does not say what its signs mean. */
function isGarbled(lines: readonly string[]): boolean {
  const text = lines.join('');
  // biome-ignore lint/suspicious/noControlCharactersInRegex: they are what is looked for
  const odd = text.match(/[\u0000-\u0008\u000e-\u001f\u007f-\u009f\ue000-\uf8ff\ufffd]/g)?.length ?? 0;
  return odd > text.length / 10;
}

async function readPages(
  document: PdfDocument,
  out: ReadingBuilder,
  attached: Attached[],
): Promise<number[]> {
  const empty: number[] = [];
  const pages = Math.min(document.numPages, mostPages);
  if (pages < document.numPages) out.cut();
  for (let no = 1; no <= pages && !out.isFull; no += 1) {
    const page = await document.getPage(no);
    const lines = await pageLines(page);
    for (const line of lines) out.add(`第${no}页`, line);
    if (lines.length === 0) empty.push(no);
    else if (isGarbled(lines)) out.notice('scanned-page', `第${no}页`, garbledWords);
    await addAnnotations(page, `第${no}页`, out, attached);
    if (Object.keys((await page.getJSActions()) ?? {}).length > 0)
      out.notice('script', `第${no}页`, scriptWords);
    page.cleanup();
  }
  return empty;
}

/** Ends of earlier states of a file that was saved over and over without being written anew. */
function earlierEnds(bytes: Uint8Array): number[] {
  const file = Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const ends: number[] = [];
  for (let at = file.indexOf('%%EOF'); at >= 0; at = file.indexOf('%%EOF', at + 5)) ends.push(at + 5);
  ends.pop();
  // The first mark of a file made for the web is no earlier state.
  if (file.subarray(0, 2048).includes('/Linearized')) ends.shift();
  return ends.slice(-mostRevisions);
}

async function linesOfRevision(bytes: Uint8Array): Promise<Map<string, number>> {
  const lines = new Map<string, number>();
  const document = await openPdf(bytes);
  try {
    for (let no = 1; no <= Math.min(document.numPages, mostPages); no += 1) {
      const page = await document.getPage(no);
      for (const line of await pageLines(page)) lines.set(line, no);
      page.cleanup();
    }
  } finally {
    await document.loadingTask.destroy();
  }
  return lines;
}

/** What was on a page before the last saving is still in the file, for everybody who looks. */
async function readEarlier(
  bytes: Uint8Array,
  shown: ReadonlySet<string>,
  out: ReadingBuilder,
): Promise<void> {
  for (const end of earlierEnds(bytes)) {
    const lines = await linesOfRevision(bytes.subarray(0, end)).catch(() => new Map<string, number>());
    for (const [line, no] of lines)
      if (!shown.has(line)) out.add(`第${no}页（较早保存的内容）`, line, 'cached-data');
  }
}

/** Reads a PDF. Fault: `unreadable-file` when it is damaged or locked. */
export async function readPdfFile(
  bytes: Uint8Array,
  out: ReadingBuilder,
  readInside: ReadInside,
  recognition: Recognition | null,
): Promise<void> {
  const document = await openPdf(bytes);
  const from = out.size;
  let empty: number[];
  try {
    const attached: Attached[] = [];
    empty = await readPages(document, out, attached);
    if (earlierEnds(bytes).length > 0)
      await readEarlier(
        bytes,
        new Set(
          out
            .finish()
            .parts.slice(from)
            .map(part => part.text),
        ),
        out,
      );
    await addDocumentLevel(document, out, attached);
    await addAttached(document, attached, out, readInside);
  } catch (cause) {
    throw cause instanceof AppError ? cause : unreadable(cause);
  } finally {
    await document.loadingTask.destroy();
  }
  if (empty.length > 0) await readScans(bytes, empty, out, recognition);
  out.tellHidden();
}
