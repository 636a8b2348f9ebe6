/**
 * A PDF made anew from pictures of its pages: what is covered is no longer in the file, under the black or anywhere
 * else. What stays readable is laid behind the pictures as text.
 */

import { fileURLToPath } from 'node:url';
import type { Canvas } from '@napi-rs/canvas';
import { AppError } from '../../../platform/app-error.ts';
import type { RedactionBox } from '../contract/redaction.ts';
import type { Masker } from './masker.ts';
import { learnPage, type PageFindings, type PlacedItem, pageFindings } from './pdf/findings.ts';
import {
  cornersOf,
  type OperatorNumbers,
  type PdfDocument,
  type PdfPage,
  type TextItem,
  textItems,
} from './pdf/texts.ts';
import { fontFile, type PageText, pdfWriter } from './pdf/write.ts';

/** Dots per inch of a page's picture: small print stays legible. */
const resolution = 160;
const mostPages = 300;
/** Pixels of one page; a poster is drawn coarser. */
const mostPixels = 24_000_000;

type Viewport = ReturnType<PdfPage['getViewport']>;
type CanvasModule = typeof import('@napi-rs/canvas');

interface OpenPage {
  readonly page: PdfPage;
  readonly view: Viewport;
  readonly placed: PlacedItem[];
}

function place(view: Viewport, item: TextItem): PlacedItem {
  const corners = cornersOf(item, 0, item.text.length).map(
    ([x, y]) => view.convertToViewportPoint(x, y) as number[],
  );
  const [xs, ys] = [corners.map(each => each[0]!), corners.map(each => each[1]!)];
  const [first, second] = corners as [number[], number[]];
  const isLevel =
    Math.abs(second[1]! - first[1]!) < 0.1 * Math.abs(second[0]! - first[0]!) && second[0]! > first[0]!;
  const [x, y] = [Math.min(...xs), Math.min(...ys)];
  return { item, x, y, width: Math.max(...xs) - x, height: Math.max(...ys) - y, isLevel };
}

function isOutside({ x, y, width, height }: PlacedItem, view: Viewport): boolean {
  return x + width < 0 || y + height < 0 || x > view.width || y > view.height;
}

interface KnownFont {
  readonly name?: string;
  readonly missingFile?: boolean;
  readonly composite?: boolean;
  readonly isType3Font?: boolean;
}

/** A font that is not in the file and that only its own machine could draw: the picture would show gaps or other words. */
function refuseUndrawable({ page, placed }: OpenPage, fonts: ReadonlySet<string>, number: number): void {
  for (const id of fonts) {
    const font = page.commonObjs.has(id) ? (page.commonObjs.get(id) as KnownFont) : undefined;
    if (font === undefined || font.isType3Font === true) continue;
    const isChinese = placed.some(each => each.item.font === id && /\p{Script=Han}/u.test(each.item.text));
    const isMissing = font.missingFile === true && (font.composite === true || isChinese);
    // A font that could not be read at all comes without a name.
    if (!isMissing && font.name !== undefined) continue;
    const name = (font.name ?? '').replace(/^[A-Z]{6}\+/, '');
    throw new AppError('unreadable-file', {
      detail: `PDF 第${number}页使用的字体${name === '' ? '' : `“${name}”`}没有嵌入文件，系统画不出原样，没有生成副本。请在 Word 或 WPS 中重新导出 PDF 并选择“嵌入字体”，或者上传 DOCX 文件办理。`,
    });
  }
}

/** Texts no reader has letters for: signs of a private meaning instead of characters. */
function isUnreadable(text: string): boolean {
  const odd = text.match(/[\p{Co}\p{Cc}\ufffd]/gu)?.length ?? 0;
  return text.length > 0 && odd > text.length / 4;
}

async function openPages(
  document: PdfDocument,
  numbers: OperatorNumbers,
  masker: Masker,
): Promise<OpenPage[]> {
  if (document.numPages > mostPages)
    throw new AppError('too-large', {
      detail: `PDF 有 ${document.numPages} 页，超过 ${mostPages} 页的上限。请拆分后分别办理。`,
    });
  const pages: OpenPage[] = [];
  for (let number = 1; number <= document.numPages; number += 1) {
    const page = await document.getPage(number);
    const view = page.getViewport({ scale: 1 });
    const { items, fonts } = await textItems(page, numbers);
    const placed = items.map(item => place(view, item));
    const inside = placed.filter(each => !isOutside(each, view));
    if (inside.length < placed.length) masker.removed('hidden', '页面范围以外的文字', `第${number}页`);
    const open = { page, view, placed: inside };
    refuseUndrawable(open, fonts, number);
    const where = `第${number}页`;
    if (inside.length === 0)
      masker.unseen(
        where,
        '这一页没有文字层（扫描件或者图片），系统读不到其中的文字，请人工查看并画框遮盖。',
      );
    else if (isUnreadable(inside.map(each => each.item.text).join('')))
      masker.unseen(where, '这一页的文字没有对应的编码，系统读不到，请人工查看并画框遮盖。');
    pages.push(open);
  }
  return pages;
}

