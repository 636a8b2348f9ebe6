import { fileURLToPath } from 'node:url';
import type { Posting } from '../carrier.ts';
import { type FittedPicture, fitPicture } from '../carrier-parts/pictures.ts';
import type { WechatSettings } from './settings.ts';

/** The picture above the article: the posting's own, its first picture, or one made from the pack. */

export interface House {
  readonly siteName: string;
  /** `#1c4f9c` */
  readonly mainColour: string;
}

/** Pixels: 2.35 to 1, as WeChat shows the first article of a list. */
const width = 900;
const height = 383;
const font = '@expo-google-fonts/noto-serif-sc/600SemiBold/NotoSerifSC_600SemiBold.ttf';
const family = 'Gongkai Cover';
const widestCover = 1800;

/** The site's name in white on the main colour, smaller if it is long. */
export async function makeDefaultCover({ siteName, mainColour }: House): Promise<FittedPicture> {
  const { createCanvas, GlobalFonts } = await import('@napi-rs/canvas');
  if (!GlobalFonts.has(family))
    GlobalFonts.registerFromPath(fileURLToPath(import.meta.resolve(font)), family);
  const canvas = createCanvas(width, height);
  const context = canvas.getContext('2d');
  context.fillStyle = mainColour;
  context.fillRect(0, 0, width, height);
  context.fillStyle = '#ffffff';
  context.textAlign = 'center';
  context.textBaseline = 'middle';
  const room = width - 120;
  context.font = `72px "${family}"`;
  const size = Math.max(20, Math.min(72, (72 * room) / context.measureText(siteName).width));
  context.font = `${size}px "${family}"`;
  context.fillText(siteName, width / 2, height / 2, room);
  return {
    bytes: new Uint8Array(await canvas.encode('png')),
    mediaType: 'image/png',
    width,
    height,
  };
}

/** The cover within the limits; undefined if the picture chosen for it cannot be read. */
export async function coverOf(
  posting: Posting,
  house: House,
  { limits }: WechatSettings,
): Promise<FittedPicture | undefined> {
  const chosen = posting.cover ?? posting.pictures[0];
  if (chosen === undefined) return makeDefaultCover(house);
  return fitPicture(await chosen.read(), { belowBytes: limits.coverBytes, widest: widestCover });
}
