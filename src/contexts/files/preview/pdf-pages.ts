import { openPdf } from '../reading/pdf-document.ts';

/** Pages of a PDF as pictures. Nothing in the file is run: scripts, forms, links and embedded files are not drawn. */

/** Pages drawn at most, pixels across, and milliseconds for one file. */
export const pdfLimits = { pages: 20, width: 1_000, tallest: 2_400, ms: 40_000 } as const;

export interface DrawnPages {
  /** WebP, from the first page on; shorter than the document where time or pages ran out. */
  readonly pictures: readonly Uint8Array[];
  readonly pages: number;
}

/** Faults: `unreadable-file`. A page that cannot be drawn ends the series: the text of all pages is there all the same. */
export async function drawPages(
  bytes: Uint8Array,
  limits: typeof pdfLimits = pdfLimits,
): Promise<DrawnPages> {
  const [{ createIsomorphicCanvasFactory }, canvas, { default: sharp }] = await Promise.all([
    import('unpdf'),
    import('@napi-rs/canvas'),
    import('sharp'),
  ]);
  const CanvasFactory = await createIsomorphicCanvasFactory(async () => canvas);
  const until = performance.now() + limits.ms;
  const document = await openPdf(bytes, { CanvasFactory, useSystemFonts: true });
  const pictures: Uint8Array[] = [];
  try {
    while (pictures.length < Math.min(document.numPages, limits.pages) && performance.now() < until) {
      const page = await document.getPage(pictures.length + 1);
      const whole = page.getViewport({ scale: 1 });
      const scale = Math.min(limits.width / whole.width, limits.tallest / whole.height);
      const viewport = page.getViewport({ scale });
      const sheet = canvas.createCanvas(
        Math.max(1, Math.round(viewport.width)),
        Math.max(1, Math.round(viewport.height)),
      );
      const context = sheet.getContext('2d');
      context.fillStyle = '#fff';
      context.fillRect(0, 0, sheet.width, sheet.height);
      try {
        await page.render({ canvas: sheet, canvasContext: context, viewport } as never).promise;
      } catch {
        break;
      }
      pictures.push(
        await sharp(await sheet.encode('png'))
          .webp({ quality: 78 })
          .toBuffer(),
      );
      page.cleanup();
    }
    return { pictures, pages: document.numPages };
  } finally {
    await document.loadingTask.destroy();
  }
}
