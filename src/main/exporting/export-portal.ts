import { canBeFile, fileOf, isFoundPage, linksIn, pathOf, withLiveLinks } from './addresses.ts';
import { type Answer, type answersOf, logTiles, notFoundPage, searchIndex, searchScript } from './answers.ts';
import {
  type Manifest,
  type ManifestHead,
  type ManifestRow,
  type SiteFolder,
  sha256,
} from './site-folder.ts';
import {
  apacheRedirects,
  goneMap,
  type ImportedRow,
  importedMap,
  type MovedRow,
  movedMap,
  nginxSettings,
} from './web-server.ts';

/** The whole portal as files, or what has changed in it since the last export. */

export interface ExportOrder {
  readonly folder: SiteFolder;
  readonly answers: ReturnType<typeof answersOf>;
  readonly head: ManifestHead;
  /** Tags that changed since the manifest was written; null: everything is made again. */
  readonly changed: ReadonlySet<string> | null;
  readonly before: Manifest | undefined;
  /** Addresses of tombstones, from `/`. */
  readonly withdrawn: readonly string[];
  /** Old addresses that lead elsewhere. */
  readonly moved: readonly MovedRow[];
  /** Addresses of an old site whose articles were imported. */
  readonly imported: readonly ImportedRow[];
  /** Paths of the sites below the portal, without a slash at the end. */
  readonly branches: readonly string[];
  progress?(done: number, known: number): void;
}

export interface ExportSummary {
  readonly folder: string;
  readonly isFull: boolean;
  /** Addresses that are in the export now. */
  readonly addresses: number;
  /** Of them, made in this run; written because their bytes are new; removed because nothing public is there. */
  readonly made: number;
  readonly written: number;
  readonly removed: number;
  readonly tombstones: number;
  /** Addresses whose name no file system takes. */
  readonly missing: readonly string[];
}

/** Pages under way at once: the database answers and the compressors work while others are drawn. */
const atOnce = 8;
const seeds = [
  '/',
  '/sitemap.xml',
  '/sitemap.html',
  '/robots.txt',
  '/feed.xml',
  '/search',
  searchScript,
  notFoundPage,
];
const logSeeds = ['/log/checkpoint', '/log/key'];
/** What a page may have let go of without a change of its own. */
const letGo = /^\/(?:files|preview)\/|\.(?:json|csv|xlsx)$/;
/** How the record of an item tells of an act that no checkpoint vouches for yet. */
const waitsForSeal = '<td>已记录</td>';
const withLinks = /^(?:text\/html|application\/xml)/;

function unescaped(value: string): string {
  return value
    .replaceAll('&quot;', '"')
    .replaceAll('&lt;', '<')
    .replaceAll('&gt;', '>')
    .replaceAll('&amp;', '&');
}

function meta(html: string, name: string): string {
  const value = new RegExp(`<meta name="${name}" content="([^"]*)"`).exec(html)?.[1] ?? '';
  return unescaped(value);
}

function headField(html: string, name: string): string {
  return new RegExp(`<th scope="row">${name}</th><td[^>]*>([^<]*)`).exec(html)?.[1] ?? '';
}

/** Characters of a page without a summary that are looked through. */
const excerptLength = 600;

function wordsOf(html: string): string {
  return unescaped(html.replaceAll(/<(?:script|style|svg)[\s\S]*?<\/(?:script|style|svg)>|<[^>]*>/g, ' '))
    .replaceAll(/\s+/g, ' ')
    .trim();
}

/** Of a page that carries a part of an item: its heading and how it begins. */
function partOf(html: string): ManifestRow['entry'] {
  const [, heading = '', rest = ''] = /<h1[^>]*>([\s\S]*?)<\/h1>([\s\S]*?)<\/main>/.exec(html) ?? [];
  return heading === '' ? undefined : [wordsOf(heading), '', '', '', wordsOf(rest).slice(0, excerptLength)];
}

/** What the prebuilt index says of a page; nothing if it is no publication and carries none. */
function entryOf(html: string, path: string): ManifestRow['entry'] {
  const title = meta(html, 'ArticleTitle');
  if (title === '') return isFoundPage(path) ? partOf(html) : undefined;
  const day = meta(html, 'PubDate').slice(0, 10);
  return [title, day, headField(html, '发文字号'), headField(html, '索引号'), meta(html, 'Description')];
}

function isItemPage(row: ManifestRow): boolean {
  return row.tags.some(tag => tag.startsWith('item:')) && row.path.endsWith('.html');
}

/**
 * What is to be made again, the pages of items first: a withdrawal must not wait for long lists. The page of an item
 * hangs on its column for its neighbours alone: where only that changed, it is made again if it names an item that did.
 */
