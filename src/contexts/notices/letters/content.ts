import type { Day } from '../../../law/day.ts';
import type { LetterKind } from './kinds.ts';

/** A label and what stands beside it; an empty text is a cell that somebody fills in by hand. */
export interface SheetRow {
  readonly label: string;
  readonly text: string;
}

/** Rows in a frame: the whole letter (送达回证), or a slip for the answer on a page of its own. */
export interface Sheet {
  /** Nothing where the rows stand under the letter's own title. */
  readonly title: string | undefined;
  readonly rows: readonly SheetRow[];
}

/** 版记 at the foot of the last page. */
export interface Imprint {
  /** 抄送机关, in order. */
  readonly copyTo: readonly string[];
  /** 印发机关 */
  readonly printedBy: string;
  /** 2026年11月23日 */
  readonly printedOn: string;
}

/** A letter as composed: words only, no measure and no font. Both printers read it from top to bottom. */
export interface LetterContent {
  readonly kind: LetterKind;
  readonly form: string;
  /** 发文机关标志 in red above a formal letter; nothing on a slip, a sheet, or paper with a printed head. */
  readonly mark: string | undefined;
  /** Lines of the title, the organ first. */
  readonly title: readonly string[];
  /** 毕民公复〔2026〕3号 */
  readonly number: string;
  /** Without its colon; nothing on a sheet. */
  readonly addressee: string | undefined;
  readonly paragraphs: readonly string[];
  /** Names without number and closing mark. */
  readonly attachments: readonly string[];
  /** Under the text: the organ that signs. */
  readonly organ: string;
  readonly signedOn: Day;
  /** 2026年11月23日 */
  readonly date: string;
  /** Words that show where the seal goes; nothing where the seal is set electronically. */
  readonly sealPlace: string | undefined;
  /** 附注: how to reach us, in round brackets. */
  readonly note: string;
  readonly sheet: Sheet | undefined;
  /** With the mark or not at all. */
  readonly imprint: Imprint | undefined;
}

/** A sheet is signed by hand in its rows: it has neither addressee nor signature nor note. */
export function isSheet(letter: LetterContent): boolean {
  return letter.addressee === undefined;
}
