/** The figures of GB/T 9704-2012 《党政机关公文格式》 that both printers follow. Lengths in millimetres, type in points. */

export const pageFormat = {
  width: 210,
  height: 297,
  /** 天头, 订口. */
  top: 37,
  left: 28,
  /** 版心 156 × 225: what remains is 35 below and 26 on the right. */
  blockWidth: 156,
  blockHeight: 225,
  bottom: 297 - 37 - 225,
  right: 210 - 28 - 156,
  linesPerPage: 22,
  charactersPerLine: 28,
  /** 2号, 3号, 4号. */
  titleSize: 22,
  bodySize: 16,
  pageNumberSize: 14,
  /** From the block to the page number. */
  pageNumberGap: 7,
  /** Characters left free at the right of the date where a seal goes on it. */
  dateIndent: 4,
} as const;

/** Points in a millimetre. */
export const pointsPerMillimetre = 72 / 25.4;

/** Twentieths of a point, as office files measure. */
export function twips(millimetres: number): number {
  return Math.round(millimetres * pointsPerMillimetre * 20);
}

/** Points from one line to the next. */
export const linePitch = (pageFormat.blockHeight * pointsPerMillimetre) / pageFormat.linesPerPage;

/** Points from one character to the next: a little under the type's own width, so that 28 fit. */
export const characterPitch = (pageFormat.blockWidth * pointsPerMillimetre) / pageFormat.charactersPerLine;

/** Width in characters as seen on paper: Latin letters and digits count half. */
export function widthInCharacters(text: string): number {
  return [...text].reduce((sum, char) => sum + (char.charCodeAt(0) < 0x2000 && char !== '·' ? 0.5 : 1), 0);
}

/**
 * Characters left free to the right of each line of the signature. All stand centred on the date, which keeps four
 * characters free for the seal, more where a longer line above it needs the room.
 */
export function signatureIndents(lines: readonly string[], date: string): number[] {
  const widest = Math.max(...lines.map(widthInCharacters));
  const centre = Math.max(pageFormat.dateIndent + widthInCharacters(date) / 2, widest / 2);
  return lines.map(text => centre - widthInCharacters(text) / 2);
}

/**
 * Lines that a row of a sheet takes beside its text, and lines of an empty one, which somebody fills in by hand. A slip
 * has a page for itself; a sheet has to fit under its title.
 */
export function rowHeights(onOwnPage: boolean): readonly [besideText: number, empty: number] {
  return onOwnPage ? [1, 3] : [0.5, 2];
}
