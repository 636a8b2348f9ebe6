/** The pages as pictures in a new PDF, with the text that stays behind them, unseen but found and read out. */
import { fileURLToPath } from 'node:url';
import PDFDocument from 'pdfkit';

export interface PageText {
  readonly text: string;
  /** Feet of the first character: points from the top left; size in points; angle in degrees, clockwise. */
  readonly x: number;
  readonly y: number;
  readonly size: number;
  readonly width: number;
  readonly angle: number;
}

export interface PicturedPage {
  /** JPEG. */
  readonly picture: Buffer;
  /** Points. */
  readonly width: number;
  readonly height: number;
  readonly texts: readonly PageText[];
}

export const fontFile = '@expo-google-fonts/noto-serif-sc/400Regular/NotoSerifSC_400Regular.ttf';
const plainGlyphs = { features: [] as PDFKit.Mixins.OpenTypeFeatures[], lineBreak: false };
/** Text rendering mode 3: neither filled nor stroked (ISO 32000-1, 9.3.6). */
const invisible = '3 Tr';

interface RawContent {
  addContent(content: string): unknown;
  readonly info: Record<string, unknown>;
}

export function pdfWriter() {
  const document = new PDFDocument({ autoFirstPage: false, margin: 0, pdfVersion: '1.7', lang: 'zh-CN' });
  const raw = document as unknown as RawContent;
  // Neither program nor hour is said; the date is needed for the file's own number and says nothing.
  for (const key of Object.keys(raw.info)) delete raw.info[key];
  raw.info.CreationDate = new Date(0);
  document.registerFont('text', fileURLToPath(import.meta.resolve(fontFile)));
  const chunks: Buffer[] = [];
  document.on('data', (chunk: Buffer) => chunks.push(chunk));
  const ended = new Promise<void>(resolve => document.on('end', () => resolve()));

  function write({ text, x, y, size, width, angle }: PageText): void {
    document.save();
    if (angle !== 0) document.rotate(angle, { origin: [x, y] });
    document.font('text').fontSize(size);
    const natural = document.widthOfString(text, plainGlyphs);
    const horizontalScaling =
      natural > 0 && width > 0 ? Math.min(400, Math.max(25, (width / natural) * 100)) : 100;
    raw.addContent(invisible);
    document.text(text, x, y, {
      ...plainGlyphs,
      baseline: 'alphabetic',
      horizontalScaling,
    } as PDFKit.Mixins.TextOptions);
    document.restore();
  }

  return {
    page({ picture, width, height, texts }: PicturedPage): void {
      document.addPage({ size: [width, height], margin: 0 });
      document.image(picture, 0, 0, { width, height });
      for (const each of texts) write(each);
    },
    async finish(): Promise<Buffer> {
      document.end();
      await ended;
      return Buffer.concat(chunks);
    },
  };
}
