import { AppError } from '../../../platform/app-error.ts';
import type { Actor } from '../../organisation/contract.ts';
import type { ChannelPorts } from '../ports.ts';

/**
 * Photographs from a phone tell where and with what they were taken. The original stays as it came; the public gets a
 * copy drawn anew, upright, without any of that.
 */

export interface PublicCopy {
  /** Null: a scan, or nothing that the public is to see. */
  readonly publicDigest: string | null;
  /** `2019-06-20 09:30`, as the camera says; null where it says nothing. */
  readonly takenAtClaimed: string | null;
}

/** Longest side of the copy in pixels: readable on a screen, no more. */
const longestSide = 2000;
const mostPixels = 120_000_000;

/** When the camera says the picture was taken. */
async function takenAt(bytes: Uint8Array): Promise<string | null> {
  const { default: ExifReader } = await import('exifreader');
  try {
    const tags = ExifReader.load(Buffer.from(bytes));
    const text = String(tags['DateTimeOriginal']?.description ?? '');
    const parts = /^(\d{4})[:-](\d{2})[:-](\d{2})[ T](\d{2}:\d{2})/.exec(text);
    return parts === null ? null : `${parts[1]}-${parts[2]}-${parts[3]} ${parts[4]}`;
  } catch {
    // A picture without such data, or with damaged ones: it says nothing.
    return null;
  }
}

/** Upright, at most 2 000 pixels a side, without EXIF, IPTC, XMP and colour profile. Fault: `unreadable-file`. */
export async function withoutTraces(bytes: Uint8Array): Promise<Uint8Array> {
  const { default: sharp } = await import('sharp');
  try {
    const copy = await sharp(bytes, { limitInputPixels: mostPixels, failOn: 'error' })
      .rotate()
      .resize({ width: longestSide, height: longestSide, fit: 'inside', withoutEnlargement: true })
      .jpeg({ quality: 82 })
      .toBuffer();
    return new Uint8Array(copy);
  } catch (cause) {
    throw new AppError('unreadable-file', {
      detail: '这张照片已经损坏或者尺寸过大，无法读取。请重新拍摄后上传。',
      cause,
    });
  }
}

export async function publicCopyOf(
  ports: Pick<ChannelPorts, 'readFile' | 'keepFile'>,
  actor: Actor,
  file: { readonly digest: string; readonly name: string; readonly mediaType: string },
  showPublic: boolean,
): Promise<PublicCopy> {
  if (!file.mediaType.startsWith('image/')) return { publicDigest: null, takenAtClaimed: null };
  const original = await ports.readFile(file.digest);
  const takenAtClaimed = await takenAt(original);
  // Drawn in any case: a damaged picture is no proof, and is told at once.
  const copy = await withoutTraces(original);
  const name = `${file.name.replace(/\.[^.]*$/, '')}（公开副本）.jpg`;
  return { publicDigest: showPublic ? await ports.keepFile(copy, name, actor) : null, takenAtClaimed };
}
