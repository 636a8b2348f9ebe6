import { type DefaultTreeAdapterTypes, parse } from 'parse5';
import type { PageFacts, PageLink } from '../rules/page-faults.ts';
import { resolveAddress, type SiteBase } from './addresses.ts';

/** What the rules ask of a page, read from its HTML as a browser would. */

type Node = DefaultTreeAdapterTypes.Node;
type Element = DefaultTreeAdapterTypes.Element;

function isElement(node: Node): node is Element {
  return 'tagName' in node;
}

function attribute(element: Element, name: string): string | null {
  return element.attrs.find(each => each.name === name)?.value ?? null;
}

function textOf(node: Node): string {
  if (node.nodeName === '#text') return (node as DefaultTreeAdapterTypes.TextNode).value;
  if (isElement(node) && ['script', 'style', 'noscript'].includes(node.tagName)) return '';
  return 'childNodes' in node ? node.childNodes.map(textOf).join('') : '';
}

interface Place {
  readonly inMain: boolean;
  readonly inNavigation: boolean;
  readonly inFooter: boolean;
  readonly inEntry: boolean;
}

interface Seen {
  readonly metas: { name: string; content: string }[];
  readonly links: PageLink[];
  readonly resources: Set<string>;
  readonly bareImages: Set<string>;
  readonly listDays: string[];
  readonly footerLinks: string[];
  mainText: string;
  footerText: string;
}

/** Pages beside the columns are no content of a column. */
const beside = /^\/(ledger|log|normative|calculator|search|console|sitemap\.html)(\/|$|\?)/;

function readLink(element: Element, place: Place, seen: Seen, site: SiteBase, path: string): void {
  const given = attribute(element, 'href');
  if (given === null || given.startsWith('#')) return;
  const found = resolveAddress(site, given, path);
  if (place.inFooter) seen.footerLinks.push(found?.kind === 'outside' ? found.address : given);
  if (found === null) return;
  const isInside = found.kind === 'inside';
  const to = isInside ? found.path : found.address;
  const isContent =
    place.inMain &&
    !place.inNavigation &&
    !(isInside && (beside.test(to) || /(?:feed\.xml|list\.(?:csv|json))$/.test(to)));
  seen.links.push({ to, isInside, isContent, words: textOf(element).trim().slice(0, 100) });
}

function readResource(given: string | null, seen: Seen, site: SiteBase, path: string): void {
  const found = given === null ? null : resolveAddress(site, given, path);
  if (found?.kind === 'inside') seen.resources.add(found.path);
}

function readElement(element: Element, place: Place, seen: Seen, site: SiteBase, path: string): void {
  switch (element.tagName) {
    case 'meta': {
      const name = attribute(element, 'name');
      if (name !== null) seen.metas.push({ name, content: attribute(element, 'content') ?? '' });
      break;
    }
    case 'a':
    case 'area':
      readLink(element, place, seen, site, path);
      break;
    case 'link':
      if (/\b(stylesheet|icon|alternate)\b/.test(attribute(element, 'rel') ?? ''))
        readResource(attribute(element, 'href'), seen, site, path);
      break;
    case 'img':
      if (attribute(element, 'alt') === null) seen.bareImages.add(attribute(element, 'src') ?? '');
      readResource(attribute(element, 'src'), seen, site, path);
      break;
    case 'script':
    case 'source':
    case 'audio':
    case 'video':
    case 'iframe':
      readResource(attribute(element, 'src'), seen, site, path);
      break;
    case 'time':
      if (place.inMain && place.inEntry) {
        const told = attribute(element, 'datetime') ?? textOf(element);
        const day = /\d{4}-\d{2}-\d{2}/.exec(told)?.[0];
        if (day !== undefined) seen.listDays.push(day);
      }
      break;
    default:
  }
}

function placeOf(element: Element, place: Place): Place {
  switch (element.tagName) {
    case 'main':
      return { ...place, inMain: true };
    case 'nav':
      return { ...place, inNavigation: true };
    case 'footer':
      return place.inMain ? place : { ...place, inFooter: true };
    case 'li':
      return { ...place, inEntry: true };
    default:
      return place;
  }
}

function walk(node: Node, place: Place, seen: Seen, site: SiteBase, path: string): void {
  let here = place;
  if (isElement(node)) {
    here = placeOf(node, place);
    readElement(node, here, seen, site, path);
    if (here.inMain && !place.inMain) seen.mainText += textOf(node);
    if (here.inFooter && !place.inFooter) seen.footerText += textOf(node);
  }
  if ('childNodes' in node) for (const child of node.childNodes) walk(child, here, seen, site, path);
}

/** Reads a page of ours. `path` is the one it was fetched under. */
export function readPage(site: SiteBase, path: string, html: string): PageFacts {
  const seen: Seen = {
    metas: [],
    links: [],
    resources: new Set(),
    bareImages: new Set(),
    listDays: [],
    footerLinks: [],
    mainText: '',
    footerText: '',
  };
  const nowhere = { inMain: false, inNavigation: false, inFooter: false, inEntry: false };
  walk(parse(html), nowhere, seen, site, path);
  return {
    path,
    ...seen,
    resources: [...seen.resources],
    bareImages: [...seen.bareImages],
    mainText: seen.mainText.replaceAll(/\s+/g, ' ').trim(),
    footerText: seen.footerText.replaceAll(/\s+/g, ' ').trim(),
  };
}
