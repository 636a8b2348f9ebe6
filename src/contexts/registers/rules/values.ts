import { addDays, dayOf, isDay } from '../../../law/day.ts';
import { findPersonalNumbers } from '../../../law/masking.ts';
import { creditCodeFault } from '../../../law/social-credit-code.ts';
import type { EntryValue, EntryValues, RegisterField, RegisterKind } from '../contract.ts';
import { readLocation } from './location.ts';

/** One value of an entry: read from what was typed or imported, and judged. */

export interface Fault {
  readonly message: string;
  readonly advice: string;
}

export type Reading =
  | { readonly ok: true; readonly value: EntryValue | null }
  | { readonly ok: false; readonly fault: Fault };

const longestText = 500;
const largestNumber = 1e12;

const fault = (message: string, advice: string): Reading => ({ ok: false, fault: { message, advice } });
const taken = (value: EntryValue | null): Reading => ({ ok: true, value });

/** Full-width letters, digits and signs as plain ones. */
function plain(text: string): string {
  return text.replaceAll(/[！-～]/g, char => String.fromCharCode(char.charCodeAt(0) - 0xfee0));
}

const days = [
  /^(\d{4})[-/.](\d{1,2})[-/.](\d{1,2})(?:[T ]00:00(?::00)?(?:\.000Z?)?)?$/,
  /^(\d{4})年(\d{1,2})月(\d{1,2})日$/,
  /^(\d{4})(\d{2})(\d{2})$/,
] as const;

/** The 1900 system of spreadsheets; day 60 of it never was. */
function serialDay(text: string): string | undefined {
  const serial = Number(text);
  if (!/^\d{4,5}$/.test(text) || serial < 7306 || serial > 80000) return undefined;
  return addDays(dayOf('1899-12-30'), serial);
}

/** A civil day out of the usual ways of writing one, serial numbers of spreadsheets too. */
export function readDay(text: string): string | undefined {
  for (const form of days) {
    const [, year, month, date] = form.exec(text) ?? [];
    if (year === undefined) continue;
    const written = `${year}-${month!.padStart(2, '0')}-${date!.padStart(2, '0')}`;
    return isDay(written) ? written : undefined;
  }
  return serialDay(text);
}

function readNumber(field: RegisterField, text: string): Reading {
  const bare = text.replaceAll(/[,\s￥¥]/g, '');
  const number = Number(bare);
  if (bare === '' || !/^[+-]?\d+(?:\.\d+)?$/.test(bare)) {
    const unit = field.measure === '' ? '' : `，以${field.measure}计，不写单位`;
    return fault('这里应填数字。', `请删去文字，只填数字${unit}。`);
  }
  if (number < 0) return fault('不能小于0。', '请核对后填写。');
  if (number > largestNumber)
    return fault('数字过大。', `请核对单位是否为${field.measure || '本栏的单位'}。`);
  return taken(number);
}

/** Landlines with area code, short numbers of services, 400 and 800 numbers; never a person's mobile. */
const officePhone = /^(?:0\d{2,3}-?\d{7,8}(?:-\d{1,6})?|1\d{2,4}|[48]00-?\d{3}-?\d{4}|9\d{4,5})$/;

function readPhone(text: string): Reading {
  const parts = text.split(/[、；;，,\s]+/).filter(each => each !== '');
  if (parts.some(each => /^(?:\+?86)?1[3-9]\d{9}$/.test(each.replaceAll('-', ''))))
    return fault('不公开个人手机号码。', '请改填办公电话，如 0857-1234567；确无固定电话的留空。');
  if (!parts.every(each => officePhone.test(each)))
    return fault('电话号码的写法不对。', '请写区号和号码，如 0857-1234567；多个号码用顿号隔开。');
  return taken(parts.join('、'));
}

function readCode(field: RegisterField, text: string): Reading {
  const code = text.replaceAll(/[\s-]/g, '').toUpperCase();
  if (field.check === 'credit-code') {
    const wrong = creditCodeFault(code);
    return wrong === undefined ? taken(code) : fault(wrong, '改正后保存；代码以登记证书为准。');
  }
  if (!/^[0-9A-Z]{2,40}$/.test(code)) return fault('编码只用字母和数字。', '请对照证书填写。');
  return taken(code);
}

/** A value as it will be kept; null where nothing is written. */
export function readValue(field: RegisterField, given: EntryValue | null): Reading {
  if (given === null) return taken(null);
  const text = String(given).trim();
  if (text === '') return taken(null);
  switch (field.kind) {
    case 'number':
    case 'money':
      return readNumber(field, plain(text));
    case 'date': {
      const read = readDay(plain(text));
      return read === undefined ? fault('日期无法识别。', '请写作 2019-06-10 的形式。') : taken(read);
    }
    case 'phone':
      return readPhone(plain(text));
    case 'location': {
      const read = readLocation(plain(text));
      return 'value' in read ? taken(read.value) : { ok: false, fault: read };
    }
    case 'code':
      return readCode(field, plain(text));
    case 'choice':
      return field.choices.includes(text)
        ? taken(text)
        : fault(`“${text.slice(0, 20)}”不在可选项之内。`, `请从这些之中选：${field.choices.join('、')}。`);
    default:
  }
  if (text.length > longestText) return fault(`超过${longestText}字。`, '请缩短后填写。');
  if (field.public && findPersonalNumbers(text).length > 0)
    return fault('含有个人的证件、银行卡或者手机号码，不能公开。', '请删去号码；需要联系方式的填办公电话。');
  return taken(text);
}

export interface FieldFault extends Fault {
  readonly field: string;
  readonly name: string;
}

/** All values of an entry: what can be kept, and every fault. Fields that the schema does not know are a fault. */
export function readValues(
  schema: Pick<RegisterKind, 'fields'>,
  given: Readonly<Record<string, EntryValue | null>>,
): { readonly values: EntryValues; readonly faults: readonly FieldFault[] } {
  const values: Record<string, EntryValue> = {};
  const faults: FieldFault[] = [];
  for (const field of schema.fields) {
    const reading = readValue(field, given[field.id] ?? null);
    const { id, name } = field;
    if (!reading.ok) faults.push({ field: id, name, ...reading.fault });
    else if (reading.value !== null) values[id] = reading.value;
    else if (field.required)
      faults.push({ field: id, name, message: '没有填写。', advice: `请填写${name}。` });
  }
  const known = new Set(schema.fields.map(field => field.id));
  for (const each of Object.keys(given))
    if (!known.has(each))
      faults.push({ field: each, name: each, message: '没有这一栏。', advice: '请刷新页面后重新填写。' });
  return { values, faults };
}

/** The first field names the entry. */
export function nameOf(schema: Pick<RegisterKind, 'fields'>, values: EntryValues): string {
  return String(values[schema.fields[0]!.id] ?? '');
}

/** Names of the fields in which two entries differ. */
export function changedFields(
  schema: Pick<RegisterKind, 'fields'>,
  before: EntryValues,
  after: EntryValues,
): string[] {
  return schema.fields.filter(({ id }) => before[id] !== after[id]).map(({ name }) => name);
}
