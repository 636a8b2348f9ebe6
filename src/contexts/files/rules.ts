/** What may be taken as an attachment, and under what name. Pure. */
import { acceptedTypes, acceptedTypeWords } from './contract.ts';

/** What the content of a file shows. */
export interface SeenContent {
  /** Media type by the first bytes; nothing if they are of no known kind. */
  readonly mediaType: string | undefined;
  /** Names of the parts of a ZIP; absent if the file is none. */
  readonly parts?: ReadonlySet<string>;
  /** What it reads as, where the bytes are text in some encoding. */
  readonly text?: 'svg' | 'html' | 'json' | 'plain';
  /** Why a text cannot be taken, e.g. a drawing with scripts. */
  readonly fault?: string;
}

export type TypeDecision =
  | { readonly ok: true; readonly mediaType: string }
  | { readonly ok: false; readonly message: string };

const wordType = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';
const sheetType = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const oldOfficeTypes: ReadonlySet<string> = new Set(['application/x-cfb', 'application/msword']);
const longestName = 120;

function officeType(parts: ReadonlySet<string>): string | undefined {
  if (!parts.has('[Content_Types].xml')) return 'application/zip';
  if (parts.has('word/document.xml')) return wordType;
  return parts.has('xl/workbook.xml') ? sheetType : undefined;
}

/** Plain text may be a table; a page may be kept as the text it is. Anything else is what it reads as. */
function textType(text: NonNullable<SeenContent['text']>, ending: string): string {
  if (ending === 'csv') return 'text/csv';
  if (ending === 'txt') return 'text/plain';
  // Only under its own name: what a plain text says may happen to parse.
  if (ending === 'json' && text === 'json') return 'application/json';
  if (text === 'svg') return 'image/svg+xml';
  return text === 'html' || ending === 'html' || ending === 'htm' ? 'text/html' : 'text/plain';
}

function hasMacros(parts: ReadonlySet<string>): boolean {
  return [...parts].some(part => part.toLowerCase().endsWith('vbaproject.bin'));
}

/** Ending of a file name, lower case, without the dot. */
export function endingOf(name: string): string {
  return /\.([A-Za-z0-9]{1,8})$/.exec(name)?.[1]?.toLowerCase() ?? '';
}

/** The type by the content; refused if it is not accepted, or the name's ending says something else. */
export function decideType({ mediaType, parts, text, fault }: SeenContent, name: string): TypeDecision {
  const no = (message: string): TypeDecision => ({ ok: false, message });
  if (oldOfficeTypes.has(mediaType ?? ''))
    return no('这是旧版 Office 格式或者设有打开密码的文件。请取消密码并另存为 DOCX、XLSX 或 PDF 后上传。');
  if (parts !== undefined && hasMacros(parts))
    return no('文件含有宏，不能公开。请另存为不含宏的 DOCX 或 XLSX 后上传。');
  const seen =
    parts !== undefined ? officeType(parts) : text === undefined ? mediaType : textType(text, endingOf(name));
  const endings = seen === undefined || !Object.hasOwn(acceptedTypes, seen) ? undefined : acceptedTypes[seen];
  if (seen === undefined || endings === undefined)
    return no(`只能上传 ${acceptedTypeWords}；这个文件的内容不属于其中任何一种。`);
  if (!endings.includes(endingOf(name)))
    return no(
      `文件内容是 ${endings[0]!.toUpperCase()}，文件名“${name}”的扩展名与之不符。请改正扩展名后上传。`,
    );
  if (fault !== undefined && seen === 'image/svg+xml') return no(fault);
  return { ok: true, mediaType: seen };
}

/**
 * A name fit to be shown and saved: no folders, no control characters, none of the invisible marks that turn the
 * direction of writing (`年报‮xdocx.exe`), at most 120 characters with its ending kept.
 */
export function cleanName(name: string): string {
  const last = name.normalize('NFC').split(/[/\\]/).at(-1) ?? '';
  const plain = last
    .replaceAll(/[\p{Cc}\p{Cf}\p{Co}\p{Cs}\u2028\u2029]/gu, '')
    .replaceAll(/[<>:"|?*]/g, '_')
    .replaceAll(/\s+/g, ' ')
    .replace(/^[ .]+/, '')
    .trim();
  const ending = endingOf(plain);
  const stem = [...(ending === '' ? plain : plain.slice(0, -ending.length - 1))]
    .slice(0, longestName)
    .join('')
    .trim();
  const shown = stem === '' ? '未命名' : stem;
  return ending === '' ? shown : `${shown}.${ending}`;
}
