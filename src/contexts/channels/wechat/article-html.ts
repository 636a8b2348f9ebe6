import { type DefaultTreeAdapterTypes, parseFragment, serialize } from 'parse5';

/**
 * The body as WeChat keeps it: no scripts, no classes (styles are written on the elements), no pictures of other hosts,
 * links only to other articles of the platform; everything else is read under “阅读原文”.
 */

type Node = DefaultTreeAdapterTypes.ChildNode;
type Element = DefaultTreeAdapterTypes.Element;
type Parent = DefaultTreeAdapterTypes.ParentNode;

export interface ArticleBlock {
  readonly html: string;
  readonly isTable: boolean;
}

export interface ArticleBody {
  /** Top-level parts in order; joined they are the body. */
  readonly blocks: readonly ArticleBlock[];
  /** Web addresses the text linked to, in order, each once; the text shows their number. */
  readonly addresses: readonly string[];
  /** The text linked to our own files or pages. */
  readonly linksHome: boolean;
  /** Sources of the pictures, in order, each once. */
  readonly pictures: readonly string[];
  /** Pictures that were left out because they are not among those of the posting. */
  readonly strangePictures: number;
  /** Columns of the widest table. */
  readonly widestTable: number;
}

export interface ArticleForm {
  /** False leaves the styles of text and tables away, which saves room. */
  readonly isStyled: boolean;
  /** True writes a link's number behind it, for the list of addresses at the end. */
  readonly isNumbered: boolean;
}

const keptNames = new Set(
  'p h2 h3 h4 strong em u s sub sup br hr blockquote ul ol li table thead tbody tfoot tr th td'.split(' '),
);
const droppedNames = new Set(
  'script style template iframe object embed svg math form input button select textarea noscript video audio link meta title'.split(
    ' ',
  ),
);

const styles: Readonly<Record<string, string>> = {
  p: 'margin:0 0 1em;line-height:1.75',
  h2: 'margin:1.2em 0 .6em;font-size:18px;line-height:1.5',
  h3: 'margin:1.2em 0 .6em;font-size:17px;line-height:1.5',
  h4: 'margin:1.2em 0 .6em;font-size:16px;line-height:1.5',
  blockquote: 'margin:0 0 1em;padding-left:12px;border-left:3px solid #ccc',
  table: 'width:100%;border-collapse:collapse;font-size:14px',
  td: 'border:1px solid #999;padding:4px',
  th: 'border:1px solid #999;padding:4px',
  img: 'max-width:100%;height:auto',
};

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function attributeOf(element: Element, name: string): string {
  return element.attrs.find(attribute => attribute.name === name)?.value ?? '';
}

function text(value: string): Node {
  return { nodeName: '#text', value } as Node;
}

function made(tagName: string, attrs: Element['attrs'], childNodes: Node[]): Element {
  const namespaceURI = 'http://www.w3.org/1999/xhtml';
  return { nodeName: tagName, tagName, namespaceURI, attrs, childNodes } as unknown as Element;
}

class Reader {
  readonly addresses: string[] = [];
  readonly pictures: string[] = [];
  linksHome = false;
  strangePictures = 0;
  widestTable = 0;
  readonly known: ReadonlySet<string>;
  readonly form: ArticleForm;

  constructor(known: ReadonlySet<string>, form: ArticleForm) {
    this.known = known;
    this.form = form;
  }

  all(parent: Parent, inTable: boolean): Node[] {
    return parent.childNodes.flatMap(child => this.one(child, inTable));
  }

  private one(node: Node, inTable: boolean): Node[] {
    if (!isElement(node)) return node.nodeName === '#text' ? [node] : [];
    const { tagName } = node;
    if (droppedNames.has(tagName)) return [];
    if (tagName === 'img') return this.picture(node);
    if (tagName === 'a') return this.link(node, inTable);
    if (tagName === 'caption') return [];
    if (!keptNames.has(tagName)) return this.all(node, inTable);
    if (tagName === 'table') return this.table(node, inTable);
    return [made(tagName, this.attributes(node), this.all(node, inTable))];
  }

