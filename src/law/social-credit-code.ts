/** Unified social credit codes (GB 32100-2015) and organisation codes (GB 11714), with their check characters. */

const alphabet = '0123456789ABCDEFGHJKLMNPQRTUWXY';
const weights = [1, 3, 9, 27, 19, 26, 16, 17, 20, 29, 25, 13, 8, 24, 10, 30, 28] as const;
const form = /^[0-9A-HJ-NPQRTUWXY]{2}\d{6}[0-9A-HJ-NPQRTUWXY]{10}$/;

const organisationWeights = [3, 7, 9, 10, 5, 8, 4, 2] as const;
const organisationAlphabet = '0123456789ABCDEFGHIJKLMNOPQRSTUVWXYZ';

function weighted(text: string, letters: string, by: readonly number[]): number {
  return by.reduce((sum, weight, i) => sum + letters.indexOf(text[i] ?? '') * weight, 0);
}

/** The 18th character that belongs to the first 17. */
export function socialCreditCheckCharacter(first17: string): string {
  return alphabet[(31 - (weighted(first17, alphabet, weights) % 31)) % 31] ?? '';
}

/** True for 18 characters of the code's alphabet with the right check character. Lower case is not accepted. */
export function isSocialCreditCode(text: string): boolean {
  return form.test(text) && socialCreditCheckCharacter(text) === text[17];
}

/** The check character of an organisation code's first eight characters. */
export function organisationCheckCharacter(first8: string): string {
  const rest = 11 - (weighted(first8, organisationAlphabet, organisationWeights) % 11);
  return rest === 10 ? 'X' : rest === 11 ? '0' : `${rest}`;
}

/** True for a nine-character organisation code, with or without the hyphen before the check character. */
export function isOrganisationCode(text: string): boolean {
  const plain = text.replace(/^(.{8})-/, '$1');
  return /^[0-9A-Z]{8}[0-9X]$/.test(plain) && organisationCheckCharacter(plain) === plain[8];
}

/** The organisation code inside a social credit code (characters 9 to 17). */
export function organisationCodeOf(socialCreditCode: string): string {
  return socialCreditCode.slice(8, 17);
}

/** What the first two characters say of a holder under civil affairs and its neighbours; nothing if not listed. */
export const holderKinds: Readonly<Record<string, string>> = {
  '11': '机关',
  '12': '事业单位',
  '51': '社会团体',
  '52': '民办非企业单位（社会服务机构）',
  '53': '基金会',
  '59': '其他民政登记的组织',
  '91': '企业',
  '92': '个体工商户',
};

/** What is wrong with a social credit code, in Chinese and with what to do; nothing if it is right (GB 32100-2015). */
export function creditCodeFault(code: string): string | undefined {
  if (code.length !== 18) return `统一社会信用代码应为18位，现为${code.length}位，请核对登记证书。`;
  if (!form.test(code))
    return '统一社会信用代码只用数字和大写字母（不用I、O、S、V、Z），第3至8位为行政区划数字，请核对登记证书。';
  if (socialCreditCheckCharacter(code) !== code[17])
    return '统一社会信用代码的校验位（第18位）不正确，可能有一位写错，请对照登记证书逐位核对。';
  return undefined;
}
