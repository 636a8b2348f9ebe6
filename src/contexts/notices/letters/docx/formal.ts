/** What a formal letter in DOCX has above and below its text: 版头, the place of the seal, 版记 (GB/T 9704-2012 7.2, 7.3.5, 7.4). */
import {
  AlignmentType,
  BorderStyle,
  HorizontalPositionAlign,
  HorizontalPositionRelativeFrom,
  LineRuleType,
  type Paragraph,
  Tab,
  TabStopType,
  TextRun,
  TextWrappingType,
  VerticalPositionAlign,
  VerticalPositionRelativeFrom,
} from 'docx';
import { ShapeRun } from 'docx/shapes';
import type { Imprint } from '../content.ts';
import {
  headFormat,
  headLayout,
  imprintFormat,
  pageFormat,
  pointsPerMillimetre,
  sealDiameter,
  sealRise,
  twips,
  widthInCharacters,
} from '../page-format.ts';
import { blank, centred, character, colours, line, paragraph, run } from './pieces.ts';

const twipsPerPoint = 20;

function exact(height: number) {
  return { line: Math.round(height), lineRule: LineRuleType.EXACT, before: 0, after: 0 };
}

/** A paragraph of nothing, as high as wanted in twips. */
function gap(height: number): Paragraph {
  return paragraph([run('')], { spacing: exact(height), keepNext: true });
}

function copyWords(copyTo: readonly string[]): string {
  return `抄送：${copyTo.join('，')}。`;
}

/** Eighths of a point, as borders are measured. */
function weight(millimetres: number): number {
  return Math.round(millimetres * pointsPerMillimetre * 8);
}

/** The mark, the number and the red line, then room down to the title on the grid of lines. */
export function headParagraphs(mark: string, number: string): Paragraph[] {
  const { marks, size, markAt, ruleAt, lines } = headLayout(mark);
  const { linesAboveNumber, linesAboveTitle, ruleBelowNumber, ruleWeight } = headFormat;
  const ruleSpace = Math.round(ruleBelowNumber * pointsPerMillimetre);
  const red = { style: BorderStyle.SINGLE, size: weight(ruleWeight), space: ruleSpace, color: colours.red };
  const numberHeight =
    (ruleAt - markAt - marks.length * size) * twipsPerPoint -
    linesAboveNumber * line -
    ruleSpace * twipsPerPoint;
  // The red line has a height of its own, and 22 lines leave less room than that.
  const ruleHeight = Math.ceil(ruleWeight * pointsPerMillimetre) * twipsPerPoint;
  const below = (lines + linesAboveTitle) * line - ruleAt * twipsPerPoint - ruleHeight;
  return [
    gap(markAt * twipsPerPoint),
    ...marks.map(text =>
      paragraph([run(text, 'title', size, colours.red)], {
        ...centred,
        spacing: exact(size * twipsPerPoint),
        keepNext: true,
      }),
    ),
    ...Array.from({ length: linesAboveNumber }, () => blank({ keepNext: true })),
    paragraph([run(number)], {
      ...centred,
      spacing: exact(numberHeight),
      border: { bottom: red },
      keepNext: true,
    }),
    gap(below / 2),
    gap(below / 2),
  ];
}

/** A dashed circle where the seal goes, hung on the organ's line; `centre` in characters from the right edge. */
export function sealShape(centre: number): ShapeRun {
  const emuPerMillimetre = 36_000;
  const emuPerTwip = 635;
  const pixels = (sealDiameter / 25.4) * 96;
  const across = twips(pageFormat.blockWidth) - centre * character;
  const radius = (sealDiameter / 2) * emuPerMillimetre;
  return new ShapeRun({
    type: 'ellipse',
    transformation: { width: pixels, height: pixels },
    line: { color: colours.grey, width: 0.75, dash: 'dash' },
    altText: { name: '印章位置', description: '印章位置' },
    floating: {
      horizontalPosition: {
        relative: HorizontalPositionRelativeFrom.COLUMN,
        offset: Math.round(across * emuPerTwip - radius),
      },
      verticalPosition: {
        relative: VerticalPositionRelativeFrom.PARAGRAPH,
        offset: Math.round((0.5 - sealRise) * line * emuPerTwip - radius),
      },
      wrap: { type: TextWrappingType.NONE },
      behindDocument: true,
      allowOverlap: true,
    },
  });
}

