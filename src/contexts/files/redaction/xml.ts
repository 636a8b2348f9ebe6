/** XML parts of office files as trees. No document type declaration, so that no entity can be declared. */
import { DOMParser, type Document, type Element, type Node, ParseError, XMLSerializer } from '@xmldom/xmldom';
import { AppError } from '../../../platform/app-error.ts';

export type { Document, Element, Node } from '@xmldom/xmldom';

/** Bytes of one part that is read as a tree; a tree takes some twenty times as much. */
const largestPart = 24 * 1024 * 1024;

function unreadable(cause?: unknown): AppError {
  return new AppError('unreadable-file', {
    detail: '文件内部结构不完整。请用 Word 或 WPS 打开并另存后重新上传。',
    cause,
  });
}

/** Faults: `too-large`, `unreadable-file` (broken, or with a document type declaration). */
export function parseXml(bytes: Uint8Array): Document {
  if (bytes.length > largestPart)
    throw new AppError('too-large', {
      detail: '文件的正文过大，无法在系统中遮盖。请拆分为几个文件后分别办理。',
    });
  const text = new TextDecoder(
    bytes[0] === 0xff ? 'utf-16le' : bytes[0] === 0xfe ? 'utf-16be' : 'utf-8',
  ).decode(bytes);
  if (/<!DOCTYPE/i.test(text)) throw unreadable();
  try {
    const stop = (level: 'warning' | 'error' | 'fatalError', message: string) => {
      if (level !== 'warning') throw new ParseError(message);
    };
    const document = new DOMParser({ onError: stop, locator: false }).parseFromString(
      text.replace(/^\ufeff/, ''),
      'text/xml',
    );
    if (document.documentElement === null) throw unreadable();
    return document;
  } catch (error) {
    throw error instanceof AppError ? error : unreadable(error);
  }
}

export function xmlBytes(document: Document): Buffer {
  const text = new XMLSerializer().serializeToString(document.documentElement as unknown as Node);
  return Buffer.from(`<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n${text}`, 'utf8');
}

export function isElement(node: Node | null): node is Element {
  return node !== null && node.nodeType === 1;
}

export function childElements(parent: Node): Element[] {
  const found: Element[] = [];
  for (let node = parent.firstChild; node !== null; node = node.nextSibling)
    if (isElement(node)) found.push(node);
  return found;
}

/** Local name of an element: `p` of `w:p`. Prefixes differ between programs. */
export function nameOf(element: Element): string {
  return element.localName ?? element.tagName.replace(/^.*:/, '');
}

/** Every element below, in the order of the document. A loop, not a recursion: depth is the file's choice. */
export function descendants(root: Node): Element[] {
  const found: Element[] = [];
  let node: Node | null = root.firstChild;
  while (node !== null) {
    if (isElement(node)) found.push(node);
    if (node.firstChild !== null) node = node.firstChild;
    else {
      while (node !== null && node !== root && node.nextSibling === null) node = node.parentNode;
      node = node === null || node === root ? null : node.nextSibling;
    }
  }
  return found;
}

/** Value of an attribute by its local name, whatever its prefix. */
export function attributeOf(element: Element, local: string): string | undefined {
  const { attributes } = element;
  for (let i = 0; i < attributes.length; i += 1) {
    const each = attributes.item(i)!;
    if ((each.localName ?? each.name.replace(/^.*:/, '')) === local) return each.value;
  }
  return undefined;
}

export function remove(node: Node): void {
  node.parentNode?.removeChild(node);
}

/** The element is gone, its children stand in its place. */
export function unwrap(element: Element): void {
  const parent = element.parentNode;
  if (parent === null) return;
  while (element.firstChild !== null) parent.insertBefore(element.firstChild, element);
  parent.removeChild(element);
}

/** Comments and processing instructions are seen by nobody and carried along all the same. */
export function dropUnseenNodes(root: Node): void {
  const unseen: Node[] = [];
  const visit = [root];
  while (visit.length > 0) {
    const parent = visit.pop()!;
    for (let node = parent.firstChild; node !== null; node = node.nextSibling) {
      if (node.nodeType === 8 || node.nodeType === 7) unseen.push(node);
      else if (node.nodeType === 1) visit.push(node);
    }
  }
  for (const node of unseen) remove(node);
}
