/**
 * What there is to be read in a file: not only what a reader sees, but everything that goes out with it. Made by the
 * files, judged by the gate, cut away by redaction.
 */

/** Why a reader would not see a text that is in the file all the same. */
export type HiddenBy =
  | 'comment'
  | 'tracked-change'
  | 'hidden-text'
  | 'hidden-sheet'
  | 'hidden-row'
  | 'hidden-column'
  | 'defined-name'
  | 'property'
  | 'embedded-file'
  | 'annotation'
  | 'script'
  | 'cached-data';

/** One stretch of text and where it stands. */
export interface ReadPart {
  /** In words by which a person finds it: `正文第3段`, `工作表“名单”（隐藏）B12`, `批注2`, `文档属性“作者”`, `第4页`. */
  readonly where: string;
  /** One paragraph, one table row (cells parted by tabs), one cell or one property. */
  readonly text: string;
  readonly hidden?: HiddenBy;
}

/** What stands out about the file besides its text. */
export interface FileNotice {
  readonly kind: /** A page or picture without text: nobody but a person, or text recognition, can read it. */
    | 'scanned-page'
    /** A picture that says where it was taken. */
    | 'place-in-picture'
    /** Comments, tracked changes, hidden parts: they go out with the file. */
    | 'hidden-content'
    | 'macro'
    | 'script'
    | 'embedded-file'
    /** The file fetches something from elsewhere when it is opened. */
    | 'outside-link'
    /** Longer than what is read; the rest was not looked at. */
    | 'cut';
  readonly where: string;
  /** What was seen, in Chinese, without personal data. */
  readonly words: string;
}

export interface FileReading {
  readonly parts: readonly ReadPart[];
  readonly notices: readonly FileNotice[];
}
