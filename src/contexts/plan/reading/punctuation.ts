/** Brackets of every kind officials type, and what they are read as. */
const brackets: Record<string, string> = {
  '（': '(',
  '）': ')',
  '﹙': '(',
  '﹚': ')',
  '【': '(',
  '】': ')',
  '〔': '(',
  '〕': ')',
  '［': '(',
  '］': ')',
  '〖': '(',
  '〗': ')',
  '[': '(',
  ']': ')',
  '{': '(',
  '}': ')',
  '｛': '(',
  '｝': ')',
};

const signs: Record<string, string> = {
  '︰': ':',
  '﹕': ':',
  '∶': ':',
  '：': ':',
  '﹔': ';',
  '；': ';',
  '﹐': ',',
  '，': ',',
  '､': '、',
  '｡': '。',
  '．': '.',
  '﹒': '.',
};

const odd = /[\u00a0\u2000-\u200d\u202f\u205f\u3000\ufeff\t\r]/g;

/**
 * The same text in one punctuation: half-width digits, letters, colons, commas and semicolons, round brackets, plain
 * spaces. Replaces one UTF-16 unit by one, so that every position is also a position in the original.
 */
export function plainPunctuation(text: string): string {
  return text
    .replace(/[（）﹙﹚【】〔〕［］〖〗[\]{}｛｝]/g, sign => brackets[sign] ?? sign)
    .replace(/[︰﹕∶：﹔；﹐，､｡．﹒]/g, sign => signs[sign] ?? sign)
    .replace(/[\uff01-\uff5e]/g, sign => String.fromCharCode(sign.charCodeAt(0) - 0xfee0))
    .replace(odd, ' ');
}

/** For comparing names: one punctuation, no spaces, no quotation marks. */
export function bare(text: string): string {
  return plainPunctuation(text).replace(/[\s“”"'‘’「」『』]/g, '');
}
