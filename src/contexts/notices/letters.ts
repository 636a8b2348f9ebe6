/**
 * Letters of requests for information: words from the pack's templates, printed as DOCX and PDF by GB/T 9704. The
 * printers are loaded when the first letter is printed.
 */
import type { LetterContent } from './letters/content.ts';

export { composeLetter, type LetterValue, type LetterValues } from './letters/compose.ts';
export type { LetterContent, Sheet, SheetRow } from './letters/content.ts';
export {
  type LetterChoice,
  type LetterKind,
  letterForOutcome,
  letterKindNames,
  letterKinds,
} from './letters/kinds.ts';
export {
  type CompleteLetters,
  completeLetters,
  type LettersPack,
  type LetterTemplate,
  letterProblems,
  lettersPack,
  letterTemplate,
} from './letters/pack.ts';
export type { ValueName } from './letters/placeholders.ts';

/** The letter as the bytes of a DOCX file. */
export async function letterDocx(letter: LetterContent): Promise<Uint8Array> {
  const printer = await import('./letters/docx.ts');
  return printer.letterDocx(letter);
}

/**
 * The letter as the bytes of a PDF file, the same for the same letter; throws `AppError('letter-unprintable')` for
 * characters that the embedded font does not have.
 */
export async function letterPdf(letter: LetterContent): Promise<Uint8Array> {
  const printer = await import('./letters/pdf.ts');
  return printer.letterPdf(letter);
}
