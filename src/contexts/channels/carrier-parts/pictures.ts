import type { PostingPicture } from '../carrier.ts';

/**
 * Pictures as a carrier takes them: JPEG or PNG below its limit, always encoded anew, so that no place, device or name
 * of a person that the camera wrote travels along.
 */

export interface FittedPicture {
  readonly bytes: Uint8Array<ArrayBuffer>;
  readonly mediaType: 'image/jpeg' | 'image/png';
  readonly width: number;
  readonly height: number;
}

export interface PictureLimits {
  /** The picture stays below this many bytes. */
  readonly belowBytes: number;
  /** Pixels; wider ones are scaled down. */
  readonly widest: number;
}

/** Pixels of a picture we unpack: four times the largest telephone camera's, far from what fills the memory. */
const mostPixels = 400_000_000;
const jpegQualities = [86, 76, 64, 52] as const;
const rounds = 10;
const readable = new Set(['jpeg', 'png', 'gif', 'webp', 'tiff']);

/** The picture within the limits; undefined if it cannot be read as one. */
export async function fitPicture(
  bytes: Uint8Array,
  limits: PictureLimits,
): Promise<FittedPicture | undefined> {
  const { default: sharp } = await import('sharp');
  const open = () => sharp(bytes, { failOn: 'error', limitInputPixels: mostPixels }).rotate();
  try {
    const { format, autoOrient } = await open().metadata();
    if (!readable.has(format ?? '')) return undefined;
    let width = Math.min(limits.widest, autoOrient.width);
    for (let round = 0; round < rounds; round += 1) {
      const sized = () => open().resize({ width, withoutEnlargement: true });
      if (format !== 'jpeg') {
        const png = await sized().png({ compressionLevel: 9 }).toBuffer({ resolveWithObject: true });
        if (png.data.length < limits.belowBytes) return fitted(png, 'image/png');
      }
      for (const quality of jpegQualities) {
        const jpeg = await sized()
          .flatten({ background: '#ffffff' })
          .jpeg({ quality, mozjpeg: true })
          .toBuffer({ resolveWithObject: true });
        if (jpeg.data.length < limits.belowBytes) return fitted(jpeg, 'image/jpeg');
      }
      width = Math.max(1, Math.round(width * 0.7));
    }
    return undefined;
  } catch {
    return undefined;
  }
}

function fitted(
  { data, info }: { data: Buffer; info: { width: number; height: number } },
  mediaType: FittedPicture['mediaType'],
): FittedPicture {
  return { bytes: new Uint8Array(data), mediaType, width: info.width, height: info.height };
}

/** Bytes of one picture in a preview, scaled for a telephone. */
const previewLimits: PictureLimits = { belowBytes: 300_000, widest: 750 };

/** The picture as a data address for a preview; undefined if it cannot be read. */
export async function previewPicture(picture: Pick<PostingPicture, 'read'>): Promise<string | undefined> {
  const bytes = await picture.read().catch(() => undefined);
  const small = bytes && (await fitPicture(bytes, previewLimits));
  return small && `data:${small.mediaType};base64,${Buffer.from(small.bytes).toString('base64')}`;
}

/** A multipart part with the name by which carriers tell the type. */
export function asFile(picture: FittedPicture, name: string): { blob: Blob; name: string } {
  const ending = picture.mediaType === 'image/png' ? 'png' : 'jpg';
  return { blob: new Blob([picture.bytes], { type: picture.mediaType }), name: `${name}.${ending}` };
}