async function reportLeftBehind(document: PdfDocument, masker: Masker): Promise<void> {
  const known = await document.getMetadata().catch(() => undefined);
  const info = (known?.info ?? {}) as Record<string, unknown>;
  if (['Title', 'Author', 'Subject', 'Keywords', 'Creator'].some(key => info[key]) || known?.metadata)
    masker.removed('property', '文档属性（标题、作者、制作程序）', '文件');
  const attached = (await document.getAttachments().catch(() => null)) as
    | ReadonlyMap<string, unknown>
    | object
    | null;
  const names = attached instanceof Map ? [...attached.keys()] : Object.keys(attached ?? {});
  for (const _ of names) masker.removed('embedded-file', 'PDF 附件', '文件');
  if ((await document.getOutline().catch(() => null)) !== null) masker.removed('property', '书签', '文件');
  const hasScript = await document.getJSActions().catch(() => null);
  if (hasScript !== null) masker.removed('script', '脚本', '文件');
  for (let number = 1; number <= document.numPages; number += 1) {
    const notes = await (await document.getPage(number)).getAnnotations().catch(() => []);
    for (const note of notes as { subtype?: string }[])
      masker.removed('annotation', note.subtype === 'Link' ? '链接' : '批注、表单域或图章', `第${number}页`);
  }
}

function paint(
  canvas: Canvas,
  scale: number,
  { page: _, view, placed }: OpenPage,
  found: PageFindings,
  boxes: readonly RedactionBox[],
): void {
  const context = canvas.getContext('2d');
  context.setTransform(1, 0, 0, 1, 0, 0);
  context.globalAlpha = 1;
  context.globalCompositeOperation = 'source-over';
  context.fillStyle = '#000000';
  const items = new Set(placed.map(each => each.item));
  for (const { item, from, to } of found.covers) {
    if (!items.has(item)) continue;
    context.beginPath();
    cornersOf(item, from, to).forEach(([x, y], i) => {
      const [px = 0, py = 0] = view.convertToViewportPoint(x, y) as number[];
      if (i === 0) context.moveTo(px * scale, py * scale);
      else context.lineTo(px * scale, py * scale);
    });
    context.closePath();
    context.fill();
  }
  for (const { x, y, width, height } of boxes)
    context.fillRect(x * scale, y * scale, width * scale, height * scale);
}

/** Darkest and lightest point of a stretch differ too little to be read: white on white, or painted over before. */
function isInvisible(
  pixels: Uint8ClampedArray,
  across: number,
  down: number,
  scale: number,
  each: PlacedItem,
): boolean {
  const [left, right] = [
    Math.max(0, Math.floor(each.x * scale)),
    Math.min(across, Math.ceil((each.x + each.width) * scale)),
  ];
  const [top, bottom] = [
    Math.max(0, Math.floor(each.y * scale)),
    Math.min(down, Math.ceil((each.y + each.height) * scale)),
  ];
  let [darkest, lightest] = [255, 0];
  for (let y = top; y < bottom; y += 1)
    for (let x = left; x < right; x += 1) {
      const at = (y * across + x) * 4;
      const light = (pixels[at]! * 299 + pixels[at + 1]! * 587 + pixels[at + 2]! * 114) / 1000;
      if (light < darkest) darkest = light;
      if (light > lightest) lightest = light;
      if (lightest - darkest > 24) return false;
    }
  return true;
}

function isUnderBox(each: PlacedItem, boxes: readonly RedactionBox[]): boolean {
  return boxes.some(
    box =>
      box.x < each.x + each.width &&
      each.x < box.x + box.width &&
      box.y < each.y + each.height &&
      each.y < box.y + box.height,
  );
}

function layerText({ item, x, y }: PlacedItem, view: Viewport, text: string): PageText {
  const [a = 1, b = 0, , , e = 0, f = 0] = item.transform;
  const [px = x, py = y] = view.convertToViewportPoint(e, f) as number[];
  const [qx = x, qy = y] = view.convertToViewportPoint(e + a, f + b) as number[];
  const angle = (Math.atan2(qy - py, qx - px) * 180) / Math.PI;
  return {
    text,
    x: px,
    y: py,
    size: item.height,
    width: item.width,
    angle: Math.abs(angle) < 0.5 ? 0 : angle,
  };
}