export async function dirtyPaths(
  rows: readonly ManifestRow[],
  changed: ReadonlySet<string>,
  { folder, head }: Pick<ExportOrder, 'folder' | 'head'>,
): Promise<string[]> {
  const dirty = rows.filter(row => row.tags.some(tag => changed.has(tag)));
  const isOwn = (row: ManifestRow) => row.tags.some(tag => changed.has(tag) && !tag.startsWith('column:'));
  const items = dirty.filter(isItemPage);
  const own = items.filter(isOwn);
  const names = own.map(({ path }) => `"${head.basePath}${path}"`);
  const beside: ManifestRow[] = [];
  for (const row of names.length === 0 ? [] : items.filter(each => !isOwn(each))) {
    const html = (await folder.read(row.file))?.toString('utf8') ?? '';
    if (names.some(name => html.includes(name))) beside.push(row);
  }
  return [...own, ...beside, ...dirty.filter(row => !isItemPage(row))].map(({ path }) => path);
}

/**
 * The record of an item in the log stays as it is once it is sealed: its proof holds for the checkpoint it names. The
 * signed record of a version never changes; with the withdrawal of its item it goes, as the attachments do.
 */
function tagsOf(path: string, text: string | null, tags: readonly string[]): readonly string[] {
  if (/\/v\d+\.json$/.test(path)) return [];
  const isSealed = path.startsWith('/log/item/') && text?.includes(waitsForSeal) === false;
  return isSealed ? tags.filter(tag => tag !== 'log') : tags;
}

class Run {
  readonly rows: Map<string, ManifestRow>;
  readonly missing: string[] = [];
  made = 0;
  written = 0;
  removed = 0;
  readonly #order: ExportOrder;
  readonly #queue: string[] = [];
  #at = 0;
  readonly #seen = new Set<string>();

  constructor(order: ExportOrder) {
    this.#order = order;
    this.rows = new Map(order.changed === null ? [] : order.before?.rows);
  }

  ask(paths: Iterable<string>): void {
    for (const path of paths) {
      if (this.#seen.has(path)) continue;
      this.#seen.add(path);
      this.#queue.push(path);
    }
  }

  async work(): Promise<void> {
    let busy = 0;
    await new Promise<void>((resolve, reject) => {
      const next = () => {
        while (busy < atOnce && this.#at < this.#queue.length) {
          const path = this.#queue[this.#at]!;
          this.#at += 1;
          busy += 1;
          this.#make(path).then(() => {
            busy -= 1;
            this.#order.progress?.(this.made, this.#queue.length);
            next();
          }, reject);
        }
        if (busy === 0 && this.#at === this.#queue.length) resolve();
      };
      next();
    });
  }

  async #make(path: string): Promise<void> {
    const { answers, before } = this.#order;
    const answer = await answers.at(path);
    this.made += 1;
    const known = before?.rows.get(path);
    if (answer === null) {
      if (known !== undefined) await this.#drop(known);
      return;
    }
    await this.#take(path, answer, known);
  }

  /** A new item stands beside others, whose pages then name it. */
  #isItem(path: string): boolean {
    const row = this.rows.get(path);
    return row !== undefined && isItemPage(row);
  }

  /** A site below the portal shows an item again, whose one address is another. */
  #isOnlyAddress(path: string, html: string): boolean {
    const { head, branches } = this.#order;
    if (!branches.some(prefix => path.startsWith(`${prefix}/`))) return true;
    const canonical = /<link rel="canonical" href="([^"]*)"/.exec(html)?.[1] ?? '';
    return pathOf(canonical, head.origin, head.basePath) === path;
  }

  async #drop(known: ManifestRow): Promise<void> {
    // First: a preview names itself, and would be dropped for ever.
    this.rows.delete(known.path);
    await this.#askForLost(known, []);
    await this.#order.folder.remove(known.file);
    this.removed += 1;
  }

  async #take(path: string, answer: Answer, known: ManifestRow | undefined): Promise<void> {
    const { folder, head } = this.#order;
    const { contentType, status, tags } = answer;
    const file = fileOf(path, contentType, head.basePath);
    if (!canBeFile(file)) {
      this.missing.push(path);
      return;
    }
    const isHtml = contentType.startsWith('text/html');
    const text = withLinks.test(contentType) ? answer.body.toString('utf8') : null;
    const body =
      isHtml && text !== null && head.live !== ''
        ? Buffer.from(withLiveLinks(text, head.live, head.basePath))
        : answer.body;
    const links = text === null ? [] : linksIn(text, head.origin, head.basePath);
    const digest = sha256(body);
    if (known?.sha256 !== digest || known.file !== file) {
      // Attachments of what is withdrawn go before anything else is written.
      if (known !== undefined) await this.#askForLost(known, links);
      await folder.write(file, { body, contentType });
      this.written += 1;
    }
    const isFound = isHtml && text !== null && status === 200 && this.#isOnlyAddress(path, text);
    const entry = isFound ? entryOf(text, path) : undefined;
    this.rows.set(path, {
      ...{ path, file, status, sha256: digest, size: body.length, tags: tagsOf(path, text, tags) },
      ...(entry === undefined ? {} : { entry }),
    });
    const isNew = known === undefined;
    this.ask(
      this.#order.changed === null
        ? links
        : links.filter(link => !this.rows.has(link) || (isNew && this.#isItem(link))),
    );
  }

  /** What the page named before and does not name now is asked again: it may not be public any more. */
  async #askForLost(known: ManifestRow, links: readonly string[]): Promise<void> {
    if (!isItemPage(known) && !known.path.startsWith('/preview/')) return;
    const { folder, head, answers } = this.#order;
    const old = (await folder.read(known.file))?.toString('utf8') ?? '';
    const now = new Set(links);
    for (const path of linksIn(old, head.origin, head.basePath)) {
      const row = this.rows.get(path);
      if (now.has(path) || row === undefined || !letGo.test(path)) continue;
      if ((await answers.at(path)) === null) await this.#drop(row);
    }
  }
}

