import { locationDecimals } from '../contract/location.ts';

/** A location as people write it: `105.2847, 27.3026`, with any of the usual signs between the two. */

/** Everything the registers of a Chinese organ can be about lies between these degrees. */
const within = { longitude: [73, 136], latitude: [3, 54] } as const;

const isIn = ([least, most]: readonly [number, number], value: number) => value >= least && value <= most;

/** The location in the form in which it is kept, rounded to about 100 m; or what is wrong with it. */
export function readLocation(
  text: string,
): { readonly value: string } | { readonly message: string; readonly advice: string } {
  if (/[°′″'"度分秒]/.test(text.replaceAll(/°(?=[,，、;；\sEN]|$)/gi, '')))
    return { message: '经纬度不写作度分秒。', advice: '请换算为小数度，如 105.285,27.303。' };
  const parts = text
    .replaceAll(/东经|北纬|[EN°]/gi, ' ')
    .split(/[,，、;；\s]+/)
    .filter(each => each !== '');
  if (parts.length !== 2 || !parts.every(each => /^\d{1,3}(?:\.\d{1,12})?$/.test(each)))
    return { message: '经纬度无法识别。', advice: '请先写经度，再写纬度，用逗号隔开，如 105.285,27.303。' };
  const [longitude, latitude] = parts.map(Number) as [number, number];
  if (isIn(within.longitude, latitude) && isIn(within.latitude, longitude))
    return { message: '经度和纬度写反了。', advice: `请改为 ${parts[1]},${parts[0]}。` };
  if (!isIn(within.longitude, longitude) || !isIn(within.latitude, latitude))
    return {
      message: '这个位置不在国内。',
      advice: '请核对：经度在73至136之间，纬度在3至54之间，如 105.285,27.303。',
    };
  return { value: `${longitude.toFixed(locationDecimals)},${latitude.toFixed(locationDecimals)}` };
}