async function drawPage(
  canvases: CanvasModule,
  open: OpenPage,
  found: PageFindings,
  boxes: readonly RedactionBox[],
  masker: Masker,
  where: string,
) {
  const { page, view, placed } = open;
  const scale = Math.min(resolution / 72, Math.sqrt(mostPixels / Math.max(1, view.width * view.height)));
  const viewport = page.getViewport({ scale });
  const [across, down] = [Math.max(1, Math.ceil(viewport.width)), Math.max(1, Math.ceil(viewport.height))];
  const canvas = canvases.createCanvas(across, down);
  const context = canvas.getContext('2d');
  await page.render({
    canvas: canvas as unknown as HTMLCanvasElement,
    canvasContext: context as unknown as CanvasRenderingContext2D,
    viewport,
    background: '#ffffff',
    // Notes and forms are not read by the finder, so that they are not drawn either.
    annotationMode: 0,
  }).promise;
  context.setTransform(1, 0, 0, 1, 0, 0);
  const pixels = context.getImageData(0, 0, across, down).data as unknown as Uint8ClampedArray;
  const unseen = new Set(placed.filter(each => isInvisible(pixels, across, down, scale, each)));
  for (const _ of unseen) masker.removed('hidden', '看不见的文字（与底色相同或者已被覆盖）', where);
  paint(canvas, scale, open, found, boxes);
  const texts = placed
    .filter(each => !unseen.has(each) && !isUnderBox(each, boxes))
    .map(each => layerText(each, view, found.textOf.get(each.item) ?? each.item.text));
  const picture = await canvas.encode('jpeg', 76);
  page.cleanup();
  return { picture, width: view.width, height: view.height, texts };
}

async function openPdf(
  bytes: Uint8Array,
  canvases: CanvasModule,
): Promise<{ document: PdfDocument; numbers: OperatorNumbers }> {
  const unpdf = await import('unpdf');
  await unpdf.resolvePDFJSImport();
  const { OPS } = await unpdf.getResolvedPDFJS();
  const CanvasFactory = await unpdf.createIsomorphicCanvasFactory(async () => canvases);
  try {
    const document = await unpdf.getDocumentProxy(new Uint8Array(bytes), {
      verbosity: 0,
      isEvalSupported: false,
      stopAtErrors: true,
      CanvasFactory,
    } as Parameters<typeof unpdf.getDocumentProxy>[1]);
    return { document, numbers: OPS as OperatorNumbers };
  } catch (cause) {
    throw new AppError('unreadable-file', {
      detail: 'PDF 文件已损坏或设有密码，系统无法读取。请取消密码或者重新导出后上传。',
      cause,
    });
  }
}

/** Letters for the fourteen fonts that no PDF carries: the same on every machine, whatever is installed there. */
function registerFonts({ GlobalFonts }: CanvasModule): void {
  const path = fileURLToPath(import.meta.resolve(fontFile));
  for (const family of ['sans-serif', 'serif', 'monospace'])
    if (!GlobalFonts.has(family)) GlobalFonts.registerFromPath(path, family);
}

/** The bytes of the redacted copy. Faults: `unreadable-file` (damaged, locked, fonts not embedded), `too-large`. */
export async function redactPdf(bytes: Uint8Array, masker: Masker): Promise<Buffer> {
  const canvases = await import('@napi-rs/canvas');
  registerFonts(canvases);
  const { document, numbers } = await openPdf(bytes, canvases);
  try {
    const pages = await openPages(document, numbers, masker);
    await reportLeftBehind(document, masker);
    for (const { placed } of pages) learnPage(placed, masker);
    const writer = pdfWriter();
    for (const [i, open] of pages.entries()) {
      const where = `第${i + 1}页`;
      const boxes = masker.order.boxes.filter(box => box.page === i + 1);
      for (const _ of boxes) masker.removed('box', '画框遮盖', where);
      writer.page(
        await drawPage(canvases, open, pageFindings(open.placed, masker, where), boxes, masker, where),
      );
    }
    return await writer.finish();
  } catch (error) {
    if (error instanceof AppError) throw error;
    throw new AppError('unreadable-file', {
      detail: 'PDF 文件已损坏，系统画不出其中的页面。请重新导出后上传。',
      cause: error,
    });
  } finally {
    await document.loadingTask.destroy().catch(() => {});
  }
}
