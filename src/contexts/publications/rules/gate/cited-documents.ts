import { citationWords, cite } from '../../../../law/citation.ts';
import type { GatePack } from '../../contract/gate-pack.ts';
import type { Finding, ItemMetadata } from '../../contract.ts';
import { findingAt } from './finding.ts';
import { TermMatcher } from './term-matcher.ts';
import type { PlacedText } from './text-place.ts';

/** Documents without force that a text cites, or that it says it is based on (条例 art 6: 准确). */

/** What is known of a document that the item cites; given in by whoever keeps the documents. */
export interface CitedDocument {
  readonly title: string;
  readonly documentNo: string;
  readonly validity: 'in-force' | 'amended' | 'repealed' | 'expired';
}

interface Gone {
  readonly title: string;
  readonly documentNo: string;
  readonly words: string;
}

const basis = [citationWords(cite('政府信息公开条例', 6)), '《政府网站发展指引》（国办发〔2017〕47号）'];

/** A text without blanks and with brackets of one kind. */
function squeeze(text: string): string {
  return text
    .replace(/\s+/g, '')
    .replace(/[［[（(【﹝〖]/g, '〔')
    .replace(/[］\]）)】﹞〗]/g, '〕');
}

/** Where a character of the squeezed text stood; asked for the few texts in which something is found. */
function origins(text: string): number[] {
  return [...text.matchAll(/\S/g)].map(({ index }) => index);
}

function goneDocuments(pack: GatePack, cited: readonly CitedDocument[]): Gone[] {
  const known = cited
    .filter(each => each.validity === 'repealed' || each.validity === 'expired')
    .map(({ title, documentNo, validity }) => ({
      title,
      documentNo,
      words: validity === 'repealed' ? '已经废止' : '已经失效',
    }));
  const listed = pack.repealed.map(({ title, documentNo, repealedOn, by }) => ({
    title,
    documentNo,
    words: `已经废止${repealedOn === null ? '' : `（${repealedOn}）`}${by === '' ? '' : `，${by}`}`,
  }));
  return [...known, ...listed];
}

/** The text itself says that the document has no force any more, or repeals it. */
const saidSo = /^[》”〕]?(?:〔[^〕]{0,40}〕)?[^。；;]{0,16}(?:废止|失效|停止执行|不再执行)/;

export class CitedDocuments {
  readonly #gone: readonly Gone[];
  readonly #terms: readonly { readonly text: string; readonly gone: number }[];
  readonly #matcher: TermMatcher;

  constructor(pack: GatePack, cited: readonly CitedDocument[]) {
    this.#gone = goneDocuments(pack, cited);
    this.#terms = this.#gone.flatMap(({ title, documentNo }, gone) =>
      [title.replace(/^《|》$/g, ''), documentNo]
        .map(squeeze)
        .filter(text => text.length >= 4)
        .map(text => ({ text, gone })),
    );
    this.#matcher = new TermMatcher(this.#terms.map(each => each.text));
  }

  /** One finding for a document in a line. */
  findings(places: readonly PlacedText[]): Finding[] {
    if (this.#terms.length === 0) return [];
    return places.flatMap(place => {
      const text = squeeze(place.text);
      const hits = this.#matcher.find(text);
      if (hits.length === 0) return [];
      const origin = origins(place.text);
      const seen = new Set<number>();
      return hits.flatMap(({ term, from, to }) => {
        const { gone } = this.#terms[term]!;
        if (seen.has(gone) || saidSo.test(text.slice(to, to + 64))) return [];
        seen.add(gone);
        const span = { from: origin[from]!, to: origin[to - 1]! + 1 };
        return [
          findingAt(place, { ...this.#finding(gone), rule: 'repealed-document', severity: 'warn', ...span }),
        ];
      });
    });
  }

  /** The basis an item is published on must have force. */
  basisFindings({ basis: text }: ItemMetadata): Finding[] {
    return this.findings([{ where: '公开依据', text }]).map(finding => ({
      ...finding,
      rule: 'expired-basis',
      severity: 'block',
    }));
  }

  #finding(gone: number) {
    const { title, documentNo, words } = this.#gone[gone]!;
    const name = [title === '' ? '' : `《${title.replace(/^《|》$/g, '')}》`, documentNo]
      .filter(each => each !== '')
      .join(' ');
    return { basis, advice: `引用的${name}${words}。请改引现行有效的文件，或者注明其已废止。` };
  }
}
