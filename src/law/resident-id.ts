/** Resident identity numbers: 18 characters (GB 11643-1999, check digit) and the old 15 digits. */
import { type Day, dayFrom } from './day.ts';

export interface ResidentId {
  /** Six digits of the division of first registration. */
  readonly region: string;
  readonly bornOn: Day;
  readonly sex: 'male' | 'female';
  readonly length: 15 | 18;
}

const weights = [7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2] as const;
const checkDigits = '10X98765432';

/** First two digits in use; 81 to 83 are the residence permits of Hong Kong, Macao and Taiwan residents. */
const provinces = /^(?:1[1-5]|2[1-3]|3[1-7]|4[1-6]|5[0-4]|6[1-5]|71|8[1-3])/;

/** The check digit that belongs to the first 17 digits. */
export function residentCheckDigit(first17: string): string {
  const sum = weights.reduce((total, weight, i) => total + Number(first17[i]) * weight, 0);
  return checkDigits[sum % 11] ?? '';
}

function read(region: string, born: string, order: string, length: 15 | 18): ResidentId | undefined {
  const bornOn = dayFrom(Number(born.slice(0, 4)), Number(born.slice(4, 6)), Number(born.slice(6, 8)));
  if (bornOn === undefined || !provinces.test(region) || bornOn < '1800-01-01') return undefined;
  return { region, bornOn, sex: Number(order) % 2 === 1 ? 'male' : 'female', length };
}

/** Reads a number; nothing if its form, province, birth date or check digit is wrong. */
export function parseResidentId(text: string): ResidentId | undefined {
  const number = text.toUpperCase();
  if (/^\d{17}[\dX]$/.test(number)) {
    if (residentCheckDigit(number) !== number[17]) return undefined;
    return read(number.slice(0, 6), number.slice(6, 14), number.slice(14, 17), 18);
  }
  if (!/^\d{15}$/.test(number)) return undefined;
  return read(number.slice(0, 6), `19${number.slice(6, 12)}`, number.slice(12), 15);
}

/** True for a valid 18- or 15-digit number. */
export function isResidentId(text: string): boolean {
  return parseResidentId(text) !== undefined;
}

/** Whole years a person has lived on a day; someone born on 29 February comes of age on 1 March. */
export function ageOn(bornOn: Day, on: Day): number {
  const years = Number(on.slice(0, 4)) - Number(bornOn.slice(0, 4));
  return on.slice(5) >= bornOn.slice(5) ? years : years - 1;
}
