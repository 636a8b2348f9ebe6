/** Runs and paragraphs as every part of a letter in DOCX has them: official faces, exact pitch. */
import {
  AlignmentType,
  type IParagraphOptions,
  LineRuleType,
  Paragraph,
  type ParagraphChild,
  TextRun,
} from 'docx';
import { linePitch, pageFormat, twips } from '../page-format.ts';

/** Latin text in Times New Roman, everything else in a Chinese face; the hint keeps “” and — with the Chinese. */
function face(eastAsia: string, latin = 'Times New Roman') {
  return { ascii: latin, hAnsi: latin, cs: latin, eastAsia, hint: 'eastAsia' };
}

export const faces = {
  body: face('仿宋_GB2312'),
  title: face('方正小标宋简体', '方正小标宋简体'),
  page: face('宋体', '宋体'),
} as const;

export const line = Math.floor(linePitch * 20);
export const character = pageFormat.bodySize * 20;
/**
 * Twips taken off between characters: 28 of 16 points do not fit 156 mm by themselves. Not by a character grid, which
 * LibreOffice and WPS read in ways of their own.
 */
const characterSpacing = Math.floor(twips(pageFormat.blockWidth) / pageFormat.charactersPerLine) - character;

export const colours = {
  /** Shows the place of the seal and vanishes under it. */
  grey: '9A9A9A',
  red: 'FF0000',
} as const;

export function run(
  text: string,
  font: keyof typeof faces = 'body',
  size: number = pageFormat.bodySize,
  color?: string,
): TextRun {
  const spacing = font === 'body' && size === pageFormat.bodySize ? { characterSpacing } : {};
  return new TextRun({
    text,
    font: faces[font],
    size: size * 2,
    ...spacing,
    ...(color === undefined ? {} : { color }),
  });
}

export function paragraph(children: readonly ParagraphChild[], options: IParagraphOptions = {}): Paragraph {
  return new Paragraph({
    children,
    spacing: { line, lineRule: LineRuleType.EXACT, before: 0, after: 0 },
    widowControl: false,
    overflowPunctuation: true,
    // 2026年3月2日 without gaps around the digits.
    autoSpaceEastAsianText: false,
    ...options,
  });
}

export const blank = (options: IParagraphOptions = {}) => paragraph([run('')], options);
export const centred = { alignment: AlignmentType.CENTER } as const;
