import { packedPngTexts } from './png-texts.ts';
import type { ReadingBuilder } from './reading-builder.ts';
import type { Recognition } from './text-recognition.ts';

/** What a picture says besides its pixels: place, persons, remarks; and that nobody but a person can read what it shows. */

/** Technical tags of cameras and programs. */
const technical =
  /^(?:Make|Model|Lens\w*|Software|.*Version|.*Date.*|.*Time.*|Orientation|.*Resolution.*|ColorSpace|.*Pixel.*|Exposure\w*|FNumber|ISO\w*|Flash\w*|Focal\w*|Metering\w*|White\w*|Scene\w*|Components\w*|Compressed\w*|.*ID|.*Profile|Format|format|.*Quality|Interop\w*|Sub\w*Sec\w*|History|DerivedFrom|.*toolkit|_raw|xmlns\w*|MicrosoftPhoto\w*|Gamma.*|.*Chroma.*|Custom Rendered|Digital\w*|Contrast|Saturation|Sharpness|Sensing\w*|File\w*|MakerNote|OffsetSchema|Padding|Coded.*|Record.*|Filter|Interlace|Compression|Pixel.*|Bit.*|Color.*|Image (?:Height|Width)|CanonicalName|Thumbnail.*|YCbCr\w*|Light\w*|Gain\w*|Max\w*|Aperture\w*|Shutter\w*|Brightness\w*|Subject(?:Distance|Area|Location)\w*|ExifIFD.*|GPS.*)$/i;

const tagWords: Readonly<Record<string, string>> = {
  ImageDescription: '图像说明',
  Artist: '作者',
  Copyright: '版权',
  UserComment: '备注',
  XPTitle: '标题',
  XPComment: '备注',
  XPAuthor: '作者',
  XPKeywords: '标记',
  XPSubject: '主题',
  CameraOwnerName: '相机所有者',
  OwnerName: '相机所有者',
};

export const unreadPicture = '系统读不到图片中的文字。请人工核对其中没有个人信息和不应公开的内容。';

const recognisedPicture = '图片中的文字由机器识别，可能有误。请人工核对其中没有个人信息和不应公开的内容。';

const longestTag = 20_000;

function textOf(tag: unknown, depth = 0): string {
  if (depth > 4 || tag === null || tag === undefined) return '';
  if (typeof tag === 'string') return tag;
  if (Array.isArray(tag)) return tag.map(each => textOf(each, depth + 1)).join(' ');
  if (typeof tag !== 'object') return '';
  const { description, value } = tag as { description?: unknown; value?: unknown };
  const said = textOf(description, depth + 1);
  return said !== '' || typeof value !== 'object' ? said : textOf(value, depth + 1);
}

type Tags = Readonly<Record<string, unknown>>;

function addTags(group: string, tags: Tags | undefined, out: ReadingBuilder): void {
  for (const [name, tag] of Object.entries(tags ?? {})) {
    if (technical.test(name)) continue;
    const text = textOf(tag).replaceAll('\u0000', '').trim().slice(0, longestTag);
    // A number alone is a setting of the camera.
    if (text !== '' && !/^\[?[\d\s.,:/-]{1,12}\]?$/.test(text))
      out.add(`图片属性“${tagWords[name] ?? name}”（${group}）`, text, 'property');
  }
}

/** Names of the camera and its numbers are kept out of it: nobody is found by them alone. */
export async function readPictureFile(
  bytes: Uint8Array,
  out: ReadingBuilder,
  recognition: Recognition | null,
): Promise<void> {
  const { default: reader } = await import('exifreader');
  const copy = Uint8Array.from(bytes).buffer;
  let tags: Record<string, Tags | undefined> = {};
  try {
    tags = (await reader.load(copy, { expanded: true, async: false })) as unknown as typeof tags;
  } catch {
    // No metadata that anybody could read: some pictures have none.
  }
  addTags('EXIF', tags['exif'], out);
  addTags('IPTC', tags['iptc'], out);
  addTags('XMP', tags['xmp'], out);
  addTags('PNG', tags['pngText'] ?? tags['png'], out);
  for (const text of packedPngTexts(bytes)) out.add('图片附带的文字', text, 'property');
  const gps = tags['gps'];
  if (gps !== undefined && (gps['Latitude'] !== undefined || gps['Longitude'] !== undefined))
    out.notice('place-in-picture', '图片', '图片带有拍摄地点的经纬度。请去掉位置信息后重新上传。');
  if (tags['Thumbnail'] !== undefined)
    out.notice(
      'hidden-content',
      '图片',
      '图片带有缩略图，可能还看得到裁剪或遮盖前的画面。请去掉图片的附加信息后重新上传。',
    );
  const lines = (await recognition?.picture(bytes)) ?? [];
  for (const line of lines) out.add('图片（文字识别）', line);
  out.notice('scanned-page', '图片', lines.length === 0 ? unreadPicture : recognisedPicture);
}
