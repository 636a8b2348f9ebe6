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

/** 版头 (7.2) of a formal letter; millimetres, type in points. */
export const headFormat = {
  /** From the block's upper edge to that of the 发文机关标志. */
  markTop: 35,
  /** A long name is set smaller, so that it keeps a little off the edges. GB/T 9704 leaves the size to the organ. */
  markWidth: 148,
  markSize: 52,
  /** Characters; a longer name takes two lines. */
  longestLine: 18,
  /** Empty lines from the mark to the 发文字号 [unverified], and from the red line to the title. */
  linesAboveNumber: 2,
  linesAboveTitle: 2,
  /** From the 发文字号 down to the red line, which is as wide as the block. */
  ruleBelowNumber: 4,
  ruleWeight: 0.5,
} as const;

/** 版记 (7.4): its first and last lines are thick, those between thin; the words stand one character in. */
export const imprintFormat = {
  size: 14,
  thick: 0.35,
  thin: 0.25,
} as const;

/** Diameter of the seal of a bureau of a city or a county (国发〔1999〕25号), in millimetres [unverified]. */
export const sealDiameter = 42;
/** From the middle of the organ's line up to the middle of the seal, in lines: organ and date stand a little below it. */
export const sealRise = 0.2;

/** Twentieths of a point, as office files measure. */
export function twips(millimetres: number): number {
  return Math.round(millimetres * pointsPerMillimetre * 20);
}

/** Points from one line to the next. */
export const linePitch = (pageFormat.blockHeight * pointsPerMillimetre) / pageFormat.linesPerPage;

/** Points from one character to the next: a little under the type's own width, so that 28 fit. */
export const characterPitch = (pageFormat.blockWidth * pointsPerMillimetre) / pageFormat.charactersPerLine;

/** Lines of nearly equal length, none longer than a line holds. */
export function linesOfEqualLength(text: string, longest: number): string[] {
  const chars = [...text];
  const length = Math.ceil(chars.length / Math.ceil(chars.length / longest));
  return Array.from({ length: Math.ceil(chars.length / length) }, (_, i) =>
    chars.slice(i * length, (i + 1) * length).join(''),
  );
}

/** Points from the block's upper edge, and the lines of the page that the head takes up to the red line. */
export function headLayout(mark: string) {
  const { markTop, markWidth, markSize, longestLine, linesAboveNumber, ruleBelowNumber } = headFormat;
  const marks = mark.split('\n').flatMap(part => linesOfEqualLength(part, longestLine));
  const widest = Math.max(...marks.map(widthInCharacters));
  const size = Math.min(markSize, Math.floor((markWidth * pointsPerMillimetre) / widest));
  const markAt = markTop * pointsPerMillimetre;
  const numberAt = markAt + marks.length * size + linesAboveNumber * linePitch;
  const numberFoot = numberAt + (linePitch + pageFormat.bodySize) / 2;
  const ruleAt = numberFoot + ruleBelowNumber * pointsPerMillimetre;
  return { marks, size, markAt, numberAt, numberFoot, ruleAt, lines: Math.ceil(ruleAt / linePitch) };
}

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
  return onOwnPage ? [1, 2.5] : [0.5, 2];
}