/** The prebuilt index, a piece for each month, the newest first, and one for pages that carry parts of items. */
async function writeIndex(run: Run, { folder, before, head }: ExportOrder): Promise<void> {
  const months = new Map<string, unknown[]>();
  const newestFirst = [...run.rows.values()]
    .flatMap(({ entry, path }) => (entry === undefined ? [] : [{ entry, path }]))
    .sort((a, b) => (a.entry[1] < b.entry[1] ? 1 : a.entry[1] > b.entry[1] ? -1 : a.path < b.path ? -1 : 1));
  for (const { entry, path } of newestFirst) {
    const [title, day, documentNo, indexNo, summary] = entry;
    const piece = day === '' ? 'pages.json' : `${day.slice(0, 7)}.json`;
    const list = months.get(piece) ?? [];
    list.push([title, `${path}`, day, documentNo, indexNo, summary]);
    months.set(piece, list);
  }
  const files = new Map([...months].map(([name, list]) => [name, JSON.stringify(list)]));
  files.set('index.json', JSON.stringify({ pieces: [...months.keys()] }));
  for (const [name, text] of files) {
    const path = `${searchIndex}${name}`;
    const file = fileOf(path, 'application/json', head.basePath);
    const body = Buffer.from(text);
    const digest = sha256(body);
    if (before?.rows.get(path)?.sha256 !== digest) {
      await folder.write(file, { body, contentType: 'application/json' });
      run.written += 1;
    }
    run.rows.set(path, { path, file, status: 200, sha256: digest, size: body.length, tags: [] });
  }
  for (const [path, row] of [...run.rows]) {
    if (!path.startsWith(searchIndex) || files.has(path.slice(searchIndex.length))) continue;
    await folder.remove(row.file);
    run.rows.delete(path);
  }
}

function sizeOfLog(checkpoint: Answer | null): number {
  return Number(checkpoint?.body.toString('utf8').split('\n')[1] ?? 0);
}

/** Makes the export. What is interrupted is finished by the next run: the manifest is written last. */
export async function exportPortal(order: ExportOrder): Promise<ExportSummary> {
  const { folder, answers, head, changed, before, withdrawn, moved, imported, branches } = order;
  const run = new Run(order);
  if (changed !== null) run.ask(await dirtyPaths([...(before?.rows.values() ?? [])], changed, order));
  const isKnown = (path: string) => changed !== null && run.rows.has(path);
  const homes = branches.flatMap(prefix => [`${prefix}/`, `${prefix}/sitemap.xml`]);
  run.ask([...withdrawn, ...seeds, ...homes].filter(path => !isKnown(path)));
  await run.work();
  // The log last: what its newest checkpoint vouches for is there by then.
  const tiles = logTiles(sizeOfLog(await answers.at('/log/checkpoint')));
  run.ask([...tiles.filter(path => !isKnown(path)), ...logSeeds]);
  await run.work();
  await writeIndex(run, order);
  if (changed === null)
    run.removed += await folder.removeOthers(new Set([...run.rows.values()].map(r => r.file)));
  const rows = [...run.rows.values()];
  await folder.writeBeside('gone.map', goneMap(rows, head.basePath));
  for (const status of [301, 308] as const)
    await folder.writeBeside(`moved-${status}.map`, movedMap(moved, status, head.basePath));
  await folder.writeBeside('imported.map', importedMap(imported, head.basePath));
  await folder.writeBeside('moved-apache.conf', apacheRedirects(moved, head.basePath));
  await folder.writeBeside('nginx.conf', nginxSettings(folder.folder));
  await folder.writeManifest({ head, rows: run.rows });
  return {
    folder: folder.folder,
    isFull: changed === null,
    addresses: rows.length,
    made: run.made,
    written: run.written,
    removed: run.removed,
    tombstones: rows.filter(({ status }) => status === 410).length,
    missing: run.missing,
  };
}

/** Files that are not as the manifest says: absent, changed, or not in it. */
export async function verifyExport(folder: SiteFolder, manifest: Manifest): Promise<string[]> {
  const problems: string[] = [];
  for (const { file, sha256: digest } of manifest.rows.values()) {
    const bytes = await folder.read(file);
    if (bytes === undefined) problems.push(`${file} 缺失。`);
    else if (sha256(bytes) !== digest) problems.push(`${file} 与清单不符。`);
  }
  const files = new Set([...manifest.rows.values()].map(row => row.file));
  for (const file of await folder.files())
    if (!files.has(file) && !files.has(file.replace(/\.(?:br|gz)$/, '')))
      problems.push(`${file} 不在清单内。`);
  return problems;
}
