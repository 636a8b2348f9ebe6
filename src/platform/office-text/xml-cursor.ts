import { AppError } from '../app-error.ts';
import { attribute, unescapeXml } from './xml-tokens.ts';

const gt = 62;
const quote = 34;
const apostrophe = 39;
const slash = 47;

function malformed(): AppError {
  return new AppError('unreadable-file', {
    detail: '文件内部结构不完整。请用 Word 或 WPS 打开并另存后重新上传。',
  });
}

/**
 * Goes through XML piece by piece without making an object for each: for sheets of millions of cells. The same
 * guards as `xmlTokens`: a document type declaration is refused, broken markup is a fault.
 *
 * After `next()` answered true, `kind` says what stands under the cursor; names are given without their prefix, since
 * programs choose it freely.
 */
export class XmlCursor {
  readonly #xml: string;
  #at = 0;
  #from = 0;
  #to = 0;
  kind: 'open' | 'close' | 'text' = 'text';
  /** Name of the tag without its prefix; empty for text. */
  name = '';
  /** Opening tag that closes itself. */
  empty = false;
  /** Elements open around (and, after an opening tag, including) this place. */
  depth = 0;

  constructor(xml: string) {
    this.#xml = xml;
  }

  /** Goes to the next piece; false at the end. Fault: `unreadable-file`. */
  next(): boolean {
    if (this.kind === 'open' && this.empty) this.depth -= 1;
    const xml = this.#xml;
    while (this.#at < xml.length) {
      const open = xml.indexOf('<', this.#at);
      if (open !== this.#at) return this.#text(this.#at, open < 0 ? xml.length : open);
      const mark = xml.charCodeAt(open + 1);
      if (mark === 33 /* ! */) {
        if (xml.startsWith('<!--', open)) this.#at = this.#after('-->', open + 4);
        else if (xml.startsWith('<![CDATA[', open)) {
          const end = this.#after(']]>', open + 9);
          this.#mark('text', '', open + 9, end - 3);
          this.#at = end;
          this.#raw = true;
          return true;
        } else throw malformed();
      } else if (mark === 63 /* ? */) this.#at = this.#after('?>', open + 2);
      else return this.#tag(open, mark === slash);
    }
    return false;
  }

  #raw = false;

  /**
   * What stands between `before`, directly behind the opening tag under the cursor, and `after`, which closes that
   * element: the short way through what a sheet holds half a million times. Undefined, and nothing moved, where it
   * stands otherwise.
   */
  between(before: string, after: string): string | undefined {
    const xml = this.#xml;
    if (this.kind !== 'open' || this.empty || !xml.startsWith(before, this.#at)) return undefined;
    const from = this.#at + before.length;
    const to = xml.indexOf('<', from);
    if (to < 0 || !xml.startsWith(after, to)) return undefined;
    const text = xml.slice(from, to);
    this.#mark('close', this.name, to, to);
    this.#at = to + after.length;
    this.depth -= 1;
    return unescapeXml(text);
  }

  /** The text under the cursor, references resolved. */
  get text(): string {
    const text = this.#xml.slice(this.#from, this.#to);
    return this.#raw ? text : unescapeXml(text);
  }

  /** The attributes of the tag under the cursor as written. */
  get attributes(): string {
    return this.#xml.slice(this.#from, this.#to);
  }

  /** One attribute by its full name, e.g. `r:id`; undefined if it is absent. */
  attribute(name: string): string | undefined {
    return attribute(this.attributes, name);
  }

  #mark(kind: 'open' | 'close' | 'text', name: string, from: number, to: number): void {
    this.kind = kind;
    this.name = name;
    this.#from = from;
    this.#to = to;
    this.#raw = false;
    this.empty = false;
  }

  #text(from: number, to: number): boolean {
    this.#mark('text', '', from, to);
    this.#at = to;
    return true;
  }

  #tag(open: number, closes: boolean): boolean {
    const xml = this.#xml;
    const end = this.#tagEnd(open + 1);
    this.#at = end + 1;
    const from = closes ? open + 2 : open + 1;
    const empty = !closes && xml.charCodeAt(end - 1) === slash;
    const to = empty ? end - 1 : end;
    let nameFrom = from;
    let nameTo = from;
    for (; nameTo < to; nameTo += 1) {
      const code = xml.charCodeAt(nameTo);
      if (code === 58 /* : */) nameFrom = nameTo + 1;
      else if (code <= 32) break;
    }
    this.#mark(closes ? 'close' : 'open', xml.slice(nameFrom, nameTo), nameTo, to);
    this.empty = empty;
    this.depth += closes ? -1 : 1;
    return true;
  }

  /** End of a tag: the first `>` outside quotes. */
  #tagEnd(from: number): number {
    const xml = this.#xml;
    let within = 0;
    for (let i = from; i < xml.length; i += 1) {
      const code = xml.charCodeAt(i);
      if (within !== 0) {
        if (code === within) within = 0;
      } else if (code === quote || code === apostrophe) within = code;
      else if (code === gt) return i;
    }
    throw malformed();
  }

  #after(mark: string, from: number): number {
    const at = this.#xml.indexOf(mark, from);
    if (at < 0) throw malformed();
    return at + mark.length;
  }
}
