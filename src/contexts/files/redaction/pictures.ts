/** Pictures without where, when and by whom, and with what an officer has covered painted over. */
import { AppError } from '../../../platform/app-error.ts';
import type { RedactionBox } from '../contract/redaction.ts';

/** 100 megapixels: what a scanner makes of A2 at 400 dpi. */
const mostPixels = 100_000_000;
const formats: ReadonlySet<string> = new Set(['png', 'jpeg', 'gif', 'tiff', 'webp']);

export interface CleanPicture {
  readonly bytes: Buffer;
  readonly format: string;
  readonly width: number;
  readonly height: number;
  /** What the picture said of itself besides what it shows. */
  readonly told: readonly string[];
}

interface Told {
  readonly exif?: Buffer;
  readonly xmp?: Buffer;
  readonly iptc?: Buffer;
  readonly comments?: readonly unknown[];
}

function toldBy({ exif, xmp, iptc, comments }: Told): string[] {
  return [
    ...(exif === undefined ? [] : ['拍摄信息（EXIF，可能含拍摄地点）']),
    ...(xmp === undefined ? [] : ['编辑记录（XMP）']),
    ...(iptc === undefined ? [] : ['图片说明（IPTC）']),
    ...((comments ?? []).length === 0 ? [] : ['图片注释']),
  ];
}

/** Nothing if these bytes are no picture that is drawn from pixels. */
export async function cleanPicture(
  bytes: Uint8Array,
  boxes: readonly RedactionBox[] = [],
): Promise<CleanPicture | undefined> {
  const { default: sharp } = await import('sharp');
  const known = await sharp(bytes, { limitInputPixels: mostPixels })
    .metadata()
    .catch(() => undefined);
  if (known?.format === undefined || !formats.has(known.format)) return undefined;
  try {
    const upright = await sharp(bytes, { limitInputPixels: mostPixels })
      .autoOrient()
      .toBuffer({ resolveWithObject: true });
    const { width, height } = upright.info;
    const covers = boxes.flatMap(box => {
      const [left, top] = [Math.floor(box.x), Math.floor(box.y)];
      const [right, bottom] = [Math.ceil(box.x + box.width), Math.ceil(box.y + box.height)];
      const size = { width: Math.min(right, width) - left, height: Math.min(bottom, height) - top };
      if (size.width <= 0 || size.height <= 0) return [];
      return [{ input: { create: { ...size, channels: 3 as const, background: '#000000' } }, left, top }];
    });
    const format = known.format as 'png';
    const written = sharp(upright.data, { limitInputPixels: mostPixels }).composite(covers);
    const output = await written.toFormat(format, known.format === 'jpeg' ? { quality: 90 } : {}).toBuffer();
    return { bytes: output, format: known.format, width, height, told: toldBy(known as Told) };
  } catch (cause) {
    throw new AppError('unreadable-file', {
      detail: '图片已损坏，系统无法重新生成。请用看图软件打开并另存后重新上传。',
      cause,
    });
  }
}
