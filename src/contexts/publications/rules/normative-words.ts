import type { Day } from '../../../law/day.ts';
import { dayInChinese } from '../../../law/day.ts';
import type {
  DecidingKind,
  DerivedValidity,
  Validity,
  ValidityEvent,
  VoidCause,
} from './normative-validity.ts';

/** Validity and its history in the words of a document's page and of the console. */

export const validityWords: Readonly<Record<Validity, string>> = {
  'in-force': '有效',
  amended: '已修改',
  repealed: '废止',
  expired: '失效',
};

export function nameWords(document: { readonly title: string; readonly documentNo: string }): string {
  const title = /^《.*》$/.test(document.title) ? document.title : `《${document.title}》`;
  return document.documentNo === '' ? title : `${title}（${document.documentNo}）`;
}

const actVerbs: Readonly<Record<DecidingKind, string>> = {
  amended: '修改',
  kept: '宣布继续有效',
  repealed: '废止',
  'declared-expired': '宣布失效',
  'term-ended': '有效期届满，失效',
  'withdrawn-as-repealed': '撤下，不再有效',
};

export const voidWords: Readonly<Record<VoidCause, string>> = {
  'act-withdrawn': '作出该项决定的文件因发布有误已撤下，该项决定自始无效',
  'act-amended': '作出该项决定的文件修订后不再包含该项决定',
};

/** What an event did, without its day. */
export function eventWords(event: ValidityEvent): string {
  if (event.kind === 'effective') return '开始施行';
  if (event.kind === 'stated') return `首次公开时注明为“${validityWords[event.stated ?? 'in-force']}”`;
  if (event.act === null) return actVerbs[event.kind];
  return `由${nameWords(event.act)}${actVerbs[event.kind]}`;
}

/** Where an event comes from: the text, an act, a statement. */
export function basisWords(event: ValidityEvent): string {
  if (event.kind === 'effective') return '本文件载明的施行日期';
  if (event.kind === 'term-ended') return '本文件载明的失效日期';
  if (event.kind === 'stated') return '首次公开时的登记（本系统没有作出该项决定的文件）';
  if (event.kind === 'withdrawn-as-repealed') return '本文件的撤下记录';
  return event.act === null ? '' : nameWords(event.act);
}

/** 由《…》（文号）废止; empty while in force. */
export function causeWords(derived: DerivedValidity): string {
  return derived.cause === null || derived.validity === 'in-force' ? '' : eventWords(derived.cause);
}

const endings: Readonly<Record<Exclude<Validity, 'in-force'>, string>> = {
  amended: '修改，请以修改后的文本为准',
  repealed: '废止',
  expired: '失效',
};

/** 已于2019年7月1日废止; without its day where none is known. */
function endingWords(validity: Exclude<Validity, 'in-force'>, since: Day | null): string {
  return `已${since === null ? '' : `于${dayInChinese(since)}`}${endings[validity]}`;
}

/** The banner on the document itself; nothing while it is in force. */
export function ownBanner(derived: DerivedValidity): string | null {
  const { validity, since, cause, notYetEffective } = derived;
  if (validity === 'in-force') return notYetEffective ? '本文件尚未施行。' : null;
  const day = cause?.kind === 'stated' ? null : since;
  const end = validity === 'amended' ? '' : '，仅供查阅';
  return `本文件${endingWords(validity, day)}${end}。`;
}

/** The banner on a page that cites it. */
export function citingBanner(
  cited: { readonly title: string; readonly documentNo: string },
  validity: Exclude<Validity, 'in-force'>,
  since: Day | null,
): string {
  return `本文引用的${nameWords(cited)}${endingWords(validity, since)}。`;
}
