import { posix } from 'node:path';

/** Addresses of the portal as files of a web server: pure. Paths begin with `/`, decoded, without the base path. */

/** Rooms that only a running service can give: they ask somebody something, or are made anew for every question. */
const livePrefixes = [
  '/console',
  '/calculator',
  '/index-number',
  '/normative/list',
  '/powers/list',
  '/guides/list',
  '/enforcement/list',
  '/projects/list',
  '/requests/apply',
  '/requests/correction',
  '/requests/receipt',
  '/requests/status',
  '/api/public',
  '/api/openapi.json',
];

/** A page that needs the running service. */
export function isLive(path: string): boolean {
  return (
    livePrefixes.some(each => path === each || path.startsWith(`${each}/`) || path.startsWith(`${each}.`)) ||
    /^\/registers\/[^/]+\/list$/.test(path)
  );
}

/** Pages that are found beside items: a data set, an entry of a register or list, a decision, the text of an attachment. */
const foundPages = [
  /^\/data\/[^/]+\/$/,
  /^\/registers\/[^/]+\/(?:\d+\.html)?$/,
  /^\/(?:powers\/[^/]+|guides)\/[^/]+\.html$/,
  /^\/(?:enforcement|projects)\/[0-9a-f-]{36}\.html$/,
  /^\/inspections\/[0-9a-f-]{36}\/$/,
  /^\/enforcement\/matters$/,
  /^\/preview\/.+\.html$/,
];

/** Is this page an entry of the prebuilt index, though it is no item? */
export function isFoundPage(path: string): boolean {
  return foundPages.some(each => each.test(path));
}

const attribute = /\b(?:href|src|action)="([^"]*)"/g;

function plain(value: string): string {
  return value.replaceAll('&amp;', '&').replaceAll('&#38;', '&');
}

/** The path of an address of ours; nothing for another site, a question (`?`) or an address that cannot be decoded. */
export function pathOf(address: string, origin: string, basePath: string): string | undefined {
  const own = address.startsWith(`${origin}/`) ? address.slice(origin.length) : address;
  if (!own.startsWith('/') || own.startsWith('//')) return undefined;
  const [path = ''] = own.split('#', 1);
  if (path.includes('?')) return undefined;
  if (basePath !== '' && path !== basePath && !path.startsWith(`${basePath}/`)) return undefined;
  try {
    const decoded = decodeURIComponent(path.slice(basePath.length)) || '/';
    return posix.normalize(decoded) === decoded && !decoded.includes('\0') ? decoded : undefined;
  } catch {
    return undefined;
  }
}

/** Addresses of ours that a page, a feed or a sitemap names. */
export function linksIn(text: string, origin: string, basePath: string): string[] {
  const found = [...text.matchAll(attribute), ...text.matchAll(/<loc>([^<]*)<\/loc>/g)];
  const paths = found.map(([, value]) => pathOf(plain(value!), origin, basePath));
  return [...new Set(paths.flatMap(path => (path === undefined ? [] : [path])))];
}

const signedPart = /(<!--record-body-->[\s\S]*?<!--\/record-body-->)/;

/** Links to live rooms lead to the live service; what was signed stays as it is, byte for byte. */
export function withLiveLinks(html: string, live: string, basePath: string): string {
  const turned = (part: string) =>
    part.replace(/\b(href|action)="([^"]*)"/g, (whole, name: string, value: string) => {
      const [bare = ''] = plain(value).split(/[?#]/, 1);
      if (!bare.startsWith(`${basePath}/`)) return whole;
      const path = bare.slice(basePath.length);
      return isLive(path) || path === '/search' ? `${name}="${live}${value}"` : whole;
    });
  return html
    .split(signedPart)
    .map((part, at) => (at % 2 === 1 ? part : turned(part)))
    .join('');
}

const hasEnding = /\.[A-Za-z0-9-]{1,12}$/;

/** Where the answer of an address lies below the web server's root. */
export function fileOf(path: string, contentType: string, basePath: string): string {
  const full = `${basePath}${path}`.slice(1);
  if (path.endsWith('/')) return `${full}index.html`;
  const name = path.slice(path.lastIndexOf('/') + 1);
  if (path.startsWith('/log/tile/')) return full;
  if (hasEnding.test(name)) return full;
  if (contentType.startsWith('text/html')) return `${full}/index.html`;
  return contentType.includes('json') ? `${full}/index.json` : full;
}

/** Longest name of a file, in bytes; the compressed one beside it is longer by three. */
const longestName = 250;

/** False: no file system takes a name so long. */
export function canBeFile(file: string): boolean {
  return file.split('/').every(name => Buffer.byteLength(name) <= longestName);
}