const { size, thick, thin } = imprintFormat;
const pixelsPerPoint = 96 / 72;

/** A black line over the whole width: a paragraph without indents, because a border is indented with its paragraph. */
function separator(thickness: number): Paragraph {
  const black = { style: BorderStyle.SINGLE, size: weight(thickness), space: 0, color: '000000' };
  return paragraph([], { spacing: exact(twipsPerPoint), border: { top: black } });
}

function imprintLines({ copyTo, printedBy, printedOn }: Imprint): Paragraph[] {
  const one = size * twipsPerPoint;
  const copies = paragraph([run(copyWords(copyTo), 'body', size)], {
    indent: { left: one * 4, hanging: one * 3, right: one },
    alignment: AlignmentType.LEFT,
  });
  const tab = new TextRun({ children: [new Tab()] });
  const printed = paragraph([run(printedBy, 'body', size), tab, run(`${printedOn}印发`, 'body', size)], {
    indent: { left: one, right: one },
    tabStops: [{ type: TabStopType.RIGHT, position: twips(pageFormat.blockWidth) - one }],
  });
  const first = copyTo.length === 0 ? [] : [separator(thick), copies];
  return [...first, separator(copyTo.length === 0 ? thick : thin), printed, separator(thick)];
}

/** Lines that 抄送 takes under each other. */
function copyLines(copyTo: readonly string[]): number {
  if (copyTo.length === 0) return 0;
  const perLine = Math.floor((pageFormat.blockWidth * pointsPerMillimetre) / size) - 5;
  return Math.ceil((widthInCharacters(copyWords(copyTo)) - 3) / perLine);
}

/** Twips; each separator has a little height of its own. */
function imprintHeight({ copyTo }: Imprint): number {
  const separators = copyTo.length === 0 ? 2 : 3;
  return (copyLines(copyTo) + 1) * line + separators * 2 * twipsPerPoint;
}

/**
 * 抄送, 印发机关 and 印发日期 between their lines, at the foot of the page of the paragraph that it hangs on. A text box:
 * LibreOffice lays a floating table as wide as the block, and a frame of paragraphs, in line with the text.
 */
function imprintShape(imprint: Imprint): ShapeRun {
  return new ShapeRun({
    type: 'rectangle',
    transformation: {
      width: pageFormat.blockWidth * pointsPerMillimetre * pixelsPerPoint,
      height: (imprintHeight(imprint) / twipsPerPoint) * pixelsPerPoint,
    },
    line: 'none',
    children: imprintLines(imprint),
    textOptions: {
      verticalAlignment: 'bottom',
      margins: { top: 0, right: 0, bottom: 0, left: 0 },
      resizeShapeToFitText: true,
    },
    altText: { name: '版记', description: '版记' },
    floating: {
      horizontalPosition: {
        relative: HorizontalPositionRelativeFrom.MARGIN,
        align: HorizontalPositionAlign.LEFT,
      },
      verticalPosition: {
        relative: VerticalPositionRelativeFrom.MARGIN,
        align: VerticalPositionAlign.BOTTOM,
      },
      wrap: { type: TextWrappingType.NONE },
    },
  });
}

/** The last paragraph of a formal letter keeps the room free, so that the box covers no text. */
export function imprintAnchor(imprint: Imprint): Paragraph {
  return paragraph([imprintShape(imprint)], { spacing: exact(imprintHeight(imprint)) });
}