  private attributes(element: Element): Element['attrs'] {
    const { tagName } = element;
    const aligned = /(?:^|\s)align-(center|right|justify)(?:\s|$)/.exec(attributeOf(element, 'class'))?.[1];
    const style = [
      ...(this.form.isStyled && styles[tagName] !== undefined ? [styles[tagName]] : []),
      ...(aligned === undefined ? [] : [`text-align:${aligned}`]),
    ].join(';');
    const kept = element.attrs.filter(
      ({ name, value }) => ['colspan', 'rowspan', 'start'].includes(name) && /^\d{1,4}$/.test(value),
    );
    return style === '' ? kept : [...kept, { name: 'style', value: style }];
  }

  private picture(element: Element): Node[] {
    const source = attributeOf(element, 'src');
    if (!this.known.has(source)) {
      this.strangePictures += 1;
      return [];
    }
    if (!this.pictures.includes(source)) this.pictures.push(source);
    const attrs = [
      { name: 'src', value: source },
      { name: 'alt', value: attributeOf(element, 'alt') },
      { name: 'style', value: styles['img']! },
    ];
    return [made('img', attrs, [])];
  }

  private link(element: Element, inTable: boolean): Node[] {
    const href = attributeOf(element, 'href').trim();
    const inside = this.all(element, inTable);
    if (/^https:\/\/mp\.weixin\.qq\.com\//.test(href))
      return [made('a', [{ name: 'href', value: href }], inside)];
    if (/^https?:\/\//i.test(href)) {
      if (!this.addresses.includes(href)) this.addresses.push(href);
      if (!this.form.isNumbered) return inside;
      return [...inside, text(`[${this.addresses.indexOf(href) + 1}]`)];
    }
    if (href.startsWith('/')) this.linksHome = true;
    return inside;
  }

  /** The caption stands above as a line of its own; a table within a table becomes the text of its cells. */
  private table(element: Element, inTable: boolean): Node[] {
    if (inTable) return this.cellTexts(element);
    const caption = element.childNodes.find(child => isElement(child) && child.tagName === 'caption') as
      | Element
      | undefined;
    this.widestTable = Math.max(this.widestTable, columnsOf(element));
    const line = caption === undefined ? [] : this.all(caption, true);
    const table = made('table', this.attributes(element), this.all(element, true));
    if (line.length === 0) return [table];
    const centred = [{ name: 'style', value: 'text-align:center' }];
    return [made('p', centred, [made('strong', [], line)]), table];
  }

  private cellTexts(parent: Parent): Node[] {
    return parent.childNodes.flatMap(child => {
      if (!isElement(child)) return [];
      if (child.tagName === 'td' || child.tagName === 'th') return [...this.all(child, true), text(' ')];
      return this.cellTexts(child);
    });
  }
}

function columnsOf(table: Parent): number {
  let widest = 0;
  for (const child of table.childNodes) {
    if (!isElement(child)) continue;
    if (child.tagName === 'tr') {
      const cells = child.childNodes.filter(isElement);
      const spans = cells.map(cell => Number(attributeOf(cell, 'colspan') || 1));
      widest = Math.max(
        widest,
        spans.reduce((sum, span) => sum + span, 0),
      );
    } else widest = Math.max(widest, columnsOf(child));
  }
  return widest;
}

function htmlOf(node: Node): string {
  const parent = { nodeName: '#document-fragment', childNodes: [node] } as unknown as Parent;
  return serialize(parent);
}

/** Text that stands outside every block gets a paragraph: WeChat's editor knows no loose text. */
function blocksOf(nodes: readonly Node[]): ArticleBlock[] {
  const blockNames = /^(p|h[2-4]|blockquote|ul|ol|table|hr)$/;
  const blocks: ArticleBlock[] = [];
  let loose = '';
  const close = (): void => {
    if (loose.trim() !== '') blocks.push({ html: `<p>${loose.trim()}</p>`, isTable: false });
    loose = '';
  };
  for (const node of nodes) {
    const name = isElement(node) ? node.tagName : '';
    if (!blockNames.test(name)) {
      loose += htmlOf(node);
      continue;
    }
    close();
    blocks.push({ html: htmlOf(node), isTable: name === 'table' });
  }
  close();
  return blocks;
}

/** Reads a sanitised body. `sources` are the addresses of the posting's pictures. */
export function readArticle(html: string, sources: ReadonlySet<string>, form: ArticleForm): ArticleBody {
  const reader = new Reader(sources, form);
  const blocks = blocksOf(reader.all(parseFragment(html), false));
  const { addresses, pictures, linksHome, strangePictures, widestTable } = reader;
  return { blocks, addresses, pictures, linksHome, strangePictures, widestTable };
}
