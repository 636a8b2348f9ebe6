/** Shapes of the plan reader: what goes in and what comes out. */

export interface SourceParagraph {
  readonly kind: 'paragraph';
  readonly text: string;
  /** 1-based line in the shown text. */
  readonly line: number;
  readonly heading?: number;
  readonly furniture?: boolean;
}

export interface SourceTable {
  readonly kind: 'table';
  /** Rectangular; a merged cell's text stands in every cell it covers. */
  readonly rows: readonly (readonly string[])[];
  /** 1-based line of the first row. */
  readonly line: number;
  readonly sheet?: string;
}

/** A plan as paragraphs and tables; `platform/office-text` makes it from a file, a pasted text is split by lines. */
export interface PlanSource {
  readonly format: string;
  readonly encoding?: { readonly name: string; readonly guessed: boolean };
  readonly title?: string;
  readonly blocks: readonly (SourceParagraph | SourceTable)[];
}

/** A document the plan cites by its number, e.g. 国办发〔2019〕14号. `name` is null where only the number stands. */
export interface CitedDocument {
  readonly name: string | null;
  readonly number: string | null;
}

/**
 * A limit as the text states it. `limit` is one of `promptly in-sync regularly on-time statutory immediately standing`,
 * a cadence `daily weekly monthly quarterly half-yearly annual`, a period `20wd` (working days) `30d` (days) `24h`
 * (hours) `3m` (months), a day `before 06-10` or `before 2019-06-10`, or a condition (`before publication`,
 * `year-end inspection`, `all results`, `seal on every item`, `seal on every item unless special case`).
 */
export interface PlanLimit {
  readonly what: string;
  readonly limit: string;
  /** The words of the plan. */
  readonly raw: string;
}

export const elementForms = [
  'action',
  'text',
  'table',
  'list',
  'document',
  'process',
  'project',
  'case',
  'contact',
  'map',
] as const;

export type ElementForm = (typeof elementForms)[number];

/** One thing to publish or to do; a guess that a person confirms. */
export interface PlanElement {
  readonly name: string;
  readonly form: ElementForm;
}

/** How the units were found: in a bracket or table cell, taken from the heading above, or read out of the sentences. */
export type UnitSource = 'stated' | 'inherited' | 'inferred' | 'none';

export interface PlanLeaf {
  /** Ordinals from the top-level heading on, joined by dots; the row's own number in a task table. */
  readonly id: string;
  /** Titles from the top-level heading to the leaf itself. */
  readonly path: readonly string[];
  readonly title: string;
  /** `责任单位`, `责任科室`, `牵头单位` … as the plan calls the lead; null where it gives no label. */
  readonly responsibilityLabel: string | null;
  readonly lead: readonly string[];
  readonly cooperating: readonly string[];
  readonly unitSource: UnitSource;
  readonly limits: readonly PlanLimit[];
  readonly channels: readonly string[];
  readonly elements: readonly PlanElement[];
  /** The leaf's own words, paragraphs separated by line breaks. */
  readonly text: string;
  /** 1-based, both inclusive, in the shown text. */
  readonly lines: { readonly from: number; readonly to: number };
}

/** Where the reader is unsure, for the person who checks the result. */
export interface PlanWarning {
  readonly code: PlanWarningCode;
  /** Leaf id, line or table row, in Chinese. */
  readonly where: string;
  /** In Chinese: what is unclear and what to do. */
  readonly message: string;
}

export type PlanWarningCode =
  | 'encoding-guessed'
  | 'text-empty'
  | 'text-too-long'
  | 'no-numbering'
  | 'no-title'
  | 'number-jump'
  | 'number-repeated'
  | 'numbering-restarts'
  | 'level-unclear'
  | 'leaf-empty'
  | 'title-unclear'
  | 'unit-missing'
  | 'unit-inferred'
  | 'unit-inherited'
  | 'bracket-unbalanced'
  | 'several-brackets'
  | 'roles-unclear'
  | 'row-number-missing'
  | 'column-missing';

export interface PlanReading {
  readonly title: string;
  /** Documents cited by number. */
  readonly documents: readonly CitedDocument[];
  /** Laws, plans and other documents cited by name only. */
  readonly citedByName: readonly string[];
  readonly leaves: readonly PlanLeaf[];
  readonly warnings: readonly PlanWarning[];
}
