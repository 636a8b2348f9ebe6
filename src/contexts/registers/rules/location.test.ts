import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { pointOf } from '../contract/location.ts';
import { readLocation } from './location.ts';

describe('the location of an entry', () => {
  it.each([
    ['105.285,27.303', '105.285,27.303'],
    ['105.28471, 27.30264', '105.285,27.303'],
    ['105.2847，27.3026', '105.285,27.303'],
    ['东经105.2847° 北纬27.3026°', '105.285,27.303'],
    ['105.2847E 27.3026N', '105.285,27.303'],
    ['105,27', '105.000,27.000'],
  ])('reads %s', (text, kept) => {
    expect(readLocation(text)).toEqual({ value: kept });
  });

  it.each([
    ['27.303,105.285', '经度和纬度写反了。', '105.285,27.303'],
    ['105°17′5″,27°18′11″', '经纬度不写作度分秒。', '小数度'],
    ['205.285,27.303', '这个位置不在国内。', '73至136'],
    ['105.285,2.303', '这个位置不在国内。', '3至54'],
    ['105.285', '经纬度无法识别。', '用逗号隔开'],
    ['105.285,27.303,9', '经纬度无法识别。', '用逗号隔开'],
    ['-105.285,27.303', '经纬度无法识别。', '用逗号隔开'],
    ['某某路1号', '经纬度无法识别。', '用逗号隔开'],
  ])('says what is wrong with %s', (text, message, advice) => {
    expect(readLocation(text)).toEqual({ message, advice: expect.stringContaining(advice) });
  });

  it('keeps every place in the country within 60 m of itself, and keeps what it kept', () => {
    fc.assert(
      fc.property(
        fc.double({ min: 73, max: 136, noNaN: true }),
        fc.double({ min: 3, max: 54, noNaN: true }),
        (longitude, latitude) => {
          const read = readLocation(`${longitude.toFixed(9)},${latitude.toFixed(9)}`);
          if (!('value' in read)) throw new Error(read.message);
          const point = pointOf(read.value)!;
          expect(Math.abs(point.longitude - longitude)).toBeLessThanOrEqual(0.000501);
          expect(Math.abs(point.latitude - latitude)).toBeLessThanOrEqual(0.000501);
          expect(readLocation(read.value)).toEqual(read);
        },
      ),
    );
  });
});
