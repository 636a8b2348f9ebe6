/**
 * Cleans what Word, WPS and web pages put on the clipboard, before the editor's schema sees it: office markup,
 * styles, scripts and pictures that exist only on the author's machine go; tables, numbering and text stay. The
 * server cleans again, whatever comes from here.
 */

const unwanted = 'script,style,meta,link,title,xml,iframe,object,embed,form,input,button,noscript';

export interface Pasted {
  readonly html: string;
  /** Pictures that could not come along, because the clipboard holds only a path on the author's machine. */
  readonly lostPictures: number;
}

export function cleanPaste(html: string): Pasted {
  // Word writes the number of a list item inside conditional comments; it must survive as text.
  const withNumbers = html
    .replace(/<!--\[if !supportLists\]-->/g, '')
    .replace(/<!\[if !supportLists\]>/g, '')
    .replace(/<!--\[endif\]-->|<!\[endif\]>/g, '');
  const page = new DOMParser().parseFromString(withNumbers, 'text/html');
  removeComments(page);
  for (const node of page.querySelectorAll(unwanted)) node.remove();
  let lostPictures = 0;
  for (const image of page.querySelectorAll('img')) {
    if (/^\/files\/|\/files\/[0-9a-f]{64}\//.test(image.getAttribute('src') ?? '')) continue;
    image.remove();
    lostPictures += 1;
  }
  for (const node of page.body.querySelectorAll('*')) cleanElement(node);
  return { html: page.body.innerHTML, lostPictures };
}

function removeComments(page: Document): void {
  const walker = page.createTreeWalker(page, NodeFilter.SHOW_COMMENT);
  const comments: Node[] = [];
  while (walker.nextNode()) comments.push(walker.currentNode);
  for (const comment of comments) comment.parentNode?.removeChild(comment);
}

function cleanElement(node: Element): void {
  const align = alignmentOf(node);
  const bold = /font-weight:\s*(bold|[6-9]00)/i.test(node.getAttribute('style') ?? '');
  for (const { name } of [...node.attributes]) {
    const kept = ['href', 'colspan', 'rowspan', 'src', 'alt', 'start', 'scope'].includes(name);
    if (!kept) node.removeAttribute(name);
  }
  if (align !== undefined) node.setAttribute('class', `align-${align}`);
  if (/^(o|w|v|st\d):/i.test(node.tagName)) {
    node.replaceWith(...node.childNodes);
  } else if (node.tagName === 'SPAN' || node.tagName === 'FONT') {
    if (bold && node.textContent?.trim() !== '') {
      const strong = node.ownerDocument.createElement('strong');
      strong.append(...node.childNodes);
      node.replaceWith(strong);
    } else node.replaceWith(...node.childNodes);
  }
}

function alignmentOf(node: Element): 'center' | 'right' | undefined {
  if (!/^(P|H[1-6]|TD|TH|DIV)$/.test(node.tagName)) return undefined;
  const style = /text-align:\s*(center|right|end)/i.exec(node.getAttribute('style') ?? '')?.[1];
  const named = (style ?? node.getAttribute('align') ?? '').toLowerCase();
  if (named === 'center') return 'center';
  return named === 'right' || named === 'end' ? 'right' : undefined;
}
